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

/** Worked out in Python, whose integers have no width: splitmix32 fills the state, xoshiro128** draws. */
it.each([
  [0, [1_789_933_344, 44_971_166, 2_521_387_044, 3_848_737_593]],
  [7, [210_494_603, 711_084_892, 3_993_689_120, 4_089_369_890]],
  [-1, [2_113_752_136, 1_120_643_331, 1_514_025_516, 839_344_428]],
  [2 ** 32 + 7, [100_409_556, 763_976_161, 204_691_279, 1_943_671_766]],
  [Number.MAX_SAFE_INTEGER, [1_843_362_042, 985_676_716, 612_476_005, 2_437_270_429]],
  [Number.MIN_SAFE_INTEGER, [223_967_742, 3_785_149_478, 1_935_247_975, 1_733_320_687]],
])('draws for the seed %d the numbers that are its own on every machine', (seed, words) => {
  const { uniform } = createSeededRandom(seed);
  expect(words.map(uniform)).toEqual(words.map((word) => word / 2 ** 32));
});

it('gives both normal numbers of each pair that the polar method makes of two uniform ones', () => {
  const { uniform } = createSeededRandom(7);
  const expected: number[] = [];
  while (expected.length < 1000) {
    const [u, v] = [2 * uniform() - 1, 2 * uniform() - 1];
    const radius = Math.hypot(u, v);
    if (radius >= 1 || radius === 0) continue;
    const length = Math.sqrt(-4 * Math.log(radius));
    expected.push((length * u) / radius, (length * v) / radius);
  }
  const { gaussian } = createSeededRandom(7);
  for (const value of expected) expect(gaussian()).toBeCloseTo(value, 12);
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
