import type { EventOrder } from '../protocol/envelope.js';

/** Rows there is room for once one has come: few, or most of what a short run costs were memory that it never uses. */
const FIRST_CAPACITY = 16;
const NO_FIELDS = new Float64Array();
/** Numbers of a row: the three of the event's order, the step of its first point, how many points of it are held. */
const FIELDS = 5;
const FIRST_STEP = 3;
const LIVE = 4;

/**
 * The events that points came from, one row an event, so that a point carries a 4-byte row number
 * instead of its event's whole order. The capacity doubles.
 */
export class SourceTable {
  /** Rows in use. */
  count = 0;
  private fields = NO_FIELDS;

  /**
   * Adds an event, with no point held yet.
   * @param firstStep - step of the event's first point
   * @returns the event's row
   */
  add(order: EventOrder, firstStep: number): number {
    const row = this.count;
    const at = row * FIELDS;
    if (at === this.fields.length) this.grow();
    const { fields } = this;
    fields[at] = order.tsMs;
    fields[at + 1] = order.seq;
    fields[at + 2] = order.content;
    fields[at + FIRST_STEP] = firstStep;
    fields[at + LIVE] = 0;
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
      if (this.liveAt(row) === 0) continue;
      this.fields.copyWithin(kept * FIELDS, row * FIELDS, (row + 1) * FIELDS);
      kept++;
    }
    this.count = kept;
    return rows;
  }

  /** Negative if the event of row `a` is earlier than that of row `b`, 0 if they are the same event, else positive. */
  compare(a: number, b: number): number {
    const { fields } = this;
    const atA = a * FIELDS;
    const atB = b * FIELDS;
    return (
      fields[atA]! - fields[atB]! ||
      fields[atA + 1]! - fields[atB + 1]! ||
      fields[atA + 2]! - fields[atB + 2]!
    );
  }

  orderAt(row: number): EventOrder {
    const at = row * FIELDS;
    return { tsMs: this.fields[at]!, seq: this.fields[at + 1]!, content: this.fields[at + 2]! };
  }

  firstStepAt(row: number): number {
    return this.fields[row * FIELDS + FIRST_STEP]!;
  }

  setFirstStep(row: number, step: number): void {
    this.fields[row * FIELDS + FIRST_STEP] = step;
  }

  /** Points now held that came from this event. */
  liveAt(row: number): number {
    return this.fields[row * FIELDS + LIVE]!;
  }

  /** Tells that the path holds so many more points of an event. */
  hold(row: number, points: number): void {
    this.fields[row * FIELDS + LIVE]! += points;
  }

  /** Tells that the path let go of one point of an event. */
  release(row: number): void {
    this.fields[row * FIELDS + LIVE]!--;
  }

  private grow(): void {
    const fields = new Float64Array(Math.max(this.fields.length * 2, FIRST_CAPACITY * FIELDS));
    fields.set(this.fields);
    this.fields = fields;
  }
}
