import type { EventTable } from './eventTable.js';

/** Events in one leaf of the index: an event that comes late moves at most as many rows. */
export const LEAF_EVENTS = 256;
/** Events whose rows are a plain array: a typed one of any size weighs 200 bytes in V8. */
const FEW_EVENTS = 8;
const GROWTH = 4;

/**
 * Some events of a path that follow each other in the events' order, by their rows.
 * What they do to the highest step so far is kept for all of them together: from `reached` they come to
 * `max(reached + added, floor)`, which holds of one event and of any number of them, since the maximum of two such is one.
 */
export class EventLeaf {
  count = 0;
  rows: Uint32Array | number[];
  /** Events of the leaf whose steps follow from the events before them. */
  floating = 0;
  added = 0;
  floor = -1;
  /** Whether `added` and `floor` are of the events as they are. */
  isExact = true;

  /** @param events - those that it has room for from the start */
  constructor(events = 0) {
    this.rows = events === 0 ? [] : new Uint32Array(events);
  }

  insert(at: number, row: number): void {
    if (this.count === 0 && this.rows.length === 0) this.rows = [row];
    else if (this.count === this.rows.length) this.widen();
    if (at < this.count) this.rows.copyWithin(at + 1, at, this.count);
    this.rows[at] = row;
    this.count++;
    this.isExact = false;
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
    this.isExact = false;
  }

  /** Takes the events from `at` on out of this leaf into a new one. */
  splitOff(at: number, events: EventTable): EventLeaf {
    const tail = new EventLeaf(LEAF_EVENTS);
    tail.count = this.count - at;
    this.count = at;
    for (let i = 0; i < tail.count; i++) tail.rows[i] = this.rows[at + i]!;
    for (let i = 0; i < tail.count; i++) if (events.reachAt(tail.rows[i]!) < 0) tail.floating++;
    this.floating -= tail.floating;
    this.isExact = false;
    tail.isExact = false;
    return tail;
  }

  /** The highest step after the events of the leaf. @param reached - the highest before them, or -1 */
  reachFrom(reached: number, events: EventTable): number {
    if (!this.isExact) this.sumUp(events);
    return Math.max(reached + this.added, this.floor);
  }

  private sumUp(events: EventTable): void {
    let added = 0;
    let floor = -1;
    for (let i = 0; i < this.count; i++) {
      const reach = events.reachAt(this.rows[i]!);
      if (reach < 0) {
        added -= reach;
        floor -= reach;
      } else floor = Math.max(floor, reach);
    }
    this.added = added;
    this.floor = floor;
    this.isExact = true;
  }
}
