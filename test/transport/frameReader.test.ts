import { expect, it } from 'vitest';
import { createFrameReader } from '../../src/transport/frameReader.js';

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

it('[FRAME-2] reads texts, buffers, views and blobs, in the order in which they came', async () => {
  const texts: string[] = [];
  await new Promise<void>((resolve) => {
    const reader = createFrameReader((text) => {
      texts.push(text);
      if (text === 'end') resolve();
    }, 1000);
    const padded = utf8('xxöxx');
    for (const frame of [
      'a',
      utf8('ö').buffer,
      padded.subarray(2, 4),
      new Blob([utf8('blöb')]),
      'after the blob',
      new Blob(['second']),
      utf8('bytes').buffer,
      'end',
    ])
      reader.push(frame);
    // What stands before the first blob needs no turn of the event loop.
    expect(texts).toEqual(['a', 'ö', 'ö']);
  });
  expect(texts).toEqual(['a', 'ö', 'ö', 'blöb', 'after the blob', 'second', 'bytes', 'end']);
});

it('gives texts at once again when the blobs before them are read', async () => {
  const texts: string[] = [];
  const reader = createFrameReader((text) => texts.push(text), 1000);
  reader.push(new Blob(['blob']));
  await expect.poll(() => texts).toEqual(['blob']);
  await Promise.resolve();
  reader.push('text');
  expect(texts).toEqual(['blob', 'text']);
});

it('[FRAME-3] does not decode bytes or blobs that are beyond the limit', () => {
  const texts: string[] = [];
  const reader = createFrameReader((text) => texts.push(text), 10);
  reader.push(utf8('€'.repeat(10)).buffer);
  reader.push(utf8('x'.repeat(31)).buffer);
  expect(texts[0]).toBe('€'.repeat(10));
  expect(texts[1]).toMatch(/^a message of more than 10 characters/);
  reader.push(new Blob(['x'.repeat(31)]));
  expect(texts[2]).toMatch(/^a message of more than 10 characters/);
});

it('reads bytes that are no UTF-8 as characters of replacement, so that its reader can say so', () => {
  const texts: string[] = [];
  createFrameReader((text) => texts.push(text), 1000).push(new Uint8Array([0x7b, 0xff, 0x7d]));
  expect(texts).toEqual(['{\ufffd}']);
});
