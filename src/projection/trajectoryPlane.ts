import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { computeAlignment, rotateAxes, rotateScores, type Rotation } from './alignAxes.js';
import { assertSource, selectEvenly, type CheckpointSource } from './checkpointSource.js';
import { computeExplainedShares, ORTHONORMAL, type PlaneScores } from './explainedShares.js';
import { runPiece, type WorkOptions } from './pacer.js';
import { createPlane, type Plane } from './plane.js';
import type { PlaneFit } from './planeFit.js';
import { computePrincipalAxes, type AxisCoefficients } from './principalAxes.js';
import { computeRandomWalkShares, type Centring } from './randomWalk.js';
import { computeTrajectoryGram } from './trajectoryGram.js';

/** Options of a plane through a trajectory. */
export interface TrajectoryPlaneOptions extends WorkOptions {
  /** The centre of the principal axes; the plane goes through the last checkpoint either way. @defaultValue 'mean' */
  readonly centring?: Centring;
  /**
   * The most checkpoints that the axes are computed from, evenly spaced, with the first and the last; at least 2. Time grows
   * with its square, and that of the matrix decomposition, which is a single piece of work, with its cube: 0.2 s at 256.
   * @defaultValue 256
   */
  readonly maxFitted?: number;
  /** An earlier plane to whose axes the new ones are aligned, so that a path does not flip. */
  readonly alignTo?: Plane | undefined;
}

/** A second eigenvalue below this share of the first is rounding: the trajectory is a straight line. */
const STRAIGHT = 1e-12;

/** Share of the progress for the Gram matrix; the rest is for the axes. */
const GRAM_PART = 0.95;

/**
 * Fits a plane through the last checkpoint along the two principal axes of the trajectory (Lorch 2016; Li et al. 2018,
 * arXiv:1712.09913, section 7). The axes come from the checkpoints' Gram matrix, not from a matrix of weights by weights:
 * memory is about 20 MB and 12 bytes a weight. They have length 1, so coordinates are in weight units. If the trajectory is
 * a straight line the second axis is random, at right angles.
 *
 * Without an earlier plane the first checkpoint is at negative x and positive y, relative to the last. In the picture, whose
 * camera is at negative x and y, the start is then at the back, and the path comes nearer.
 * @throws RangeError if there are fewer than 2 checkpoints, all of them are the same, or a weight is not finite
 * @throws the reason of `signal` if that aborts
 */
export async function fitTrajectoryPlane(
  source: CheckpointSource,
  options: TrajectoryPlaneOptions = {},
): Promise<PlaneFit> {
  const { centring = 'mean', maxFitted = 256, alignTo, onProgress } = options;
  assertSource(source, 2);
  if (!(maxFitted >= 2)) throw new RangeError(`maxFitted: expected at least 2, got ${maxFitted}`);
  const indices = selectEvenly(source.count, Math.floor(maxFitted));
  const gram = await computeTrajectoryGram(source, indices, {
    ...options,
    onProgress: (share) => onProgress?.(GRAM_PART * share),
  });
  // Cannot be interrupted; the pacer pauses for it afterwards.
  const { scores, coefficients } = await runPiece(() => decompose(gram, indices.length, centring), options);
  const axes = await computePrincipalAxes(source, indices, coefficients, {
    ...options,
    onProgress: (share) => onProgress?.(GRAM_PART + (1 - GRAM_PART) * share),
  });
  const rotation = alignTo === undefined ? orientToStart(scores) : computeAlignment(axes, alignTo.axes);
  rotateAxes(axes, rotation);
  rotateScores(scores.x, scores.y, rotation);
  const origin = new Float32Array(source.dimension);
  await source.read(source.count - 1, origin, 0, source.dimension);
  return {
    method: 'pca',
    centring,
    plane: createPlane(origin, ...axes),
    explained: computeExplainedShares(scores, ORTHONORMAL),
    randomWalk: computeRandomWalkShares(indices.length, centring, rotation),
    checkpoints: indices.length,
  };
}

interface Decomposition {
  /** Coordinates of the checkpoints along the two principal axes. */
  readonly scores: PlaneScores;
  readonly coefficients: AxisCoefficients;
}

/** With `G = U Λ Uᵀ` the scores are `√λ u` and the axes `Wᵀ u / √λ`. */
function decompose(gramAboutMean: Float64Array, count: number, centring: Centring): Decomposition {
  const gramAboutEnd = moveToEnd(gramAboutMean, count);
  const gram = centring === 'mean' ? gramAboutMean : gramAboutEnd;
  const totalAboutMean = computeTrace(gramAboutMean, count);
  if (!(totalAboutMean > 0)) {
    throw new RangeError(
      'checkpoints: all of them are the same, so nothing moves; fit the plane when training has gone on',
    );
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    Matrix.from1DArray(count, count, gram),
    { assumeSymmetric: true },
  );
  const order = [...realEigenvalues.keys()].sort((i, j) => realEigenvalues[j]! - realEigenvalues[i]!);
  const first = order[0]!;
  const second = order[1]!;
  const largest = realEigenvalues[first]!;
  const columnOf = (k: number, scale: number) =>
    Float64Array.from(eigenvectorMatrix.getColumn(k), (value) => value * scale);
  const isStraight = realEigenvalues[second]! <= STRAIGHT * largest;
  const lengthOf = (k: number) => Math.sqrt(realEigenvalues[k]!);
  return {
    scores: {
      x: columnOf(first, lengthOf(first)),
      y: isStraight ? new Float64Array(count) : columnOf(second, lengthOf(second)),
      totalAboutMean,
      totalAboutEnd: computeTrace(gramAboutEnd, count),
    },
    coefficients: [
      columnOf(first, 1 / lengthOf(first)),
      isStraight ? null : columnOf(second, 1 / lengthOf(second)),
    ],
  };
}

/** The Gram matrix of offsets from the last checkpoint, from the one about the mean. */
function moveToEnd(gram: Float64Array, count: number): Float64Array {
  const end = count - 1;
  const atEnd = gram[end * count + end]!;
  return gram.map((value, at) => {
    const i = Math.floor(at / count);
    const j = at % count;
    return value - gram[i * count + end]! - gram[end * count + j]! + atEnd;
  });
}

function computeTrace(gram: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += gram[i * count + i]!;
  return sum;
}

/** Signs by which the path begins at negative x and positive y, seen from its end. */
function orientToStart({ x, y }: PlaneScores): Rotation {
  const rises = (along: Float64Array) => along[0]! <= along.at(-1)!;
  return [rises(x) ? 1 : -1, 0, 0, rises(y) ? -1 : 1];
}
