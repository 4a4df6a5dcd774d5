import type { Rotation } from './alignAxes.js';
import {
  computeExplainedShares,
  ORTHONORMAL,
  type AxisShares,
  type ExplainedShares,
} from './explainedShares.js';

/** The centre of the principal axes: the checkpoints' mean, or the last checkpoint. */
export type Centring = 'mean' | 'end';

/**
 * The shares that principal axes explain of a random walk of equal, independent steps, in the limit of many more weights
 * than checkpoints: nothing was learned, and still two axes explain most of it. Longer walks tend to 60.8 % and 15.2 % about
 * the mean (`6/π²` and a quarter of it), about the end to 81.1 % and 9.0 % (`8/π²` and a ninth of it).
 *
 * The Gram matrix of such a walk about its mean is the pseudo-inverse of the Laplacian of a path graph: eigenvalues
 * `1 / (4 sin²(πk / 2T))`, eigenvectors cosines (Antognini and Sohl-Dickstein 2018, arXiv:1806.08805, section 2);
 * about its end the inverse of the same with one end held: `1 / (4 sin²(π(2k - 1) / 2(2T - 1)))`, eigenvectors sines.
 * @param count - checkpoints, integer ≥ 2
 * @param centring - as the axes were computed
 * @param rotation - by which the drawn axes were turned; the walk's are turned alike. It goes either way along each of its
 * axes with the same probability, so the cross terms cancel out
 */
export function computeRandomWalkShares(
  count: number,
  centring: Centring,
  rotation?: Rotation,
): ExplainedShares {
  if (!Number.isInteger(count) || count < 2)
    throw new RangeError(`count: expected an integer of at least 2, got ${count}`);
  const computeScores = centring === 'mean' ? computeScoresAboutMean : computeScoresAboutEnd;
  const x = computeScores(count, 1);
  // Two checkpoints span one direction only.
  const y = count > 2 ? computeScores(count, 2) : new Float64Array(count);
  const totalAboutMean = (count * count - 1) / 6;
  const totalAboutEnd = (count * (count - 1)) / 2;
  const { aboutMean, aboutEnd } = computeExplainedShares(
    { x, y, totalAboutMean, totalAboutEnd },
    ORTHONORMAL,
  );
  if (rotation === undefined) return { aboutMean, aboutEnd };
  return { aboutMean: turnShares(aboutMean, rotation), aboutEnd: turnShares(aboutEnd, rotation) };
}

function turnShares({ x, y, plane }: AxisShares, [xx, xy, yx, yy]: Rotation): AxisShares {
  return { x: x * xx ** 2 + y * yx ** 2, y: x * xy ** 2 + y * yy ** 2, plane };
}

/** Coordinates of the walk along its k-th principal axis, in steps. */
function computeScoresAboutMean(count: number, k: number): Float64Array {
  const scale = Math.sqrt(2 / count) / (2 * Math.sin((Math.PI * k) / (2 * count)));
  return Float64Array.from({ length: count }, (_, i) => scale * Math.cos((Math.PI * k * (i + 0.5)) / count));
}

/** The same for axes about the end; the walk ends at 0. */
function computeScoresAboutEnd(count: number, k: number): Float64Array {
  const angle = (Math.PI * (2 * k - 1)) / (2 * count - 1);
  const scale = 2 / Math.sqrt(2 * count - 1) / (2 * Math.sin(angle / 2));
  return Float64Array.from({ length: count }, (_, i) => scale * Math.sin(angle * (count - 1 - i)));
}
