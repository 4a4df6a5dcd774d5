import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFrameReader } from '../../src/transport/frameReader.js';
import { splitTexts } from './splitTexts.js';

/** Gathers what a reader says. */
function createReader(maxMessageChars: number) {
  const received: string[] = [];
  const { push } = createFrameReader(
    { onText: (text) => received.push(text), onTooLong: (chars) => received.push(`too long ${chars}`) },
    maxMessageChars,
  );
  return { received, push };
}

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

it('[FRAME-2] reads texts, buffers, views and blobs, in the order in which they came', async () => {
  const { received, push } = createReader(1000);
  const padded = utf8('xxöxx');
  for (const frame of [
    'a',
    utf8('ö').buffer,
    padded.subarray(2, 4),
    new Blob([utf8('blöb')]),
    'after the blob',
    new Blob(['second']),
    utf8('bytes').buffer,
    new Blob(['x'.repeat(5000)]),
    'end',
  ])
    push(frame);
  // What stands before the first blob needs no turn of the event loop.
  expect(received).toEqual(['a', 'ö', 'ö']);
  const later = ['blöb', 'after the blob', 'second', 'bytes', 'too long 5000', 'end'];
  await expect.poll(() => received).toEqual(['a', 'ö', 'ö', ...later]);
});

it('gives texts at once again when the blobs before them are read', async () => {
  const { received, push } = createReader(1000);
  push(new Blob(['blob']));
  await expect.poll(() => received).toEqual(['blob']);
  await Promise.resolve();
  push('text');
  expect(received).toEqual(['blob', 'text']);
});

it('[FRAME-3] says of bytes and blobs beyond the limit how many characters they are, each kind of character', async () => {
  for (const [text, chars] of [
    ['x'.repeat(31), 31],
    ['€'.repeat(100_000), 100_000],
    ['😀'.repeat(100_000), 200_000],
    [`\ufeff${'ö'.repeat(99_999)}`, 99_999],
  ] as const) {
    const { received, push } = createReader(10);
    push(utf8(text).buffer);
    push(utf8(`..${text}`).subarray(2));
    expect(received).toEqual([`too long ${chars}`, `too long ${chars}`]);
    push(new Blob([text]));
    await expect.poll(() => received[2]).toBe(`too long ${chars}`);
  }
  const { received, push } = createReader(10);
  push(utf8('€'.repeat(10)).buffer);
  push(utf8(' \n'.repeat(50)).buffer);
  expect(received).toEqual(['€'.repeat(10)]);
});

it('[FRAME-1, FRAME-3] takes the lines of a frame of bytes beyond the limit as those of a text (seed 44)', () => {
  const line = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value)),
    fc.constantFrom('', ' ', '{', ']', 'x', `{"a":"${'é'.repeat(60)}"}`),
  );
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), (lines) => {
      const text = lines.join('\n').padEnd(200);
      const { received, push } = createReader(50);
      push(utf8(text).buffer);
      const expected = splitTexts(text, 50).map((part) =>
        part.length > 50 ? `too long ${part.length}` : part,
      );
      expect(received).toEqual(expected);
    }),
    { seed: 44, numRuns: 1000 },
  );
});

it('reads bytes that are no UTF-8 as characters of replacement, so that its reader can say so', () => {
  const { received, push } = createReader(1000);
  push(new Uint8Array([0x7b, 0xff, 0x7d]));
  expect(received).toEqual(['{\ufffd}']);
});
