import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Utf8Chunks } from '../../src/log/utf8Chunks.js';

function decodeCut(bytes: Uint8Array, cuts: readonly number[]): string {
  const decoder = new Utf8Chunks();
  const edges = [0, ...cuts.filter((at) => at < bytes.length).sort((a, b) => a - b), bytes.length];
  const texts = edges.slice(1).map((end, i) => decoder.push(bytes.subarray(edges[i], end)));
  return texts.join('') + decoder.finish();
}

it('gives the text of UTF-8 whatever the chunks are, a byte order mark included (seed 92)', () => {
  const text = fc
    .array(fc.constantFrom('\ufeff', 'a', 'é', '€', '😀', '\n'), { maxLength: 20 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.array(fc.nat(60), { maxLength: 12 }), (whole, cuts) => {
      expect(decodeCut(Buffer.from(whole), cuts)).toBe(whole);
    }),
    { seed: 92, numRuns: 1000 },
  );
});

it.each(['a', 'é', '€', '😀'])('holds back no character that is all there: %s', (character) => {
  const bytes = Buffer.from(`a${character}`);
  expect(new Utf8Chunks().push(bytes)).toBe(`a${character}`);
  // One that is not stays back to its last byte.
  const decoder = new Utf8Chunks();
  const texts = [...bytes].map((byte) => decoder.push(Uint8Array.of(byte)));
  expect(texts).toEqual(['a', ...Array.from({ length: bytes.length - 2 }, () => ''), character]);
});

it('makes U+FFFD of what is no UTF-8, and loses nothing beside it', () => {
  expect(decodeCut(Uint8Array.of(0x61, 0xf0, 0x9f, 0x62), [2])).toBe('a\ufffdb');
  expect(decodeCut(Uint8Array.of(0x61, 0xe2, 0x82), [1, 2])).toBe('a\ufffd');
  expect(decodeCut(Uint8Array.of(0x80, 0xbf, 0x61), [1])).toBe('\ufffd\ufffda');
});
