import type { StepSummary } from './blockReports.js';
import type { LossChunks } from './lossChunks.js';

/**
 * Points in one block. A block holds no more, so no append ever copies more than this many points. With four times as many
 * a block is no longer in the processor's cache when it is written to, and an event takes 4 % longer (Chromium 156).
 */
export const BLOCK_POINTS = 512;

/** Up to this many points the columns are plain arrays: three typed ones take 600 bytes in V8, whatever their length. */
const FEW_POINTS = 8;
/** Fractions from the start: V8 would convert an array of integers at its first fraction. */
const FEW_DOUBLES = [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5];
const FEW_ROWS = [0, 0, 0, 0, 0, 0, 0, 0];

/** Numbers of the points of a block. */
export type Column = Float64Array | number[];

/**
 * A run of points in ascending step, in columns. Coordinates are normalized and stay Float64, as they came.
 * Steps get a column only where they do not count up by 1: the first write to new memory is slow.
 * `losses` and `residuals` exist once a point of the block has one; NaN where a point has none.
 */
export class PathBlock {
  count = 0;
  readonly xs: Column;
  readonly ys: Column;
  /** For each point, the row of the event that brought it. */
  readonly sources: Uint32Array | number[];
  losses: Column | null = null;
  residuals: Column | null = null;
  /** Step of the first point, as long as there is no column. */
  private firstStep = 0;
  private steps: Column | null = null;
  /** What was computed of the steps in the column since they last changed; null where nothing was. */
  summary: StepSummary | null = null;
  /** What was computed of its losses; null until somebody looked at all of a chunk. */
  lossChunks: LossChunks | null = null;

  /** @param capacity - points that it has room for, at most {@link BLOCK_POINTS} */
  constructor(readonly capacity: number = BLOCK_POINTS) {
    if (capacity <= FEW_POINTS) {
      this.xs = FEW_DOUBLES.slice(0, capacity);
      this.ys = FEW_DOUBLES.slice(0, capacity);
      this.sources = FEW_ROWS.slice(0, capacity);
      return;
    }
    // One allocation for all columns, since each allocation has a fixed cost.
    const memory = new ArrayBuffer(capacity * (2 * 8 + 4));
    this.xs = new Float64Array(memory, 0, capacity);
    this.ys = new Float64Array(memory, capacity * 8, capacity);
    this.sources = new Uint32Array(memory, capacity * 16, capacity);
  }

  /** Step of a point. */
  stepAt(at: number): number {
    return this.steps === null ? this.firstStep + at : this.steps[at]!;
  }

  /** Step of the last point, or -1. */
  get lastStep(): number {
    return this.count === 0 ? -1 : this.stepAt(this.count - 1);
  }

  /** Whether a step is missing between two of the points. */
  get hasHoles(): boolean {
    return this.steps !== null && this.lastStep - this.stepAt(0) > this.count - 1;
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
    // Without holes inside the block a step's position follows from the first step.
    if (!this.hasHoles) return Math.min(Math.max(Math.ceil(step - this.stepAt(0)), 0), this.count);
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.stepAt(middle) < step) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Writes a point over the one at `at`, into the room that `shift` made, or past the last one. */
  write(
    at: number,
    step: number,
    x: number,
    y: number,
    loss: number,
    residual: number,
    source: number,
  ): void {
    if (this.steps !== null) this.changeSteps()[at] = step;
    else if (at === 0) this.firstStep = step;
    else if (step !== this.firstStep + at) this.changeSteps()[at] = step;
    // JSON has a -0, which `===` does not tell from 0: adding 0 makes it 0.
    this.xs[at] = x + 0;
    this.ys[at] = y + 0;
    this.sources[at] = source;
    this.lossChunks?.noteChange(at);
    if (this.losses !== null) this.losses[at] = loss + 0;
    else if (!Number.isNaN(loss)) (this.losses = emptyColumn(this.capacity))[at] = loss + 0;
    if (this.residuals !== null) this.residuals[at] = residual + 0;
    else if (!Number.isNaN(residual)) (this.residuals = emptyColumn(this.capacity))[at] = residual + 0;
  }

  /** Makes room for a point at `at`, which `write` then fills, and counts it. @param step - its step */
  open(at: number, step: number): void {
    // One less than the first of steps that count up: they still do.
    if (this.steps === null && at === 0 && step === this.firstStep - 1) this.firstStep = step;
    else this.changeSteps();
    this.move(at, at + 1);
    this.count++;
  }

  /** Takes away `removed` points from `at` on. */
  close(at: number, removed: number): void {
    if (this.steps === null && at === 0) this.firstStep += removed;
    else if (this.steps !== null || at + removed < this.count) this.changeSteps();
    this.move(at + removed, at);
    this.count -= removed;
  }

  /** Moves the points from `from` on to `to`, over what stood there. */
  private move(from: number, to: number): void {
    this.lossChunks?.noteChange(Math.min(from, to));
    for (const column of [this.steps, this.xs, this.ys, this.sources, this.losses, this.residuals]) {
      column?.copyWithin(to, from, this.count);
    }
  }

  /** Takes the points from `from` on out of this block into a new one of that capacity. */
  splitOff(from: number, capacity: number): PathBlock {
    const tail = new PathBlock(capacity);
    tail.count = this.count - from;
    tail.firstStep = this.firstStep + from;
    const copy = <Cells extends Column | Uint32Array>(cells: Cells, to: Cells): Cells => {
      for (let i = 0; i < tail.count; i++) to[i] = cells[from + i]!;
      return to;
    };
    copy(this.xs, tail.xs);
    copy(this.ys, tail.ys);
    copy<Column | Uint32Array>(this.sources, tail.sources);
    if (this.steps !== null) tail.steps = copy<Column>(this.steps, new Float64Array(capacity));
    if (this.losses !== null) tail.losses = copy<Column>(this.losses, emptyColumn(capacity));
    if (this.residuals !== null) tail.residuals = copy<Column>(this.residuals, emptyColumn(capacity));
    this.count = from;
    this.summary = null;
    return tail;
  }

  /** The column of steps, made if there is none, about to be changed. */
  private changeSteps(): Column {
    this.summary = null;
    if (this.steps === null) {
      this.steps = new Float64Array(this.capacity);
      for (let at = 0; at < this.count; at++) this.steps[at] = this.firstStep + at;
    }
    return this.steps;
  }
}

function emptyColumn(capacity: number): Float64Array {
  return new Float64Array(capacity).fill(Number.NaN);
}
