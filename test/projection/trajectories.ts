import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import type { CheckpointSource } from '../../src/projection/checkpointSource.js';
import { createSeededRandom } from '../../src/maths/seededRandom.js';

/** Checkpoints out of rows. */
export function createRowSource(rows: readonly Float32Array[]): CheckpointSource {
  return {
    count: rows.length,
    dimension: rows[0]?.length ?? 0,
    read: (i, into, from, to) => into.set(rows[i]!.subarray(from, to)),
  };
}

/** Rows of normal numbers, far from 0 as trained weights are. */
export function createNoise(count: number, dimension: number, seed: number): Float32Array[] {
  const random = createSeededRandom(seed);
  const centre = Float64Array.from({ length: dimension }, () => 3 * random.gaussian());
  return Array.from({ length: count }, () =>
    Float32Array.from(centre, (value, n) => value + random.gaussian() / (1 + n)),
  );
}

/** A walk of equal, independent steps. */
export function createWalk(count: number, dimension: number, seed: number): Float32Array[] {
  const random = createSeededRandom(seed);
  const at = new Float64Array(dimension);
  return Array.from({ length: count }, () => {
    for (let n = 0; n < dimension; n++) at[n]! += random.gaussian();
    return Float32Array.from(at);
  });
}

/** Two directions of length 1 at right angles. */
export function createOrthonormalPair(
  dimension: number,
  seed: number,
): readonly [Float64Array, Float64Array] {
  const random = createSeededRandom(seed);
  const draw = () => Float64Array.from({ length: dimension }, () => random.gaussian());
  const first = scaleToLengthOne(draw());
  const second = draw();
  const along = dot(first, second);
  return [first, scaleToLengthOne(second.map((value, n) => value - along * first[n]!))];
}

/** A spiral in a planted plane, `noise` off it in every direction. */
export function createPlanted(
  count: number,
  [first, second]: readonly [Float64Array, Float64Array],
  noise: number,
  seed: number,
): Float32Array[] {
  const random = createSeededRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const radius = 4 * (1 - i / count) + 0.5;
    const x = 2 * radius * Math.cos(i / 5);
    const y = radius * Math.sin(i / 5);
    return Float32Array.from(first, (_, n) => x * first[n]! + y * second[n]! + noise * random.gaussian());
  });
}

export function dot(first: ArrayLike<number>, second: ArrayLike<number>): number {
  let sum = 0;
  for (let n = 0; n < first.length; n++) sum += first[n]! * second[n]!;
  return sum;
}

/** Directions and shares of a trajectory by the singular value decomposition of the whole, weights by checkpoints. */
export function decomposeFully(rows: readonly Float32Array[], centring: 'mean' | 'end') {
  const dimension = rows[0]!.length;
  const about = Array.from({ length: dimension }, (_, n) =>
    centring === 'mean' ? rows.reduce((sum, row) => sum + row[n]!, 0) / rows.length : rows.at(-1)![n]!,
  );
  const offsets = new Matrix(about.map((centre, n) => rows.map((row) => row[n]! - centre)));
  const { leftSingularVectors, diagonal } = new SingularValueDecomposition(offsets, { autoTranspose: true });
  const total = diagonal.reduce((sum, value) => sum + value * value, 0);
  return {
    axes: [leftSingularVectors.getColumn(0), leftSingularVectors.getColumn(1)] as const,
    shares: diagonal.map((value) => (value * value) / total),
  };
}

function scaleToLengthOne(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector));
  return vector.map((value) => value / length);
}
