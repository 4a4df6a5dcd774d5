import { runPiece, type WorkOptions } from './pacer.js';

/**
 * The checkpoints of a training, each the model's weights as one row of float32, oldest first: in files, a worker or memory.
 * It is read in chunks of a row.
 */
export interface CheckpointSource {
  /** How many there are. */
  readonly count: number;
  /** Weights in each. */
  readonly dimension: number;
  /**
   * Writes weights `from` up to but not including `to` of checkpoint `i` to `into[0]` and on.
   * @param i - 0 to `count - 1`
   */
  read(i: number, into: Float32Array, from: number, to: number): void | Promise<void>;
}

/** A chunk of columns of some checkpoints. */
export interface CheckpointChunk {
  /** One row of `width` weights after another. Overwritten by the next chunk. */
  readonly rows: Float32Array;
  readonly width: number;
  /** The first weight. */
  readonly from: number;
}

/** Weights of all rows of a chunk together: 16 MB. The part of one row is 512 to 16,384 weights. */
const CHUNK_WEIGHTS = 4_194_304;

/** Reads some checkpoints column chunk by column chunk, so that memory does not grow with the number of weights. */
export async function* readChunks(
  source: CheckpointSource,
  indices: readonly number[],
  options: WorkOptions,
): AsyncGenerator<CheckpointChunk> {
  const { dimension } = source;
  const fitting = Math.floor(CHUNK_WEIGHTS / indices.length);
  const chunkWidth = Math.min(dimension, Math.max(512, Math.min(16_384, fitting)));
  const rows = new Float32Array(indices.length * chunkWidth);
  for (let from = 0; from < dimension; from += chunkWidth) {
    const to = Math.min(dimension, from + chunkWidth);
    const width = to - from;
    for (const [row, index] of indices.entries()) {
      const into = rows.subarray(row * width, (row + 1) * width);
      const reading = runPiece(() => source.read(index, into, from, to), options);
      if (reading !== undefined) await reading;
      assertFinite(into, index);
    }
    yield { rows, width, from };
  }
}

/** @throws RangeError if one of a checkpoint's weights is not finite */
export function assertFinite(weights: Float32Array, checkpoint: number): void {
  if (hasOnlyFinite(weights)) return;
  throw new RangeError(
    `checkpoint ${checkpoint}: expected finite weights, got ${weights.find((value) => !Number.isFinite(value))}; leave out checkpoints of a training that has diverged`,
  );
}

/** Whether all weights are finite. A sum of float32 in float64 is finite exactly where they are. */
export function hasOnlyFinite(weights: Float32Array): boolean {
  let sum = 0;
  for (let n = 0; n < weights.length; n++) sum += weights[n]!;
  return Number.isFinite(sum);
}

/** @throws RangeError if a source has fewer checkpoints than are needed, or no weights for a plane */
export function assertSource({ count, dimension }: CheckpointSource, leastCount: number): void {
  if (!Number.isInteger(dimension) || dimension < 2)
    throw new RangeError(`dimension: a plane needs at least 2 weights, got ${dimension}`);
  if (!Number.isInteger(count) || count < leastCount)
    throw new RangeError(`checkpoints: expected at least ${leastCount}, got ${count}`);
}

/**
 * At most `limit` of `count` checkpoints, evenly spaced, the first and the last among them.
 * @param limit - at least 2
 */
export function selectEvenly(count: number, limit: number): number[] {
  if (count <= limit) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: limit }, (_, i) => Math.round((i * (count - 1)) / (limit - 1)));
}
