import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHeightField, displayHeightOf, heightOfNode } from '../../src/surface/heightField.js';
import { isLogTransform, selectHeightTransform, type LogTransform } from '../../src/surface/heightScale.js';
import { LINEAR_TRANSFORM } from '../../src/surface/heightTransform.js';

const SEED = 5201;

/** The ends of a range of any sign and size, in float32 and beyond it down to the least double. */
const rangeArbitrary = fc
  .tuple(lossArbitrary(), lossArbitrary())
  .filter(([a, b]) => a !== b)
  .map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)]);

function lossArbitrary(): fc.Arbitrary<number> {
  const wide = fc
    .tuple(fc.double({ min: 1, max: 10, noNaN: true }), fc.integer({ min: -45, max: 37 }), fc.boolean())
    .map(([digits, exponent, isNegative]) => (isNegative ? -1 : 1) * digits * 10 ** exponent);
  return fc.oneof(
    wide,
    fc.float({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(0, 5e-324, 1e-300),
  );
}

/** A range with losses inside it, ascending, both ends among them. */
const samplesArbitrary = fc
  .tuple(rangeArbitrary, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }))
  .map(([[min, max], shares]) => {
    const inside = shares.map((share) => Math.min(Math.max(min + share ** 9 * (max - min), min), max));
    return Float64Array.from([min, ...inside, max]).sort();
  });

const logOf = (min: number, max: number): LogTransform => {
  const transform = selectHeightTransform('log', min, max);
  if (!isLogTransform(transform)) throw new Error(`expected a logarithm for ${min} to ${max}`);
  return transform;
};

describe('selectHeightTransform', () => {
  it.each([
    ['linear', 1, 1e6, 'linear'],
    ['log', 1, 1.01, 'log'],
    ['log', -5, 3, 'log'],
    ['auto', 1, 1000, 'log'],
    ['auto', 1, 999, 'linear'],
    ['auto', 1e-7, 1e-4, 'log'],
    ['auto', 0, 1e9, 'linear'],
    ['auto', -1, 1e9, 'linear'],
    ['auto', 1e-20, 1, 'linear'],
    ['auto', 1e-45, 1e-30, 'log'],
    ['log', 2, 2, 'linear'],
    ['log', 0, 0, 'linear'],
    ['log', -2, -2, 'linear'],
    ['log', 0, 5e-324, 'linear'],
    ['log', 1e-300, 1e-290, 'linear'],
    ['log', 0, 1.4e-45, 'log'],
    ['log', -1e308, 1e308, 'linear'],
    ['log', NaN, NaN, 'linear'],
    ['log', 1, Infinity, 'linear'],
    ['log', -Infinity, 1, 'linear'],
    ['log', Infinity, -Infinity, 'linear'],
  ] as const)('takes for %s from %d to %d the %s one', (scale, min, max, expected) => {
    const transform = selectHeightTransform(scale, min, max);
    if (expected === 'linear') expect(transform).toBe(LINEAR_TRANSFORM);
    else expect(isLogTransform(transform)).toBe(true);
  });

  it.each([
    [1e-4, 2.3],
    [1, 1000],
    [3e-45, 2e-31],
    [1e25, 3e38],
  ])('measures decades and shifts nothing from %d to %d, all above 0', (min, max) => {
    const log = logOf(min, max);
    expect(log.shift).toBe(0);
    for (const z of [min, min * 1.5, Math.sqrt(min) * Math.sqrt(max), max]) {
      expect(log.toDisplay(z)).toBeCloseTo(Math.log10(z) - Math.log10(min), 12);
    }
  });

  it.each([
    [0, 8],
    [-3, 7],
    [-900, -20],
    [-3.4e38, 3.4e38],
    [1e-20, 5],
  ])('shifts by a thousandth of the range above the least sample from %d to %d', (min, max) => {
    const log = logOf(min, max);
    expect(log.shift).toBeCloseTo(1e-3 * (max - min) - min, 12);
    for (const share of [0, 1e-3, 0.1, 0.5, 1]) {
      const z = min + share * (max - min);
      expect(log.toDisplay(z)).toBeCloseTo(Math.log10(share + 1e-3) - Math.log10(1e-3), 9);
    }
    expect(log.toDisplay(max)).toBeCloseTo(Math.log10(1001), 12);
  });

  it(`increases, strictly where doubles allow it (seed ${SEED})`, () => {
    fc.assert(
      fc.property(samplesArbitrary, lossArbitrary(), (samples, outside) => {
        const transform = selectHeightTransform('log', samples[0]!, samples.at(-1)!);
        const losses = Float64Array.from([outside, ...samples]).sort();
        for (let n = 1; n < losses.length; n++) {
          const [a, b] = [losses[n - 1]!, losses[n]!];
          const rise = transform.toDisplay(b) - transform.toDisplay(a);
          expect(rise).toBeGreaterThanOrEqual(0);
          const distance = Math.max(Math.abs(a - samples[0]!), Math.abs(b - samples[0]!));
          const isDistinct = b - a > 1e-12 * distance && b - a > 1e-290 * (samples.at(-1)! - samples[0]!);
          if (isDistinct) expect(rise).toBeGreaterThan(0);
        }
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it(`is undone by its inverse (seed ${SEED})`, () => {
    fc.assert(
      fc.property(samplesArbitrary, lossArbitrary(), (samples, outside) => {
        const transform = selectHeightTransform('log', samples[0]!, samples.at(-1)!);
        expect(transform.fromDisplay(transform.toDisplay(samples[0]!))).toBe(samples[0]);
        for (const z of [outside, ...samples]) {
          const back = transform.fromDisplay(transform.toDisplay(z));
          const size = Math.max(
            Math.abs(z - samples[0]!),
            Math.abs(z),
            1e-280 * (samples.at(-1)! - samples[0]!),
          );
          expect(Math.abs(back - z)).toBeLessThanOrEqual(1e-11 * Math.max(size, 1e-300));
        }
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it(`has a height for every sample, from 0 for the least to 1 for the greatest (seed ${SEED})`, () => {
    fc.assert(
      fc.property(samplesArbitrary, fc.constantFrom('log', 'auto', 'linear'), (samples, scale) => {
        const drawn = Float64Array.from([...samples, ...samples, ...samples, ...samples]).slice(0, 4);
        drawn[3] = samples.at(-1)!;
        drawn.sort();
        const [min, max] = [drawn[0]!, drawn[3]];
        const field = createHeightField(drawn, 2, { transform: selectHeightTransform(scale, min, max) });
        expect(field).toMatchObject({ missing: 0, min, max });
        expect(field.displaySpan).toBeGreaterThan(0);
        const heights = [0, 1, 2, 3].map((n) => heightOfNode(field, n));
        expect([heights[0], heights[3]]).toEqual([0, 1]);
        expect(heights).toEqual(heights.toSorted((a, b) => a - b));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('keeps the shape of 1e6 ± 1e-3, where a logarithm of the loss itself would step', () => {
    const log = logOf(1e6 - 1e-3, 1e6 + 1e-3);
    const top = log.toDisplay(1e6 + 1e-3);
    for (const share of [0.25, 0.5, 0.75]) {
      expect(log.toDisplay(1e6 - 1e-3 + share * 2e-3) / top).toBeCloseTo(share, 6);
    }
  });

  it('draws a loss below the least sample lower, finitely so, as far as the mirrored curve rises', () => {
    for (const log of [logOf(0.5, 4000), logOf(-3, 7)]) {
      const min = log.fromDisplay(0);
      for (const below of [1e-9, 0.1, 0.5, 2, 1e9, 3e38]) {
        expect(log.toDisplay(min - below)).toBeLessThan(0);
        expect(log.toDisplay(min - below)).toBeCloseTo(-log.toDisplay(min + below), 6);
      }
    }
    expect(logOf(0.5, 4000).toDisplay(0)).toBeCloseTo(-Math.log10(2), 12);
  });

  it('goes on with the same slope below the least sample: no crease', () => {
    const log = logOf(-3, 7);
    const slope = (z: number): number => (log.toDisplay(z + 1e-7) - log.toDisplay(z - 1e-7)) / 2e-7;
    expect(slope(-3 + 1e-6) / slope(-3 - 1e-6)).toBeCloseTo(1, 3);
    expect(slope(-3) * 0.01 * Math.LN10).toBeCloseTo(1, 3);
  });

  it('draws a loss that a shifted surface sinks to beyond its edge no deeper than the linear display would', () => {
    const min = -3;
    const max = 7;
    const fieldOf = (scale: 'log' | 'linear') =>
      createHeightField(Float64Array.of(min, 0, 1, max), 2, {
        transform: selectHeightTransform(scale, min, max),
      });
    const beyond = min - 10 * (max - min);
    expect(displayHeightOf(fieldOf('log'), beyond)).toBeGreaterThan(
      displayHeightOf(fieldOf('linear'), beyond),
    );
    expect(displayHeightOf(fieldOf('log'), beyond)).toBeLessThan(-1);
  });

  it('has no number for what is none', () => {
    expect(logOf(1, 10).toDisplay(NaN)).toBeNaN();
    expect(logOf(1, 10).toDisplay(Infinity)).toBe(Infinity);
    expect(logOf(1, 10).toDisplay(-Infinity)).toBe(-Infinity);
  });
});
