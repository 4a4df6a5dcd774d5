import type { EventOrder } from '../protocol/envelope.js';

/** Records there is room for once one has come: few, or most of what a short run costs were memory that it never uses. */
const FIRST_CAPACITY = 16;
const NO_FIELDS = new Float64Array();
/** Numbers of a record: the three of the event's order, its last step, the highest step up to here. */
const FIELDS = 5;
const STEP = 3;
const REACHED = 4;

/**
 * The last step of every event of a path, in the events' order, each event once. An update without `step_start`
 * follows the highest step of the events before it, however late either of them arrived; a new start
 * makes events matter that stood in the shadow of earlier ones, so none may be left out. 40 bytes an event.
 */
export class StepRecords {
  private count = 0;
  private fields = NO_FIELDS;
  /** Records whose highest step of an event and all before it is right. */
  private exact = 0;

  /** @param maxEvents - beyond it the earliest are forgotten but for the highest step they had */
  constructor(private readonly maxEvents: number) {}

  /** Highest step of the events before `order`, or -1. */
  before(order: EventOrder): number {
    const { fields } = this;
    const records = this.lowerBound(order);
    for (; this.exact < records; this.exact++) {
      const at = this.exact * FIELDS;
      const reached = this.exact === 0 ? -1 : fields[at - FIELDS + REACHED]!;
      fields[at + REACHED] = Math.max(reached, fields[at + STEP]!);
    }
    return records === 0 ? -1 : fields[(records - 1) * FIELDS + REACHED]!;
  }

  /** Tells that the last step of the event of this order is `step`. */
  add(order: EventOrder, step: number): void {
    const record = this.lowerBound(order);
    if (record < this.count && this.compare(record, order) === 0) return;
    if (this.count * FIELDS === this.fields.length) this.grow();
    const { fields } = this;
    const at = record * FIELDS;
    if (record < this.count) fields.copyWithin(at + FIELDS, at, this.count * FIELDS);
    fields[at] = order.tsMs;
    fields[at + 1] = order.seq;
    fields[at + 2] = order.content;
    fields[at + STEP] = step;
    this.count++;
    this.exact = Math.min(this.exact, record);
    if (this.count > 2 * this.maxEvents + 2) this.forgetEarliest(this.count - this.maxEvents - 1);
  }

  /** Drops the events before `order`. */
  dropBefore(order: EventOrder): void {
    this.keepFrom(this.lowerBound(order));
  }

  private forgetEarliest(events: number): void {
    let highest = -1;
    for (let i = 0; i <= events; i++) highest = Math.max(highest, this.fields[i * FIELDS + STEP]!);
    this.keepFrom(events);
    this.fields[STEP] = highest;
  }

  private keepFrom(first: number): void {
    this.fields.copyWithin(0, first * FIELDS, this.count * FIELDS);
    this.count -= first;
    this.exact = 0;
  }

  private lowerBound(order: EventOrder): number {
    if (this.count === 0 || this.compare(this.count - 1, order) < 0) return this.count;
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.compare(middle, order) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private compare(record: number, order: EventOrder): number {
    const { fields } = this;
    const at = record * FIELDS;
    return fields[at]! - order.tsMs || fields[at + 1]! - order.seq || fields[at + 2]! - order.content;
  }

  private grow(): void {
    const fields = new Float64Array(Math.max(this.fields.length * 2, FIRST_CAPACITY * FIELDS));
    fields.set(this.fields);
    this.fields = fields;
  }
}
