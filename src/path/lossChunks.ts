/** Losses of points; NaN where a point has none. */
export type Losses = Float64Array | readonly number[];

/** Points of a block that share one summary of their losses. */
export const CHUNK_POINTS = 128;

/** Numbers kept of a chunk, a quarter of a byte a point: least, greatest, sum, and how many points have a loss. */
const CHUNK_NUMBERS = 4;

/** Takes in losses, those of a whole chunk at once where that is known. */
export class LossMeter {
  /** Infinity before any. */
  least = Number.POSITIVE_INFINITY;
  /** -Infinity before any. */
  greatest = Number.NEGATIVE_INFINITY;
  sum = 0;
  /** Points that have a loss. */
  count = 0;

  /** Forgets what it has taken in. */
  reset(): void {
    this.least = Number.POSITIVE_INFINITY;
    this.greatest = Number.NEGATIVE_INFINITY;
    this.sum = 0;
    this.count = 0;
  }

  /** Takes in the losses from `from` (inclusive) to `to` (exclusive). */
  addPoints(losses: Losses, from: number, to: number): void {
    let { least, greatest, sum, count } = this;
    for (let at = from; at < to; at++) {
      const loss = losses[at]!;
      // NaN passes neither comparison.
      if (loss < least) least = loss;
      if (loss > greatest) greatest = loss;
      if (!Number.isNaN(loss)) {
        sum += loss;
        count++;
      }
    }
    this.least = least;
    this.greatest = greatest;
    this.sum = sum;
    this.count = count;
  }

  /** Takes in a summary. */
  addNumbers(numbers: Float64Array, from: number): void {
    if (numbers[from]! < this.least) this.least = numbers[from]!;
    if (numbers[from + 1]! > this.greatest) this.greatest = numbers[from + 1]!;
    this.sum += numbers[from + 2]!;
    this.count += numbers[from + 3]!;
  }
}

/** Of the chunk that is being summarized. */
const meter = new LossMeter();

/** Summaries of the losses of a block, chunk by chunk. They are made when somebody looks, and again where a point has changed. */
export class LossChunks {
  private readonly numbers: Float64Array;
  /** Chunks from the first on that are up to date. */
  private exact = 0;

  constructor(capacity: number) {
    this.numbers = new Float64Array(Math.floor(capacity / CHUNK_POINTS) * CHUNK_NUMBERS);
  }

  /** Bytes of the summaries. */
  get byteLength(): number {
    return this.numbers.byteLength;
  }

  /** Notes that the points from `at` on may have changed. */
  noteChange(at: number): void {
    const chunk = Math.floor(at / CHUNK_POINTS);
    if (chunk < this.exact) this.exact = chunk;
  }

  /** Has whole chunks taken in. @param from - the first; @param to - the one after the last, all of whose points there are */
  addTo(sum: LossMeter, losses: Losses, from: number, to: number): void {
    for (; this.exact < to; this.exact++) this.summarize(losses, this.exact);
    for (let chunk = from; chunk < to; chunk++) sum.addNumbers(this.numbers, chunk * CHUNK_NUMBERS);
  }

  private summarize(losses: Losses, chunk: number): void {
    const { numbers } = this;
    meter.reset();
    meter.addPoints(losses, chunk * CHUNK_POINTS, (chunk + 1) * CHUNK_POINTS);
    const at = chunk * CHUNK_NUMBERS;
    numbers[at] = meter.least;
    numbers[at + 1] = meter.greatest;
    numbers[at + 2] = meter.sum;
    numbers[at + 3] = meter.count;
  }
}
