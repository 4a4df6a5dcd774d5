import { computeExplainedShares, ORTHONORMAL, type ExplainedShares } from './explainedShares.js';
import { rotateScores, type Rotation } from './alignAxes.js';

/** What the principal axes are taken about: the checkpoints' mean, or the last checkpoint. */
export type Centring = 'mean' | 'end';

/**
 * What a plane of principal axes shows of a random walk of equal, independent steps, in the limit of many more weights
 * than checkpoints: nothing was learned, and still two axes explain most of it. Longer walks tend to 60.8 % and 15.2 %
 * about the mean (`6/π²` and a quarter of it), taken about the end to 81.1 % and 9.0 % (`8/π²` and a ninth of it).
 *
 * The Gram matrix of such a walk about its mean is the pseudo-inverse of the Laplacian of a path graph: eigenvalues
 * `1 / (4 sin²(πk / 2T))`, eigenvectors cosines (Antognini and Sohl-Dickstein 2018, arXiv:1806.08805, section 2);
 * about its end the inverse of the same with one end held: `1 / (4 sin²(π(2k - 1) / 2(2T - 1)))`, eigenvectors sines.
 * @param count - checkpoints, integer ≥ 2
 * @param centring - as the axes were computed
 * @param rotation - as they were turned to be drawn: the walk's are turned alike
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
  if (rotation !== undefined) rotateScores(x, y, rotation);
  const totalAboutMean = (count * count - 1) / 6;
  const totalAboutEnd = (count * (count - 1)) / 2;
  return computeExplainedShares({ x, y, totalAboutMean, totalAboutEnd }, ORTHONORMAL);
}

/** Where the walk is along its k-th principal axis, in steps. */
function computeScoresAboutMean(count: number, k: number): Float64Array {
  const scale = Math.sqrt(2 / count) / (2 * Math.sin((Math.PI * k) / (2 * count)));
  return Float64Array.from({ length: count }, (_, i) => scale * Math.cos((Math.PI * k * (i + 0.5)) / count));
}

/** The same, of axes about the end; the walk ends at 0. */
function computeScoresAboutEnd(count: number, k: number): Float64Array {
  const angle = (Math.PI * (2 * k - 1)) / (2 * count - 1);
  const scale = 2 / Math.sqrt(2 * count - 1) / (2 * Math.sin(angle / 2));
  return Float64Array.from({ length: count }, (_, i) => scale * Math.sin(angle * (count - 1 - i)));
}
