import { lowerBound } from '../maths/lowerBound.js';
import type { EventOrder } from '../protocol/envelope.js';
import { EventLeaf, LEAF_EVENTS } from './eventLeaf.js';
import { EventTable } from './eventTable.js';

/** Before the first leaf no step is reached; shared by all paths of one leaf. */
const NONE_BEFORE = [-1];

/** Receives an event whose steps follow from those before it. @param firstStep - step of its first point, as things stand */
export type FloatingVisitor = (row: number, firstStep: number) => void;

/**
 * Events in their order, each once, in a sorted list of leaves: to add one costs the same whatever order they come in,
 * and the highest step that the events before any of them speak of is known from sums over leaves.
 */
export class EventIndex {
  protected readonly table = new EventTable();
  protected leaves: EventLeaf[] = [new EventLeaf()];
  /** Where `find` found an event, or where it would stand. */
  protected leafIndex = 0;
  protected at = 0;
  /** Highest step before each leaf; right up to `exactLeaves`. */
  private reachedBefore = NONE_BEFORE;
  private exactLeaves = 1;

  /** The row of the event of this order, or -1. */
  find(order: EventOrder): number {
    const { leaves, table } = this;
    const lastLeaf = leaves[leaves.length - 1]!;
    if (lastLeaf.count === 0 || table.compareTo(lastLeaf.rows[lastLeaf.count - 1]!, order) < 0) {
      this.leafIndex = leaves.length - 1;
      this.at = lastLeaf.count;
      return -1;
    }
    this.leafIndex =
      lowerBound(1, leaves.length, (index) => table.compareTo(leaves[index]!.rows[0]!, order) <= 0) - 1;
    const { rows, count } = leaves[this.leafIndex]!;
    this.at = lowerBound(0, count, (at) => table.compareTo(rows[at]!, order) < 0);
    return this.at < count && table.compareTo(rows[this.at]!, order) === 0 ? rows[this.at]! : -1;
  }

  /** Highest step of the events before `order`, or -1. */
  reachBefore(order: EventOrder): number {
    this.find(order);
    this.makeExact(this.leafIndex);
    const leaf = this.leaves[this.leafIndex]!;
    return cappedStep(leaf.reachAfter(this.at, this.reachedBefore[this.leafIndex]!, this.table));
  }

  /** Visits the events whose steps follow from those before them, in order, but not those that end far before a step. */
  forEachFloating(fromStep: number, visit: FloatingVisitor): void {
    this.makeExact(this.leaves.length - 1);
    const { leaves, reachedBefore } = this;
    const first = lowerBound(0, leaves.length - 1, (index) => reachedBefore[index + 1]! < fromStep);
    for (let index = first; index < leaves.length; index++) {
      const leaf = leaves[index]!;
      if (leaf.floating === 0) continue;
      let reached = reachedBefore[index]!;
      for (let i = 0; i < leaf.count; i++) {
        const row = leaf.rows[i]!;
        if (this.table.reachAt(row) < 0) visit(row, cappedStep(reached) + 1);
        reached = this.reachOf(row, reached);
      }
    }
  }

  /** Adds the event of a row where `find` did not find it. */
  protected insert(row: number): void {
    let leaf = this.leaves[this.leafIndex]!;
    if (leaf.count === LEAF_EVENTS) {
      const isLast = this.leafIndex === this.leaves.length - 1 && this.at === LEAF_EVENTS;
      // Events that come in order fill their leaves.
      const tail = isLast ? new EventLeaf(LEAF_EVENTS) : leaf.splitOff(LEAF_EVENTS / 2, this.table);
      this.leaves.splice(this.leafIndex + 1, 0, tail);
      this.exactLeaves = Math.min(this.exactLeaves, this.leafIndex + 1);
      if (this.at > leaf.count || isLast) {
        this.at -= leaf.count;
        this.leafIndex++;
        leaf = tail;
      }
    }
    leaf.insert(this.at, row);
    if (this.table.reachAt(row) < 0) leaf.floating++;
    this.noteChange();
  }

  /** Marks what is known of the leaf that `find` found, and of those after it, as out of date. */
  protected noteChange(): void {
    this.exactLeaves = Math.min(this.exactLeaves, this.leafIndex + 1);
  }

  private makeExact(leafIndex: number): void {
    for (; this.exactLeaves <= leafIndex; this.exactLeaves++) {
      const before = this.exactLeaves - 1;
      const leaf = this.leaves[before]!;
      if (this.reachedBefore === NONE_BEFORE) this.reachedBefore = [-1];
      this.reachedBefore[before + 1] = leaf.reachAfter(leaf.count, this.reachedBefore[before]!, this.table);
    }
  }

  protected reachOf(row: number, reached: number): number {
    const reach = this.table.reachAt(row);
    return reach < 0 ? reached - reach : Math.max(reached, reach);
  }

  /** Removes the events before a place: all leaves before one, and so many events of it. */
  protected removeFirst(leafIndex: number, events: number): void {
    const leaf = this.leaves[leafIndex]!;
    leaf.removeFirst(events);
    const emptied = leaf.count === 0 && this.leaves.length > leafIndex + 1 ? leafIndex + 1 : leafIndex;
    if (emptied > 0) this.leaves.splice(0, emptied);
    this.exactLeaves = 1;
  }

  /** Puts the events of these rows, in order, in the place of the first leaves. */
  protected replaceFirstLeaves(count: number, rows: readonly number[]): void {
    this.leaves.splice(0, count, ...this.leavesOf(rows));
    if (this.leaves.length === 0) this.leaves.push(new EventLeaf());
    this.exactLeaves = 1;
  }

  private leavesOf(rows: readonly number[]): EventLeaf[] {
    const leaves: EventLeaf[] = [];
    for (let from = 0; from < rows.length; from += LEAF_EVENTS) {
      const leaf = new EventLeaf(LEAF_EVENTS);
      for (let i = from; i < Math.min(from + LEAF_EVENTS, rows.length); i++) {
        leaf.insert(leaf.count, rows[i]!);
        if (this.table.reachAt(rows[i]!) < 0) leaf.floating++;
      }
      leaves.push(leaf);
    }
    return leaves;
  }
}

/** A step, at most 2^53 - 1: a path that has reached that one goes no further. */
export function cappedStep(step: number): number {
  return Math.min(step, Number.MAX_SAFE_INTEGER);
}
