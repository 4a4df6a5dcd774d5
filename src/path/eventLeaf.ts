import type { EventTable } from './eventTable.js';

/** Events in one leaf of the index: an event that comes late moves at most as many rows. */
export const LEAF_EVENTS = 256;
/** Events whose rows are a plain array: a typed one of any size weighs 200 bytes in V8. */
const FEW_EVENTS = 8;
const GROWTH = 4;

/**
 * Some events of a path that follow each other in the events' order, by their rows.
 * What they do to the highest step so far is kept for many of them together: from `reached` they come to
 * `max(reached + added, floor)`, which holds of one event and of any number of them, one after another.
 */
export class EventLeaf {
  count = 0;
  rows: Uint32Array | number[];
  /** Events of the leaf whose steps follow from the events before them. */
  floating = 0;
  /** How many events, from the first on, `added` and `floor` sum up. */
  private summed = 0;
  private added = 0;
  private floor = -1;

  /** @param events - how many it has room for from the start */
  constructor(events = 0) {
    this.rows = events === 0 ? [] : new Uint32Array(events);
  }

  insert(at: number, row: number): void {
    if (this.count === 0 && this.rows.length === 0) this.rows = [row];
    else if (this.count === this.rows.length) this.widen();
    if (at < this.count) this.rows.copyWithin(at + 1, at, this.count);
    this.rows[at] = row;
    this.count++;
    if (at < this.summed) this.forgetSum();
  }

  private widen(): void {
    if (this.count < FEW_EVENTS) {
      (this.rows as number[]).push(0);
      return;
    }
    const wider = new Uint32Array(Math.min(this.count * GROWTH, LEAF_EVENTS));
    wider.set(this.rows);
    this.rows = wider;
  }

  removeFirst(count: number): void {
    this.rows.copyWithin(0, count, this.count);
    this.count -= count;
    this.forgetSum();
  }

  /** Takes the events from `at` on out of this leaf into a new one. */
  splitOff(at: number, events: EventTable): EventLeaf {
    const tail = new EventLeaf(LEAF_EVENTS);
    tail.count = this.count - at;
    this.count = at;
    for (let i = 0; i < tail.count; i++) tail.rows[i] = this.rows[at + i]!;
    for (let i = 0; i < tail.count; i++) if (events.reachAt(tail.rows[i]!) < 0) tail.floating++;
    this.floating -= tail.floating;
    this.forgetSum();
    return tail;
  }

  /** The highest step after the first events of the leaf. @param reached - the highest before them, or -1 */
  reachAfter(events: number, reached: number, table: EventTable): number {
    if (events < this.summed) this.forgetSum();
    for (; this.summed < events; this.summed++) {
      const reach = table.reachAt(this.rows[this.summed]!);
      if (reach < 0) {
        this.added -= reach;
        this.floor -= reach;
      } else this.floor = Math.max(this.floor, reach);
    }
    return Math.max(reached + this.added, this.floor);
  }

  /** Drops the sum, since the steps of any event may have changed. */
  forgetSum(): void {
    this.summed = 0;
    this.added = 0;
    this.floor = -1;
  }
}
