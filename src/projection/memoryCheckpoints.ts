import type { CheckpointSource } from './checkpointSource.js';

/** Stores checkpoints as they come; which of them it keeps is its own policy. */
export interface CheckpointStore {
  readonly dimension: number;
  /** Copies the weights of the next checkpoint. @throws RangeError if their number is not `dimension` */
  add(weights: Float32Array): void;
  /** The checkpoints kept at this moment; later ones do not change it. */
  snapshot(): CheckpointSnapshot;
}

/** Kept checkpoints, with their positions among all that came. */
export interface CheckpointSnapshot extends CheckpointSource {
  /** For each, how many came before it; ascending, the first is 0, the last one the newest. */
  readonly ordinals: readonly number[];
}

/** Options of a store in memory. */
export interface MemoryCheckpointsOptions {
  /** Weights in each checkpoint. */
  readonly dimension: number;
  /** The most bytes of weights, 4 for each: room for at least 4 checkpoints. @defaultValue 1 GiB */
  readonly maxBytes?: number;
}

/** A store in memory. */
export interface MemoryCheckpoints extends CheckpointStore {
  /** Checkpoints kept. */
  readonly count: number;
  /** Bytes of their weights: `4 · dimension · count`, at most `maxBytes`. */
  readonly bytes: number;
}

/** Fewer would not be a path. */
const LEAST_KEPT = 4;

/**
 * Keeps checkpoints in memory as float32, `4 · dimension` bytes each and at most `maxBytes`. When there is no room for the
 * next one, every second of those kept is dropped, and from then on every second one that comes. So they stay evenly spaced
 * over the whole training, always with the first and the newest. A snapshot in use keeps its checkpoints, so up to twice
 * `maxBytes` are held while a plane is fitted.
 * @throws RangeError if `maxBytes` has no room for 4 checkpoints
 */
export function createMemoryCheckpoints(options: MemoryCheckpointsOptions): MemoryCheckpoints {
  const { dimension, maxBytes = 1_073_741_824 } = options;
  const capacity = Math.floor(maxBytes / (4 * dimension));
  if (!(capacity >= LEAST_KEPT)) {
    throw new RangeError(
      `maxBytes: expected room for ${LEAST_KEPT} checkpoints of ${dimension} weights, ${
        4 * dimension * LEAST_KEPT
      } bytes, got ${maxBytes}; raise it, or keep checkpoints in files`,
    );
  }
  let kept: { readonly ordinal: number; readonly weights: Float32Array }[] = [];
  let nextOrdinal = 0;
  let stride = 1;
  return {
    dimension,
    get count() {
      return kept.length;
    },
    get bytes() {
      return 4 * dimension * kept.length;
    },
    add(weights) {
      if (weights.length !== dimension)
        throw new RangeError(`weights: expected ${dimension}, got ${weights.length}`);
      // The former newest one stays only if it is on the stride.
      if ((kept.at(-1)?.ordinal ?? 0) % stride !== 0) kept.pop();
      if (kept.length === capacity) {
        stride *= 2;
        kept = kept.filter(({ ordinal }) => ordinal % stride === 0);
      }
      kept.push({ ordinal: nextOrdinal++, weights: weights.slice() });
    },
    snapshot: () => createSnapshot(kept.slice(), dimension),
  };
}

function createSnapshot(
  kept: readonly { readonly ordinal: number; readonly weights: Float32Array }[],
  dimension: number,
): CheckpointSnapshot {
  return {
    count: kept.length,
    dimension,
    ordinals: kept.map(({ ordinal }) => ordinal),
    read(i, into, from, to) {
      const checkpoint = kept[i];
      if (checkpoint === undefined)
        throw new RangeError(`checkpoint: expected 0 to ${kept.length - 1}, got ${i}`);
      into.set(checkpoint.weights.subarray(from, to));
    },
  };
}
