import type { PlaneMetric } from './plane.js';

/** Shares of a sum of squared distances, each in [0, 1]. */
export interface AxisShares {
  /** Share that the first axis explains, by orthogonal projection onto it. */
  readonly x: number;
  readonly y: number;
  /** Share that the plane explains: the sum of both shares if the axes are at right angles. */
  readonly plane: number;
}

/** How much of a trajectory the drawn axes explain. */
export interface ExplainedShares {
  /** Shares of the squared distances from the mean of the checkpoints: the explained variance of a PCA. */
  readonly aboutMean: AxisShares;
  /** Shares of the squared distances from the last checkpoint, through which the plane is drawn. */
  readonly aboutEnd: AxisShares;
}

/** A trajectory in the coordinates of a plane, and the sums of squares in the whole space. */
export interface PlaneScores {
  /** Least-squares coordinates of each checkpoint, up to a common shift. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The sum over the checkpoints of the squared distance from their mean, in the whole space. */
  readonly totalAboutMean: number;
  /** The same sum of distances from the last checkpoint. */
  readonly totalAboutEnd: number;
}

/** Axes of length 1 at right angles. */
export const ORTHONORMAL: PlaneMetric = { xx: 1, xy: 0, yy: 1 };

/** Computes the shares that axes and plane explain; 0 for a trajectory that does not move. */
export function computeExplainedShares(scores: PlaneScores, metric: PlaneMetric): ExplainedShares {
  const { x, y, totalAboutMean, totalAboutEnd } = scores;
  const mean = [computeMean(x), computeMean(y)] as const;
  const end = [x.at(-1) ?? 0, y.at(-1) ?? 0] as const;
  return {
    aboutMean: computeShares(scores, mean, totalAboutMean, metric),
    aboutEnd: computeShares(scores, end, totalAboutEnd, metric),
  };
}

function computeShares(
  { x, y }: PlaneScores,
  [fromX, fromY]: readonly [number, number],
  total: number,
  { xx, xy, yy }: PlaneMetric,
): AxisShares {
  let squareX = 0;
  let squareY = 0;
  let square = 0;
  for (let i = 0; i < x.length; i++) {
    const dx = x[i]! - fromX;
    const dy = y[i]! - fromY;
    squareX += (dx * xx + dy * xy) ** 2 / xx;
    squareY += (dx * xy + dy * yy) ** 2 / yy;
    square += dx * dx * xx + 2 * dx * dy * xy + dy * dy * yy;
  }
  const shareOf = (part: number) => (total > 0 ? Math.min(1, Math.max(0, part / total)) : 0);
  return { x: shareOf(squareX), y: shareOf(squareY), plane: shareOf(square) };
}

function computeMean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
