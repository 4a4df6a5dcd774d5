import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { computeRandomWalkShares } from '../../src/projection/randomWalk.js';
import { fitTrajectoryPlane } from '../../src/projection/trajectoryPlane.js';
import { createRowSource, createWalk } from './trajectories.js';

/** Shares by eigenvalues of the walk's expected Gram matrix: `min(i, j)` common steps, moved to mean or end. */
function decomposeExpected(count: number, centring: 'mean' | 'end') {
  const common = Matrix.zeros(count, count);
  for (let i = 0; i < count; i++) for (let j = 0; j < count; j++) common.set(i, j, Math.min(i, j));
  const centre = Matrix.eye(count, count);
  if (centring === 'mean') centre.sub(1 / count);
  else for (let i = 0; i < count; i++) centre.set(i, count - 1, centre.get(i, count - 1) - 1);
  const gram = centre.mmul(common).mmul(centre.transpose());
  const values = new EigenvalueDecomposition(gram, { assumeSymmetric: true }).realEigenvalues;
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.sort((a, b) => b - a).map((value) => value / total);
}

describe.each(['mean', 'end'] as const)('a random walk about its %s', (centring) => {
  const about = centring === 'mean' ? 'aboutMean' : 'aboutEnd';

  it.each([3, 4, 10, 57])('of %d checkpoints shows what its expected Gram matrix says', (count) => {
    const shares = computeRandomWalkShares(count, centring)[about];
    const expected = decomposeExpected(count, centring);
    expect(shares.x).toBeCloseTo(expected[0]!, 12);
    expect(shares.y).toBeCloseTo(expected[1]!, 12);
    expect(shares.plane).toBeCloseTo(expected[0]! + expected[1]!, 12);
  });

  it('shows within 2 points what walks in 4,000 dimensions show (seeds 1 to 3)', async () => {
    for (const seed of [1, 2, 3]) {
      const { explained, randomWalk } = await fitTrajectoryPlane(
        createRowSource(createWalk(60, 4000, seed)),
        {
          centring,
        },
      );
      for (const point of ['aboutMean', 'aboutEnd'] as const) {
        for (const axis of ['x', 'y', 'plane'] as const)
          expect(Math.abs(explained[point][axis] - randomWalk[point][axis])).toBeLessThan(0.02);
      }
    }
  });
});

it('tends to 61 % and 15 % about the mean, to 81 % and 9 % about the end', () => {
  const { aboutMean } = computeRandomWalkShares(5000, 'mean');
  const { aboutEnd } = computeRandomWalkShares(5000, 'end');
  expect([aboutMean.x, aboutMean.y]).toEqual([
    expect.closeTo(6 / Math.PI ** 2, 4),
    expect.closeTo(1.5 / Math.PI ** 2, 4),
  ]);
  expect([aboutEnd.x, aboutEnd.y]).toEqual([
    expect.closeTo(8 / Math.PI ** 2, 3),
    expect.closeTo(8 / 9 / Math.PI ** 2, 3),
  ]);
});

it('a turned plane shows the same, shared among its axes', () => {
  const { aboutMean: straight } = computeRandomWalkShares(50, 'mean');
  const half = Math.SQRT1_2;
  const { aboutMean: turned } = computeRandomWalkShares(50, 'mean', [half, -half, half, half]);
  expect(turned.plane).toBeCloseTo(straight.plane, 12);
  expect(turned.x).toBeCloseTo(straight.plane / 2, 12);
  expect(turned.y).toBeCloseTo(straight.plane / 2, 12);
});

it('which way a decomposition took the axes makes no difference: a walk goes either way', () => {
  const [c, s] = [Math.cos(0.5), Math.sin(0.5)];
  for (const centring of ['mean', 'end'] as const) {
    const turned = computeRandomWalkShares(50, centring, [c, s, -s, c]);
    // The second axis the other way round, turned to the same place.
    const other = computeRandomWalkShares(50, centring, [c, s, s, -c]);
    for (const about of ['aboutMean', 'aboutEnd'] as const) {
      for (const axis of ['x', 'y', 'plane'] as const)
        expect(other[about][axis]).toBeCloseTo(turned[about][axis], 12);
    }
  }
});

it('two checkpoints are a line: one axis explains all', () => {
  expect(computeRandomWalkShares(2, 'mean').aboutMean).toEqual({
    x: expect.closeTo(1, 12),
    y: 0,
    plane: expect.closeTo(1, 12),
  });
  expect(() => computeRandomWalkShares(1, 'mean')).toThrow('count: expected an integer of at least 2, got 1');
});
