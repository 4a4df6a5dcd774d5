import fc from 'fast-check';
import { expect, it } from 'vitest';
import { computeExplainedShares, ORTHONORMAL } from '../../src/projection/explainedShares.js';

const SEED = 20_261_125;
const column = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 5, maxLength: 5 });
const length = fc.double({ min: 0.1, max: 10, noNaN: true });
const totals = { totalAboutMean: 1e6, totalAboutEnd: 2e6 };

it(`shares do not depend on the length of the axes (seed ${SEED})`, () => {
  fc.assert(
    fc.property(column, column, length, length, (x, y, first, second) => {
      const shares = computeExplainedShares(
        { x: Float64Array.from(x), y: Float64Array.from(y), ...totals },
        ORTHONORMAL,
      );
      const scaled = computeExplainedShares(
        { x: Float64Array.from(x, (v) => v / first), y: Float64Array.from(y, (v) => v / second), ...totals },
        { xx: first * first, xy: 0, yy: second * second },
      );
      for (const about of ['aboutMean', 'aboutEnd'] as const) {
        for (const axis of ['x', 'y', 'plane'] as const)
          expect(scaled[about][axis]).toBeCloseTo(shares[about][axis], 9);
      }
    }),
    { seed: SEED, numRuns: 200 },
  );
});

it('axes that lean towards each other each explain their own shadow, and the plane not their sum', () => {
  // Along the first axis; the second stands at 60° to it.
  const scores = { x: Float64Array.of(0, 2), y: Float64Array.of(0, 0), totalAboutMean: 2, totalAboutEnd: 4 };
  const shares = { x: 1, y: expect.closeTo(0.25, 12), plane: 1 };
  expect(computeExplainedShares(scores, { xx: 1, xy: 0.5, yy: 1 })).toEqual({
    aboutMean: shares,
    aboutEnd: shares,
  });
});

it('a trajectory that does not move is explained by nothing', () => {
  const still = { x: new Float64Array(3), y: new Float64Array(3), totalAboutMean: 0, totalAboutEnd: 0 };
  expect(computeExplainedShares(still, ORTHONORMAL).aboutMean).toEqual({ x: 0, y: 0, plane: 0 });
});
