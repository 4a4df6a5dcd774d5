import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLineSplitter } from '../../src/log/lineSplitter.js';

function splitAll(chunks: readonly string[], maxLineChars = 1e6): string[] {
  const splitter = createLineSplitter(maxLineChars);
  return [...chunks.flatMap((chunk) => [...splitter.push(chunk)]), ...splitter.finish()].map((line) =>
    typeof line === 'string' ? line : `too long ${line.chars}`,
  );
}

it('[LOG-1, LOG-2] gives the same lines whatever the chunks are (seed 11)', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '\n', '\r', '\u2028', '{', ' '), maxLength: 60 });
  fc.assert(
    fc.property(text, fc.array(fc.nat(60)), (whole, cuts) => {
      const places = [
        0,
        ...cuts.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b),
        whole.length,
      ];
      const chunks = places.slice(1).map((end, i) => whole.slice(places[i], end));
      const lines = whole.split('\n').filter((line) => line.trim() !== '');
      expect(splitAll(chunks)).toEqual(lines.map((line) => line.replace(/\r$/, '')));
    }),
    { seed: 11, numRuns: 500 },
  );
});

it('[LOG-3] gives the last line where no line break follows it', () => {
  expect(splitAll(['{"a":1}\n{"b":'])).toEqual(['{"a":1}', '{"b":']);
});

it('[FRAME-3] keeps nothing of a line beyond the limit, and the lines beside it whole', () => {
  const lines = splitAll(['one\n', 'x'.repeat(8), 'x'.repeat(8), 'y\ntwo\n', 'z'.repeat(20)], 10);
  expect(lines).toEqual(['one', 'too long 17', 'two', 'too long 20']);
  expect(splitAll(['x'.repeat(10)], 10)).toEqual(['x'.repeat(10)]);
  expect(
    splitAll([' '.repeat(9), ' '.repeat(9), '\n', ' '.repeat(30), 'x', ' '.repeat(30), '\n'], 10),
  ).toEqual(['too long 61']);
});

it('[LOG-2, FRAME-3] does not count a carriage return at the end of a line toward the limit', () => {
  const text = [10, 11, 40].map((length) => `${'x'.repeat(length)}\r\n`).join('');
  for (const size of [1, 3, 10, 11, 100]) {
    const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
      text.slice(i * size, (i + 1) * size),
    );
    expect(splitAll(chunks, 10)).toEqual(['x'.repeat(10), 'too long 11', 'too long 40']);
  }
});

it('keeps a line of 20 MB that comes in 100,000 chunks in linear time', () => {
  const splitter = createLineSplitter(1e9);
  const chunk = '0123456789'.repeat(20);
  let early = 0;
  for (let i = 0; i < 100_000; i++) early += [...splitter.push(chunk)].length;
  expect(early).toBe(0);
  expect([...splitter.finish()][0]).toHaveLength(2e7);
});
