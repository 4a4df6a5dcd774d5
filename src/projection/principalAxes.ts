import type { Axes } from './alignAxes.js';
import { readChunks, type CheckpointSource } from './checkpointSource.js';
import { runPiece, type WorkOptions } from './pacer.js';
import { computeDot } from './plane.js';
import { createSeededRandom } from '../maths/seededRandom.js';

/** For each axis, the coefficient of each checkpoint's offset from the last; null for an axis that is only rounding. */
export type AxisCoefficients = readonly [Float64Array, Float64Array | null];

/**
 * Computes principal axes of length 1 at right angles, as sums of checkpoints. An axis that is only rounding is replaced by a
 * random direction at right angles to the other, the same each time.
 */
export async function computePrincipalAxes(
  source: CheckpointSource,
  indices: readonly number[],
  coefficients: AxisCoefficients,
  options: WorkOptions,
): Promise<Axes> {
  const axes = [new Float32Array(source.dimension), new Float32Array(source.dimension)] as const;
  for await (const { rows, width, from } of readChunks(source, indices, options)) {
    for (const [axis, weights] of coefficients.entries()) {
      if (weights === null) continue;
      const piece = runPiece(() => combineInto(axes[axis]!, rows, { weights, width, from }), options);
      if (piece !== undefined) await piece;
    }
    options.onProgress?.((from + width) / source.dimension);
  }
  if (coefficients[1] === null) fillAtRandom(axes[1]);
  await runPiece(() => makeOrthonormal(axes), options);
  return axes;
}

/** Removes what rounding left of non-orthogonality and length. */
function makeOrthonormal([first, second]: Axes): void {
  normalize(first);
  makePerpendicular(second, first);
  normalize(second);
}

interface Combination {
  readonly weights: Float64Array;
  readonly width: number;
  readonly from: number;
}

/** Adds up offsets from the last row, which are small even where the weights are not. */
function combineInto(axis: Float32Array, rows: Float32Array, { weights, width, from }: Combination): void {
  const sums = new Float64Array(width);
  const last = (weights.length - 1) * width;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    const row = i * width;
    for (let n = 0; n < width; n++) sums[n]! += weight * (rows[row + n]! - rows[last + n]!);
  }
  axis.set(sums, from);
}

function fillAtRandom(axis: Float32Array): void {
  const random = createSeededRandom(0);
  for (let n = 0; n < axis.length; n++) axis[n] = random.gaussian();
}

/** Subtracts from `axis` its component along a direction of length 1. */
function makePerpendicular(axis: Float32Array, direction: Float32Array): void {
  const along = computeDot(axis, direction);
  for (let n = 0; n < axis.length; n++) axis[n] = axis[n]! - along * direction[n]!;
}

function normalize(axis: Float32Array): void {
  const length = Math.sqrt(computeDot(axis, axis));
  for (let n = 0; n < axis.length; n++) axis[n] = axis[n]! / length;
}
