import type { EventOrder } from '../protocol/envelope.js';

const FIRST_CAPACITY = 64;

/**
 * The events that points came from, one row an event, so that a point carries a 4-byte row number
 * instead of its event's whole order. Rows are columns whose capacity doubles.
 */
export class SourceTable {
  /** Rows in use. */
  count = 0;
  private tsMs = new Float64Array(FIRST_CAPACITY);
  private seqs = new Float64Array(FIRST_CAPACITY);
  private contents = new Float64Array(FIRST_CAPACITY);
  private steps = new Float64Array(FIRST_CAPACITY);
  private live = new Uint32Array(FIRST_CAPACITY);

  /**
   * Adds an event, with no point held yet.
   * @param firstStep - step of the event's first point
   * @returns the event's row
   */
  add(order: EventOrder, firstStep: number): number {
    const row = this.count;
    if (row === this.live.length) this.grow();
    this.tsMs[row] = order.tsMs;
    this.seqs[row] = order.seq;
    this.contents[row] = order.content;
    this.steps[row] = firstStep;
    this.live[row] = 0;
    this.count = row + 1;
    return row;
  }

  /** Forgets the newest row; for an event none of whose points were held. */
  dropNewest(): void {
    this.count--;
  }

  /**
   * Forgets the rows of events that hold no point any more.
   * @returns for each former row its new one; meaningless for a forgotten row
   */
  compact(): Uint32Array {
    const rows = new Uint32Array(this.count);
    let kept = 0;
    for (let row = 0; row < this.count; row++) {
      rows[row] = kept;
      if (this.live[row] === 0) continue;
      for (const column of [this.tsMs, this.seqs, this.contents, this.steps, this.live])
        column[kept] = column[row]!;
      kept++;
    }
    this.count = kept;
    return rows;
  }

  /** Negative if the event of row `a` is earlier than that of row `b`, 0 if they are the same event, else positive. */
  compare(a: number, b: number): number {
    return (
      this.tsMs[a]! - this.tsMs[b]! || this.seqs[a]! - this.seqs[b]! || this.contents[a]! - this.contents[b]!
    );
  }

  orderAt(row: number): EventOrder {
    return { tsMs: this.tsMs[row]!, seq: this.seqs[row]!, content: this.contents[row]! };
  }

  firstStepAt(row: number): number {
    return this.steps[row]!;
  }

  setFirstStep(row: number, step: number): void {
    this.steps[row] = step;
  }

  /** Points now held that came from this event. */
  liveAt(row: number): number {
    return this.live[row]!;
  }

  hold(row: number): void {
    this.live[row]!++;
  }

  release(row: number): void {
    this.live[row]!--;
  }

  private grow(): void {
    const capacity = this.live.length * 2;
    this.tsMs = widened(this.tsMs, capacity);
    this.seqs = widened(this.seqs, capacity);
    this.contents = widened(this.contents, capacity);
    this.steps = widened(this.steps, capacity);
    const live = new Uint32Array(capacity);
    live.set(this.live);
    this.live = live;
  }
}

function widened(column: Float64Array, capacity: number): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(capacity);
  wider.set(column);
  return wider;
}
