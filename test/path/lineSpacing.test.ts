import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeSpacing } from '../../src/path/lineSpacing.js';
import { MAX_SPACING, MIN_SPACING } from '../../src/path/lineVertices.js';

const SEED = 20_261_130;

describe('computeSpacing', () => {
  it(`is the widest power of two of the least spacing that is no more than a quarter of a pixel (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.double({ min: 24, max: 5000, noNaN: true }), (unitPx) => {
        const spacing = computeSpacing(unitPx);
        expect(Math.log2(spacing / MIN_SPACING) % 1).toBe(0);
        expect(2 * spacing * unitPx).toBeGreaterThan(0.25);
        if (spacing > MIN_SPACING) expect(spacing * unitPx).toBeLessThanOrEqual(0.25);
      }),
      { seed: SEED },
    );
  });

  it.each([
    { canvas: '640 by 400', unitPx: 129, spacing: 1 / 768 },
    { canvas: '1,440 by 900', unitPx: 291, spacing: 1 / 1536 },
    { canvas: '1,440 by 900 at pixel ratio 2', unitPx: 583, spacing: 1 / 1536 },
    { canvas: '200 by 120', unitPx: 39, spacing: 1 / 192 },
  ])('is $spacing on $canvas', ({ unitPx, spacing }) => {
    expect(computeSpacing(unitPx)).toBe(spacing);
  });

  it('stays well below the longest segment on a canvas of no size, and at its least where that is not known', () => {
    expect(computeSpacing(0)).toBeLessThanOrEqual(MAX_SPACING / 2);
    expect(computeSpacing(Number.NaN)).toBe(MIN_SPACING);
    expect(computeSpacing(Infinity)).toBe(MIN_SPACING);
  });
});
