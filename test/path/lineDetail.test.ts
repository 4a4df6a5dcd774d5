import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeLineDetail, FINEST_DETAIL, isFiner } from '../../src/path/lineDetail.js';
import { MAX_SPACING, MIN_SPACING } from '../../src/path/lineVertices.js';

const SEED = 20_261_130;

describe('computeLineDetail', () => {
  it(`takes the widest powers of two of the least spacing within a quarter of a device pixel (seed ${SEED})`, () => {
    fc.assert(
      fc.property(
        fc.double({ min: 24, max: 1500, noNaN: true }),
        fc.double({ min: 0.5, max: 4, noNaN: true }),
        (unitPx, pixelRatio) => {
          const { spacing, tolerance } = computeLineDetail(unitPx, pixelRatio);
          const devicePx = unitPx * Math.max(pixelRatio, 1);
          expect(Math.log2(tolerance / MIN_SPACING)).toSatisfy(Number.isInteger);
          expect(tolerance * devicePx).toBeLessThanOrEqual(0.25);
          expect(2 * tolerance * devicePx).toBeGreaterThan(0.25);
          expect(spacing).toBe(Math.max(tolerance, MIN_SPACING));
        },
      ),
      { seed: SEED },
    );
  });

  it.each([
    { canvas: '200 by 120', unitPx: 39, ratio: 1, detail: [1 / 192, 1 / 192, true] },
    { canvas: '640 by 400', unitPx: 129, ratio: 1, detail: [1 / 768, 1 / 768, true] },
    { canvas: '1,440 by 900', unitPx: 291, ratio: 1, detail: [1 / 1536, 1 / 1536, true] },
    { canvas: '1,440 by 900 at pixel ratio 2', unitPx: 291, ratio: 2, detail: [1 / 1536, 1 / 3072, true] },
    { canvas: '3,840 by 2,160', unitPx: 700, ratio: 1, detail: [1 / 1536, 1 / 3072, false] },
  ])('is $detail on $canvas', ({ unitPx, ratio, detail }) => {
    const { spacing, tolerance, dropsCovered } = computeLineDetail(unitPx, ratio);
    expect([spacing, tolerance, dropsCovered]).toEqual(detail);
  });

  it('has lengths that a line can be drawn with where a canvas has no size, or none that is known', () => {
    for (const [unitPx, ratio] of [
      [0, 1],
      [Number.NaN, 1],
      [Infinity, 1],
      [100, Number.NaN],
    ] as const) {
      const { spacing, tolerance } = computeLineDetail(unitPx, ratio);
      expect(tolerance).toBeGreaterThan(0);
      expect(spacing).toBeGreaterThanOrEqual(MIN_SPACING);
      expect(spacing).toBeLessThanOrEqual(MAX_SPACING / 2);
    }
  });
});

describe('isFiner', () => {
  it('is true of a detail that has any part of it finer', () => {
    const detail = { spacing: 1 / 768, tolerance: 1 / 768, dropsCovered: true };
    expect(isFiner(detail, detail)).toBe(false);
    expect(isFiner({ ...detail, spacing: 1 / 1536 }, detail)).toBe(true);
    expect(isFiner({ ...detail, tolerance: 1 / 1536 }, detail)).toBe(true);
    expect(isFiner({ ...detail, dropsCovered: false }, detail)).toBe(true);
    expect(isFiner(detail, FINEST_DETAIL)).toBe(false);
  });
});
