import { ticks } from 'd3-array';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHeightField } from '../../src/surface/heightField.js';
import { selectHeightTransform, type HeightScale } from '../../src/surface/heightScale.js';
import { LINEAR_TRANSFORM, type HeightTransform } from '../../src/surface/heightTransform.js';
import { computeLossTicks, type LossRange } from '../../src/surface/lossTicks.js';

const SEED = 5202;
const COUNT = 5;

function rangeOf(scale: HeightScale, min: number, max: number): LossRange {
  return { min, max, transform: selectHeightTransform(scale, min, max) };
}

function sharesOf({ min, max, transform }: LossRange, losses: readonly number[]): number[] {
  const [low, high] = [transform.toDisplay(min), transform.toDisplay(max)];
  return losses.map((z) => (transform.toDisplay(z) - low) / (high - low));
}

describe('computeLossTicks', () => {
  it.each([
    [0, 10],
    [-3.2, 4.7],
    [1e6 - 1e-3, 1e6 + 1e-3],
    [1e-30, 7e-30],
  ])('ticks a linear bar from %d to %d as d3 does', (min, max) => {
    expect(computeLossTicks(rangeOf('linear', min, max), COUNT)).toEqual(ticks(min, max, COUNT));
  });

  it.each([
    [1, 1000, [1, 10, 100, 1000]],
    [2e-4, 3.7, [0.001, 0.01, 0.1, 1]],
    [0.05, 2.5, [0.05, 0.1, 0.2, 0.5, 1, 2]],
    [1.5, 16, [2, 5, 10]],
    [1.1, 900, [3, 10, 30, 100, 300]],
    [1e-7, 2e3, [1e-6, 1e-4, 1e-2, 1, 100]],
    [1e-15, 1, [1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 1]],
    [1.1, 1.9, [1.2, 1.4, 1.6, 1.8]],
    [4, 11, [4, 5, 6.5, 8, 10]],
    [3e-45, 8e-33, [1e-44, 1e-42, 1e-40, 1e-38, 1e-36, 1e-34]],
  ])('ticks a logarithmic bar from %d to %d at %j', (min, max, expected) => {
    expect(computeLossTicks(rangeOf('log', min, max), COUNT)).toEqual(expected);
  });

  it.each([
    [0, 1, [0, 0.002, 0.01, 0.05, 0.2, 1]],
    [0, 8.4, [0, 0.05, 0.2, 1, 5]],
    [-3, 100, [-3, -2.8, -2, 0, 5.5, 20, 100]],
    [-3.1742, 97.4, [-3, -2.5, 0, 10, 50]],
    [-100, -3, [-100, -99.5, -98, -90, -50]],
    [0, 123456, [0, 250, 1000, 5000, 20_000, 100_000]],
    [-3.4e38, 3.4e38, [-3.4e38, -3.38e38, -3.3e38, -3e38, -2.2e38, 0]],
  ])('ticks a shifted logarithmic bar from %d to %d at %j', (min, max, expected) => {
    expect(computeLossTicks(rangeOf('log', min, max), COUNT)).toEqual(expected);
  });

  it('ticks fewer where fewer are asked for', () => {
    expect(computeLossTicks(rangeOf('log', 0.05, 2.5), 3)).toEqual([0.1, 0.3, 1]);
    expect(computeLossTicks(rangeOf('log', 0.05, 2.5), 1)).toEqual([0.1, 1]);
    expect(computeLossTicks(rangeOf('log', 0, 1), 1)).toEqual([0, 0.05, 1]);
    expect(computeLossTicks(rangeOf('log', 0, 1), 0)).toEqual([0, 0.05, 1]);
  });

  it('ticks the losses that a height field holds', () => {
    const samples = Float32Array.of(0.5, 2, 300, 4000);
    const field = createHeightField(samples, 2, { transform: selectHeightTransform('auto', 0.5, 4000) });
    expect(computeLossTicks(field, COUNT)).toEqual([1, 10, 100, 1000]);
  });

  it.each([3, 0, -7, 1e-45])('ticks a surface that is %d everywhere once', (z) => {
    for (const scale of ['linear', 'log', 'auto'] as const) {
      expect(computeLossTicks(rangeOf(scale, z, z), COUNT)).toEqual([z]);
    }
  });

  it('ticks the ends of a range that holds no round loss, or the one end where they are drawn alike', () => {
    const narrow = [
      [1 / 3, 1 / 3 + Number.EPSILON],
      [-1 / 3 - Number.EPSILON, -1 / 3],
      [-1 - Number.EPSILON, -1],
      [5e-324, 1e-323],
    ] as const;
    for (const [min, max] of narrow) {
      for (const scale of ['linear', 'log'] as const) {
        const losses = computeLossTicks(rangeOf(scale, min, max), COUNT);
        expect(losses.length).toBeGreaterThan(0);
        expect(losses.every((z) => z >= min && z <= max)).toBe(true);
      }
    }
    expect(computeLossTicks(rangeOf('linear', 5e-324, 1e-323), COUNT)).toEqual([5e-324, 1e-323]);
    const alike: HeightTransform = { toDisplay: Math.fround, fromDisplay: () => NaN };
    expect(computeLossTicks({ min: 1, max: 1 + 1e-9, transform: alike }, COUNT)).toEqual([1]);
  });

  it('spreads ticks over any other transform', () => {
    const cube: HeightTransform = { toDisplay: Math.cbrt, fromDisplay: (d) => d ** 3 };
    const range = { min: -8, max: 1000, transform: cube };
    expect(computeLossTicks(range, COUNT)).toEqual([-8, 0, 6, 50, 200, 500, 1000]);
  });

  const lossArbitrary = fc.oneof(
    fc.float({ noNaN: true, noDefaultInfinity: true }),
    fc.double({ min: -1e4, max: 1e4, noNaN: true }),
    fc
      .tuple(fc.double({ min: 1, max: 10, noNaN: true }), fc.integer({ min: -44, max: 37 }))
      .map(([digits, exponent]) => digits * 10 ** exponent),
    fc.constantFrom(0, 1, 1e6, -1e-30, 5e-324),
  );
  const rangeArbitrary = fc
    .tuple(lossArbitrary, lossArbitrary, fc.constantFrom<HeightScale>('linear', 'log', 'auto'))
    .map(([a, b, scale]) => rangeOf(scale, Math.min(a, b), Math.max(a, b)));

  it(`ticks within the range, ascending, never none, and not too many (seed ${SEED})`, () => {
    fc.assert(
      fc.property(rangeArbitrary, fc.integer({ min: 1, max: 12 }), (range, count) => {
        const losses = computeLossTicks(range, count);
        expect(losses.length).toBeGreaterThan(0);
        expect(losses.every((z) => z >= range.min && z <= range.max)).toBe(true);
        expect(losses.every((z, n) => n === 0 || z > losses[n - 1]!)).toBe(true);
        if (range.transform === LINEAR_TRANSFORM) return;
        const isShifted = !('shift' in range.transform && range.transform.shift === 0);
        expect(losses.length).toBeLessThanOrEqual(isShifted ? count + 3 : count + 1);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  it(`keeps the ticks of a shifted bar apart and leaves no half of it bare (seed ${SEED})`, () => {
    const shifted = fc
      .tuple(fc.double({ min: -1e3, max: 0, noNaN: true }), fc.double({ min: 1e-3, max: 1e3, noNaN: true }))
      .map(([min, span]) => rangeOf('log', min, min + span));
    fc.assert(
      fc.property(shifted, fc.integer({ min: 3, max: 12 }), (range, count) => {
        const shares = sharesOf(range, computeLossTicks(range, count));
        const gaps = shares.slice(1).map((share, n) => share - shares[n]!);
        expect(Math.min(...gaps)).toBeGreaterThan(1 / (count + 2) - 1e-9);
        expect(Math.max(shares[0]!, 1 - shares.at(-1)!, ...gaps)).toBeLessThan(0.5);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});
