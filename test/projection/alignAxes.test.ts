import fc from 'fast-check';
import { expect, it } from 'vitest';
import { computeAlignment, rotateAxes, type Axes } from '../../src/projection/alignAxes.js';
import { projectCheckpoints } from '../../src/projection/projectCheckpoints.js';
import { fitTrajectoryPlane } from '../../src/projection/trajectoryPlane.js';
import { createOrthonormalPair, createRowSource, createWalk, dot } from './trajectories.js';

const SEED = 20_261_125;

function createAxes(seed: number): Axes {
  const [first, second] = createOrthonormalPair(30, seed);
  return [Float32Array.from(first), Float32Array.from(second)];
}

const distanceBetween = (axes: Axes, target: Axes) =>
  axes.reduce(
    (sum, axis, k) => sum + axis.reduce((part, value, n) => part + (value - target[k]![n]!) ** 2, 0),
    0,
  );

/** The sum of squared distances from the mean. */
function computeVariance(rows: readonly Float32Array[]): number {
  const mean = rows[0]!.map((_, n) => rows.reduce((sum, row) => sum + row[n]!, 0) / rows.length);
  return rows.reduce(
    (sum, row) => sum + row.reduce((part, value, n) => part + (value - mean[n]!) ** 2, 0),
    0,
  );
}

it(`no other rotation or reflection brings axes nearer to their target (seed ${SEED})`, () => {
  const angle = fc.double({ min: 0, max: 2 * Math.PI, noNaN: true });
  fc.assert(
    fc.property(fc.nat(), fc.nat(), angle, fc.boolean(), (one, other, angle, isMirrored) => {
      const [axes, rival] = [createAxes(one), createAxes(one)];
      const target = createAxes(other);
      rotateAxes(axes, computeAlignment(axes, target));
      const [c, s, sign] = [Math.cos(angle), Math.sin(angle), isMirrored ? -1 : 1];
      rotateAxes(rival, [c, s * sign, -s, c * sign]);
      expect(distanceBetween(axes, target)).toBeLessThanOrEqual(distanceBetween(rival, target) + 1e-5);
      expect(dot(axes[0], axes[1])).toBeCloseTo(0, 5);
    }),
    { seed: SEED, numRuns: 500 },
  );
});

it('axes of the same plane that were turned, mirrored or swapped become what they were', () => {
  const target = createAxes(1);
  for (const rotation of [
    [-1, 0, 0, 1],
    [0, 1, 1, 0],
    [0.6, 0.8, -0.8, 0.6],
  ] as const) {
    const axes: Axes = [target[0].slice(), target[1].slice()];
    rotateAxes(axes, rotation);
    rotateAxes(axes, computeAlignment(axes, target));
    expect(distanceBetween(axes, target)).toBeLessThan(1e-10);
  }
});

it(`axes of a refit never flip, and explain as much of the path as before they were turned (seed ${SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.integer({ min: 4, max: 30 }),
      fc.integer({ min: 1, max: 30 }),
      async (seed, count, more) => {
        const rows = createWalk(count + more, 40, seed);
        const { plane: old } = await fitTrajectoryPlane(createRowSource(rows.slice(0, count)));
        const fresh = await fitTrajectoryPlane(createRowSource(rows));
        const { plane, explained, randomWalk } = await fitTrajectoryPlane(createRowSource(rows), {
          alignTo: old,
        });
        const products = plane.axes.map((axis) => old.axes.map((aim) => dot(axis, aim)));
        // The optimum: the products are symmetric, and no direction within the plane turns back.
        expect(products[0]![1]).toBeCloseTo(products[1]![0]!, 5);
        const [xx, xy, yy] = [products[0]![0]!, products[0]![1]!, products[1]![1]!];
        expect(Math.min(xx, yy, xx * yy - xy * xy)).toBeGreaterThan(-1e-5);
        expect(explained.aboutMean.plane).toBeCloseTo(fresh.explained.aboutMean.plane, 9);
        expect(explained.aboutMean.x + explained.aboutMean.y).toBeCloseTo(explained.aboutMean.plane, 9);
        // Each axis explains what the points along it show, now that it is turned.
        const points = await projectCheckpoints(createRowSource(rows), plane);
        const meanX = points.reduce((sum, { x }) => sum + x, 0) / points.length;
        const varianceX = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
        const variance = varianceX / explained.aboutMean.x;
        const drawn = points.reduce((sum, { x, y, residual }) => sum + x * x + y * y + residual ** 2, 0);
        expect(explained.aboutEnd.x).toBeCloseTo(points.reduce((sum, { x }) => sum + x * x, 0) / drawn, 5);
        expect(variance).toBeCloseTo(computeVariance(rows), 1);
        expect(randomWalk.aboutMean.plane).toBeCloseTo(fresh.randomWalk.aboutMean.plane, 9);
      },
    ),
    { seed: SEED, numRuns: 100 },
  );
});
