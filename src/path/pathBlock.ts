/** Points in one block. A block holds no more, so no append ever copies more than this many points. */
export const BLOCK_POINTS = 2048;

/**
 * A run of points in ascending step, in columns. Coordinates are normalized and stay Float64, as they came.
 * `losses` and `residuals` exist once a point of the block has one; NaN where a point has none.
 */
export class PathBlock {
  count = 0;
  readonly steps: Float64Array;
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  /** Row in the path's `SourceTable` of the event that brought the point. */
  readonly sources: Uint32Array;
  losses: Float64Array | null = null;
  residuals: Float64Array | null = null;

  /** @param capacity - points that it has room for, at most {@link BLOCK_POINTS} */
  constructor(readonly capacity: number = BLOCK_POINTS) {
    // One allocation for all columns: each has a price of its own, beside its bytes.
    const memory = new ArrayBuffer(capacity * (3 * 8 + 4));
    this.steps = new Float64Array(memory, 0, capacity);
    this.xs = new Float64Array(memory, capacity * 8, capacity);
    this.ys = new Float64Array(memory, capacity * 16, capacity);
    this.sources = new Uint32Array(memory, capacity * 24, capacity);
  }

  /** Loss of a point; NaN where it has none. */
  lossAt(at: number): number {
    return this.losses === null ? Number.NaN : this.losses[at]!;
  }

  /** Residual of a point; NaN where it has none. */
  residualAt(at: number): number {
    return this.residuals === null ? Number.NaN : this.residuals[at]!;
  }

  /** Position of the first point whose step is not below `step`, in [0, count]. */
  lowerBound(step: number): number {
    if (this.count === 0) return 0;
    const first = this.steps[0]!;
    // Without holes inside the block a step's position is known outright.
    if (this.steps[this.count - 1]! - first === this.count - 1) {
      return Math.min(Math.max(step - first, 0), this.count);
    }
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.steps[middle]! < step) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  write(
    at: number,
    step: number,
    x: number,
    y: number,
    loss: number,
    residual: number,
    source: number,
  ): void {
    this.steps[at] = step;
    // JSON has a -0, and what is told apart by `===` alone must not differ: adding 0 makes it 0.
    this.xs[at] = x + 0;
    this.ys[at] = y + 0;
    this.sources[at] = source;
    if (this.losses !== null) this.losses[at] = loss + 0;
    else if (!Number.isNaN(loss)) (this.losses = emptyColumn(this.capacity))[at] = loss + 0;
    if (this.residuals !== null) this.residuals[at] = residual + 0;
    else if (!Number.isNaN(residual)) (this.residuals = emptyColumn(this.capacity))[at] = residual + 0;
  }

  /** Moves the points from `from` on by `by` places, over what stood there, and counts them so. */
  shift(from: number, by: number): void {
    for (const column of [this.steps, this.xs, this.ys, this.sources, this.losses, this.residuals]) {
      column?.copyWithin(from + by, from, this.count);
    }
    this.count += by;
  }

  /** Takes the points from `from` on out of this block into a new one of that capacity. */
  splitOff(from: number, capacity: number): PathBlock {
    const tail = new PathBlock(capacity);
    tail.count = this.count - from;
    tail.steps.set(this.steps.subarray(from, this.count));
    tail.xs.set(this.xs.subarray(from, this.count));
    tail.ys.set(this.ys.subarray(from, this.count));
    tail.sources.set(this.sources.subarray(from, this.count));
    if (this.losses !== null)
      (tail.losses = emptyColumn(capacity)).set(this.losses.subarray(from, this.count));
    if (this.residuals !== null)
      (tail.residuals = emptyColumn(capacity)).set(this.residuals.subarray(from, this.count));
    this.count = from;
    return tail;
  }
}

function emptyColumn(capacity: number): Float64Array {
  return new Float64Array(capacity).fill(Number.NaN);
}
