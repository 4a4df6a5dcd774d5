import type { EventOrder } from '../protocol/envelope.js';

const FIRST_CAPACITY = 64;

/**
 * The last step of every event of a path, in the events' order, each event once. An update without `step_start`
 * follows the highest step of the events before it, however late either of them arrived; a new start
 * makes events matter that stood in the shadow of earlier ones, so none may be left out. 40 bytes an event.
 */
export class StepRecords {
  private count = 0;
  private tsMs = new Float64Array(FIRST_CAPACITY);
  private seqs = new Float64Array(FIRST_CAPACITY);
  private contents = new Float64Array(FIRST_CAPACITY);
  private steps = new Float64Array(FIRST_CAPACITY);
  /** Highest step of an event and all before it; right up to `exact`. */
  private reached = new Float64Array(FIRST_CAPACITY);
  private exact = 0;

  /** @param maxEvents - beyond it the earliest are forgotten but for the highest step they had */
  constructor(private readonly maxEvents: number) {}

  /** Highest step of the events before `order`, or -1. */
  before(order: EventOrder): number {
    const at = this.lowerBound(order);
    for (; this.exact < at; this.exact++) {
      this.reached[this.exact] = Math.max(
        this.exact === 0 ? -1 : this.reached[this.exact - 1]!,
        this.steps[this.exact]!,
      );
    }
    return at === 0 ? -1 : this.reached[at - 1]!;
  }

  /** Tells that the last step of the event of this order is `step`. */
  add(order: EventOrder, step: number): void {
    const at = this.lowerBound(order);
    if (at < this.count && this.compare(at, order) === 0) return;
    if (this.count === this.steps.length) this.grow();
    if (at < this.count) for (const column of this.columns()) column.copyWithin(at + 1, at, this.count);
    this.tsMs[at] = order.tsMs;
    this.seqs[at] = order.seq;
    this.contents[at] = order.content;
    this.steps[at] = step;
    this.count++;
    this.exact = Math.min(this.exact, at);
    if (this.count > 2 * this.maxEvents + 2) this.forgetEarliest(this.count - this.maxEvents - 1);
  }

  /** Drops the events before `order`. */
  dropBefore(order: EventOrder): void {
    this.keepFrom(this.lowerBound(order));
  }

  private forgetEarliest(events: number): void {
    let highest = -1;
    for (let i = 0; i <= events; i++) highest = Math.max(highest, this.steps[i]!);
    this.keepFrom(events);
    this.steps[0] = highest;
  }

  private keepFrom(first: number): void {
    for (const column of this.columns()) column.copyWithin(0, first, this.count);
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

  private compare(row: number, order: EventOrder): number {
    return this.tsMs[row]! - order.tsMs || this.seqs[row]! - order.seq || this.contents[row]! - order.content;
  }

  private columns(): readonly Float64Array[] {
    return [this.tsMs, this.seqs, this.contents, this.steps];
  }

  private grow(): void {
    const capacity = this.steps.length * 2;
    const widened = (column: Float64Array): Float64Array<ArrayBuffer> => {
      const wider = new Float64Array(capacity);
      wider.set(column);
      return wider;
    };
    this.tsMs = widened(this.tsMs);
    this.seqs = widened(this.seqs);
    this.contents = widened(this.contents);
    this.steps = widened(this.steps);
    this.reached = widened(this.reached);
  }
}
