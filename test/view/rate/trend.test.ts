import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../../src/maths/seededRandom.js';
import { computeTrend } from '../../../src/view/rate/trend.js';
import { lossOf } from './lossOf.js';

const numbers = (count: number, valueOf: (i: number) => number): number[] =>
  Array.from({ length: count }, (_, i) => valueOf(i));

/** A loss that falls by a known slope under known noise. */
const noisy = (count: number, slope: number, noise: number): number[] => {
  const random = createSeededRandom(count);
  return numbers(count, (i) => 10 + slope * i + noise * random.gaussian());
};

const trendOf = (losses: readonly number[], options = {}, until = Number.POSITIVE_INFINITY) =>
  computeTrend(lossOf(losses, options), Math.min(until, 1e15), null);

describe('computeTrend', () => {
  it.each([
    [50, 0.01],
    [200, 0.01],
    [500, 0.05],
    [1000, 0.1],
    [5000, 0.2],
    [20_000, 0.5],
  ])('finds the slope of %d steps under noise of %d', (count, noise) => {
    const trend = trendOf(noisy(count, -0.002, noise))!;
    expect(trend.direction).toBe('falling');
    const error = noise * Math.sqrt(12 / trend.windowSteps ** 3);
    expect(Math.abs(trend.slope + 0.002)).toBeLessThan(4 * error);
  });

  it.each([
    [8, 1, 8],
    [60, 1, 50],
    [99, 1, 50],
    [100, 1, 100],
    [400, 1, 200],
    [1500, 1, 200],
    [3000, 1, 200],
    [6000, 1, 500],
    [25_000, 1, 2000],
    [20, 50, 500],
    [9, 50, 401],
    [300, 50, 5000],
  ])(
    'is over a round number of the last steps: of %d points, each %d steps, the last %d',
    (count, every, windowSteps) => {
      expect(
        trendOf(
          numbers(count, (i) => -i),
          { every },
        ),
      ).toMatchObject({ windowSteps, direction: 'falling' });
    },
  );

  it('is of the last steps, and not of those before', () => {
    const losses = numbers(5000, (i) => (i < 4000 ? 100 - i / 50 : 20 + (i - 4000) / 100));
    expect(trendOf(losses)).toMatchObject({ direction: 'rising', windowSteps: 500 });
    expect(trendOf(losses)!.slope).toBeCloseTo(0.01, 9);
    expect(trendOf(losses, {}, 3999)!.slope).toBeCloseTo(-0.02, 9);
  });

  it('is none in noise', () => {
    expect(trendOf(noisy(1000, 0, 0.3))).toMatchObject({ direction: 'none', windowSteps: 200 });
  });

  it('leaves out values that are missing or not finite', () => {
    const losses = numbers(300, (i) =>
      i % 7 === 3 ? Number.NaN : i % 50 === 8 ? Number.POSITIVE_INFINITY : 3 - i / 100,
    );
    expect(trendOf(losses)!.slope).toBeCloseTo(-0.01, 9);
  });

  it.each([[0], [1], [7]])('is not known of %d values', (count) => {
    expect(trendOf(numbers(count, (i) => -i))).toBeNull();
    const rare = numbers(100, (i) => (i < count ? -i : Number.NaN));
    expect(trendOf(rare)).toBeNull();
  });

  it('costs the same of a hundred thousand steps as of ten thousand', () => {
    const looks = (count: number): number => {
      const path = lossOf(numbers(count, (i) => 1 / (1 + i)));
      let counted = 0;
      const { lossAt, stepAt } = path;
      path.lossAt = (index) => (counted++, lossAt.call(path, index));
      path.stepAt = (index) => (counted++, stepAt.call(path, index));
      computeTrend(path, path.lastStep, null);
      return counted;
    };
    expect(looks(100_000)).toBeLessThanOrEqual(looks(10_000) + 5);
    expect(looks(100_000)).toBeLessThan(500);
  });
});
