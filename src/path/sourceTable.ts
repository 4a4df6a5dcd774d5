import type { EventOrder } from '../protocol/envelope.js';

/** Rows there is room for once one has come: few, or most of what a short run costs were memory that it never uses. */
const FIRST_CAPACITY = 16;
const NO_FIELDS = new Float64Array();
const NO_LIVE = new Uint32Array();
/** Numbers of a row: the three of the event's order, then the step of its first point. */
const FIELDS = 4;

/**
 * The events that points came from, one row an event, so that a point carries a 4-byte row number
 * instead of its event's whole order. The capacity doubles.
 */
export class SourceTable {
  /** Rows in use. */
  count = 0;
  private fields = NO_FIELDS;
  private live = NO_LIVE;

  /**
   * Adds an event, with no point held yet.
   * @param firstStep - step of the event's first point
   * @returns the event's row
   */
  add(order: EventOrder, firstStep: number): number {
    const row = this.count;
    if (row === this.live.length) this.grow();
    const at = row * FIELDS;
    this.fields[at] = order.tsMs;
    this.fields[at + 1] = order.seq;
    this.fields[at + 2] = order.content;
    this.fields[at + 3] = firstStep;
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
      this.fields.copyWithin(kept * FIELDS, row * FIELDS, (row + 1) * FIELDS);
      this.live[kept] = this.live[row]!;
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
    return this.fields[row * FIELDS + 3]!;
  }

  setFirstStep(row: number, step: number): void {
    this.fields[row * FIELDS + 3] = step;
  }

  /** Points now held that came from this event. */
  liveAt(row: number): number {
    return this.live[row]!;
  }

  /** Tells that the path holds so many more points of an event. */
  hold(row: number, points: number): void {
    this.live[row]! += points;
  }

  /** Tells that the path let go of one point of an event. */
  release(row: number): void {
    this.live[row]!--;
  }

  private grow(): void {
    const capacity = Math.max(this.live.length * 2, FIRST_CAPACITY);
    const fields = new Float64Array(capacity * FIELDS);
    fields.set(this.fields);
    this.fields = fields;
    const live = new Uint32Array(capacity);
    live.set(this.live);
    this.live = live;
  }
}
