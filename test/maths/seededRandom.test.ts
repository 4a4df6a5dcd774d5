import { expect, it } from 'vitest';
import { createSeededRandom, nextWord } from '../../src/maths/seededRandom.js';

/** xoshiro128** as its authors write it, in integers of any size. */
function* referenceWords(state: bigint[]): Generator<number> {
  const mask = 0xffff_ffffn;
  const rotate = (word: bigint, bits: bigint) => ((word << bits) | (word >> (32n - bits))) & mask;
  for (;;) {
    const [s0 = 0n, s1 = 0n, s2 = 0n, s3 = 0n] = state;
    yield Number((rotate((s1 * 5n) & mask, 7n) * 9n) & mask);
    const t2 = s2 ^ s0;
    const t3 = s3 ^ s1;
    state = [s0 ^ t3, s1 ^ t2, t2 ^ ((s1 << 9n) & mask), rotate(t3, 11n)];
  }
}

it('draws the words of xoshiro128**', () => {
  const state = Uint32Array.of(1, 2, 3, 4);
  const words = Array.from({ length: 1000 }, () => nextWord(state));
  expect(words.slice(0, 4)).toEqual([11_520, 0, 5_927_040, 70_819_200]);
  const reference = referenceWords([1n, 2n, 3n, 4n]);
  for (const word of words) expect(word).toBe(reference.next().value);
});

it('draws the same numbers for a seed, and others for another', () => {
  const draw = (seed: number) => {
    const random = createSeededRandom(seed);
    return Array.from({ length: 20 }, (_, i) => (i % 3 === 0 ? random.uniform() : random.gaussian()));
  };
  expect(draw(7)).toEqual(draw(7));
  const seeds = [0, 1, -1, 7, 2 ** 32, 2 ** 32 + 7, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER];
  expect(new Set(seeds.map((seed) => draw(seed)[0])).size).toBe(seeds.length);
});

it('draws normal numbers: mean 0, variance 1, kurtosis 3, 4.55 % beyond two (seed 1)', () => {
  const { gaussian } = createSeededRandom(1);
  const count = 200_000;
  const values = Float64Array.from({ length: count }, gaussian);
  const momentOf = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / count;
  expect(momentOf(1)).toBeCloseTo(0, 2);
  expect(momentOf(2)).toBeCloseTo(1, 1);
  expect(Math.abs(momentOf(4) - 3)).toBeLessThan(0.1);
  expect(values.filter((value) => Math.abs(value) > 2).length / count).toBeCloseTo(0.0455, 2);
});

it.each([0.5, NaN, 2 ** 53])('refuses the seed %s', (seed) => {
  expect(() => createSeededRandom(seed)).toThrow(`seed: expected an integer, got ${seed}`);
});
