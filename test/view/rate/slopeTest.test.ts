import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../../src/maths/seededRandom.js';
import { testSlope } from '../../../src/view/rate/slopeTest.js';
import { scaled } from '../../support/testLength.js';

const SEEDS = scaled({ short: 1000, long: 5000 });
const stepsOf = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** Noise of variance 1 in which each value has a share of the one before. */
function noise(seed: number, count: number, correlation: number): number[] {
  const random = createSeededRandom(seed);
  let value = random.gaussian();
  return Array.from({ length: count }, () => {
    value = correlation * value + Math.sqrt(1 - correlation ** 2) * random.gaussian();
    return value;
  });
}

const shareClear = (valuesOf: (seed: number) => number[], sign = 0): number => {
  let clear = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const values = valuesOf(seed);
    const { slope, isClear } = testSlope(stepsOf(values.length), values, false);
    if (isClear && (sign === 0 || Math.sign(slope) === sign)) clear++;
  }
  return clear / SEEDS;
};

describe('testSlope', () => {
  it('says the same of huge steps, and of losses of any size', () => {
    const falling = noise(3, 200, 0).map((value, i) => value - i / 50);
    const near = testSlope(stepsOf(200), falling, false);
    expect(near.isClear).toBe(true);
    const far = stepsOf(200).map((step) => 2 ** 53 - 200 + step);
    expect(testSlope(far, falling, false)).toEqual(near);
    for (const unit of [2 ** 1000, 2 ** -1000]) {
      const scaledLosses = falling.map((value) => value * unit);
      expect(testSlope(stepsOf(200), scaledLosses, false)).toEqual({
        slope: near.slope * unit,
        isClear: true,
      });
    }
  });

  it.each([
    [8, 0],
    [12, 0],
    [20, 0],
    [50, 0],
    [200, 0],
    [20, 0.5],
    [50, 0.5],
    [200, 0.5],
    [50, 0.8],
    [200, 0.9],
  ])(
    'finds none in noise alone, in 95 of 100 seeds at least: %d values, correlation %d',
    (count, correlation) => {
      expect(shareClear((seed) => noise(seed, count, correlation))).toBeLessThan(
        correlation === 0 ? 0.01 : 0.05,
      );
    },
  );

  it.each([
    [0.5, 0.05],
    [1, 0.7],
    [2, 0.999],
    [4, 0.999],
  ])('finds a fall of %d times the noise over 200 values in %d of the seeds at least', (fall, share) => {
    const valuesOf = (seed: number): number[] =>
      noise(seed, 200, 0).map((value, i) => value - (fall * i) / 199);
    expect(shareClear(valuesOf, -1)).toBeGreaterThanOrEqual(share);
    expect(shareClear(valuesOf, 1)).toBeLessThan(0.01);
  });

  it.each([
    [8, 0.05],
    [8, 1],
    [20, 0.1],
    [20, 3],
    [50, 0.05],
    [50, 0.5],
    [200, 0.05],
    [200, 0.2],
    [200, 1],
    [200, 3],
  ])(
    'finds a curve without noise to fall, however crooked: %d values, %d of their length to 1/e',
    (count, decay) => {
      const values = stepsOf(count).map((i) => Math.exp(-i / (count * decay)));
      expect(testSlope(stepsOf(count), values, false)).toMatchObject({ isClear: true });
      const rising = values.map((value) => -value);
      expect(testSlope(stepsOf(count), rising, false)).toMatchObject({ isClear: true });
    },
  );

  it('has the slope of a line, whatever its steps and its size', () => {
    for (const [slope, offset, every] of [
      [-0.3, 5, 1],
      [2e-9, 1e-3, 50],
      [-1e6, 1e12, 7],
    ] as const) {
      const steps = stepsOf(30).map((i) => 1000 + every * i);
      const { slope: found, isClear } = testSlope(
        steps,
        steps.map((step) => offset + slope * step),
        false,
      );
      expect(found / slope).toBeCloseTo(1, 6);
      expect(isClear).toBe(true);
    }
  });

  it('finds none where all values are the same', () => {
    expect(
      testSlope(
        stepsOf(20),
        Array.from({ length: 20 }, () => 0.3),
        false,
      ),
    ).toEqual({ slope: 0, isClear: false });
  });

  it('keeps a slope longer than it takes to find it', () => {
    let [found, kept] = [0, 0];
    for (let seed = 1; seed <= 500; seed++) {
      const values = noise(seed, 100, 0).map((value, i) => value - (1.2 * i) / 99);
      if (testSlope(stepsOf(100), values, false).isClear) found++;
      if (testSlope(stepsOf(100), values, true).isClear) kept++;
    }
    expect(kept).toBeGreaterThan(found * 1.15);
  });
});
