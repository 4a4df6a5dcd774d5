/** Points in one block. A block is allocated whole, so no append ever copies more than this many points. */
export const BLOCK_POINTS = 2048;

/**
 * A run of points in ascending step, in columns. Coordinates are normalized and stay Float64, as they came.
 * `losses` and `residuals` exist once a point of the block has one; NaN where a point has none.
 */
export class PathBlock {
  count = 0;
  /** One allocation for all columns: each has a price of its own, beside its bytes. */
  private readonly memory = new ArrayBuffer(BLOCK_POINTS * (3 * 8 + 4));
  readonly steps = new Float64Array(this.memory, 0, BLOCK_POINTS);
  readonly xs = new Float64Array(this.memory, BLOCK_POINTS * 8, BLOCK_POINTS);
  readonly ys = new Float64Array(this.memory, BLOCK_POINTS * 16, BLOCK_POINTS);
  /** Row in the path's `SourceTable` of the event that brought the point. */
  readonly sources = new Uint32Array(this.memory, BLOCK_POINTS * 24, BLOCK_POINTS);
  losses: Float64Array | null = null;
  residuals: Float64Array | null = null;

  /** Position of the first point whose step is not below `step`, in [0, count]. */
  lowerBound(step: number): number {
    const first = this.steps[0]!;
    // Without holes inside the block a step's position is known outright.
    if (this.count > 0 && this.steps[this.count - 1]! - first === this.count - 1) {
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
    this.xs[at] = x;
    this.ys[at] = y;
    this.sources[at] = source;
    if (this.losses !== null) this.losses[at] = loss;
    else if (!Number.isNaN(loss)) (this.losses = emptyColumn())[at] = loss;
    if (this.residuals !== null) this.residuals[at] = residual;
    else if (!Number.isNaN(residual)) (this.residuals = emptyColumn())[at] = residual;
  }

  /** Moves the points from `from` on by `by` places, over what stood there, and counts them so. */
  shift(from: number, by: number): void {
    for (const column of [this.steps, this.xs, this.ys, this.sources, this.losses, this.residuals]) {
      column?.copyWithin(from + by, from, this.count);
    }
    this.count += by;
  }

  /** Takes the points from `from` on out of this block into a new one. */
  splitOff(from: number): PathBlock {
    const tail = new PathBlock();
    tail.count = this.count - from;
    tail.steps.set(this.steps.subarray(from, this.count));
    tail.xs.set(this.xs.subarray(from, this.count));
    tail.ys.set(this.ys.subarray(from, this.count));
    tail.sources.set(this.sources.subarray(from, this.count));
    if (this.losses !== null) (tail.losses = emptyColumn()).set(this.losses.subarray(from, this.count));
    if (this.residuals !== null)
      (tail.residuals = emptyColumn()).set(this.residuals.subarray(from, this.count));
    this.count = from;
    return tail;
  }
}

function emptyColumn(): Float64Array {
  return new Float64Array(BLOCK_POINTS).fill(Number.NaN);
}
