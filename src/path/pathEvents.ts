import type { EventOrder } from '../protocol/envelope.js';
import { EventLeaf, LEAF_EVENTS } from './eventLeaf.js';
import { EventTable } from './eventTable.js';

const DEFAULT_MAX_EMPTY = 1024;
/** Before the first leaf no step is reached; shared by all paths of one leaf. */
const NONE_BEFORE = [-1];

/** Receives an event whose steps follow from those before it. @param firstStep - step of its first point, as things stand */
export type FloatingVisitor = (row: number, firstStep: number) => void;

/**
 * The events of a path in the events' order, each once: what a point came from, which event loses its points first at
 * the path's limit, and where an update without `step_start` begins. A sorted list in leaves: an event costs the same
 * whatever order the events come in, and the highest step before any of them is known from sums over leaves.
 */
export class PathEvents {
  /** Points that the events hold, all together. */
  points = 0;
  /** Points of events whose steps follow from those before them. */
  floatingPoints = 0;
  /** How often events without a point have been summed up: what a row, or an event's place in the order, was then is no more. */
  summings = 0;
  private readonly table = new EventTable();
  private leaves: EventLeaf[] = [new EventLeaf()];
  /** Highest step before each leaf; right up to `exactLeaves`. */
  private reachedBefore = NONE_BEFORE;
  private exactLeaves = 1;
  /** Events that hold no point. They still say where the updates without `step_start` that follow them begin. */
  private empty = 0;
  private forgetBeyond: number;
  /** No event before this one holds a point; null where nobody has asked yet. */
  private earliest: EventOrder | null = null;
  private earliestRow = -1;
  /** Where `find` found an event, or where it would stand. */
  private leafIndex = 0;
  private at = 0;

  /**
   * @param maxEmpty - events without a point that are remembered; beyond it the earliest are summed up
   */
  constructor(private readonly maxEmpty: number = DEFAULT_MAX_EMPTY) {
    this.forgetBeyond = maxEmpty;
  }

  /** Events kept account of. */
  get count(): number {
    return this.table.count;
  }

  /**
   * The row of an event, which is added if it is new.
   * @param first - step of its first point, or the place of its points where they have no step of their own
   * @param reach - the last step it speaks of, or minus the number of its points
   */
  add(order: EventOrder, first: number, reach: number): number {
    const found = this.find(order);
    if (found >= 0) {
      if (reach >= 0) this.extend(found, first, reach);
      return found;
    }
    const row = this.table.add(order, first, reach);
    this.insert(row);
    if (reach < 0) this.leaves[this.leafIndex]!.floating++;
    this.empty++;
    return row;
  }

  /** The row of the event of this order, or -1. */
  find(order: EventOrder): number {
    const { leaves, table } = this;
    const lastLeaf = leaves[leaves.length - 1]!;
    if (lastLeaf.count === 0 || table.compareTo(lastLeaf.rows[lastLeaf.count - 1]!, order) < 0) {
      this.leafIndex = leaves.length - 1;
      this.at = lastLeaf.count;
      return -1;
    }
    let low = 0;
    let high = leaves.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (table.compareTo(leaves[middle]!.rows[0]!, order) <= 0) low = middle;
      else high = middle - 1;
    }
    const leaf = leaves[low]!;
    this.leafIndex = low;
    low = 0;
    high = leaf.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (table.compareTo(leaf.rows[middle]!, order) < 0) low = middle + 1;
      else high = middle;
    }
    this.at = low;
    return low < leaf.count && table.compareTo(leaf.rows[low]!, order) === 0 ? leaf.rows[low]! : -1;
  }

  /** Highest step of the events before `order`, or -1. */
  reachBefore(order: EventOrder): number {
    this.find(order);
    this.makeExact(this.leafIndex);
    const leaf = this.leaves[this.leafIndex]!;
    return capped(leaf.reachAfter(this.at, this.reachedBefore[this.leafIndex]!, this.table));
  }

  /** Visits the events whose steps follow from those before them, in order, but not those that end far before a step. */
  forEachFloating(fromStep: number, visit: FloatingVisitor): void {
    this.makeExact(this.leaves.length - 1);
    const { leaves, reachedBefore } = this;
    let low = 0;
    let high = leaves.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (reachedBefore[middle + 1]! >= fromStep) high = middle;
      else low = middle + 1;
    }
    for (; low < leaves.length; low++) {
      const leaf = leaves[low]!;
      if (leaf.floating === 0) continue;
      let reached = reachedBefore[low]!;
      for (let i = 0; i < leaf.count; i++) {
        const row = leaf.rows[i]!;
        if (this.table.reachAt(row) < 0) visit(row, capped(reached) + 1);
        reached = this.reachOf(row, reached);
      }
    }
  }

  /** The event that holds a point and is earlier than all others that do. @throws RangeError if none does */
  earliestHolder(): number {
    if (this.earliestRow >= 0 && this.liveAt(this.earliestRow) > 0) return this.earliestRow;
    let leafIndex = 0;
    let at = 0;
    if (this.earliest !== null) {
      this.find(this.earliest);
      ({ leafIndex, at } = this);
    }
    for (; leafIndex < this.leaves.length; leafIndex++, at = 0) {
      const { rows, count } = this.leaves[leafIndex]!;
      for (; at < count; at++) {
        const row = rows[at]!;
        if (this.table.liveAt(row) === 0) continue;
        this.earliestRow = row;
        this.earliest = this.table.orderAt(row);
        return row;
      }
    }
    throw new RangeError('no event holds a point');
  }

  /** Removes the events before `order`. @param drop - removes the points that one of them holds */
  dropBefore(order: EventOrder, drop: (row: number) => void): void {
    this.find(order);
    const { leafIndex, at } = this;
    for (let index = 0; index <= leafIndex; index++) {
      const leaf = this.leaves[index]!;
      const end = index < leafIndex ? leaf.count : at;
      for (let i = 0; i < end; i++) {
        const row = leaf.rows[i]!;
        if (this.liveAt(row) > 0) drop(row);
        if (this.table.reachAt(row) < 0) leaf.floating--;
        this.remove(row);
      }
    }
    const leaf = this.leaves[leafIndex]!;
    leaf.removeFirst(at);
    const emptied = leaf.count === 0 && this.leaves.length > leafIndex + 1 ? leafIndex + 1 : leafIndex;
    if (emptied > 0) this.leaves.splice(0, emptied);
    this.exactLeaves = 1;
  }

  /** Closes an event: until then no row is used anew. */
  endEvent(): void {
    if (this.empty > this.forgetBeyond) this.forgetEarliest();
  }

  orderAt(row: number): EventOrder {
    return this.table.orderAt(row);
  }

  compare(a: number, b: number): number {
    return this.table.compare(a, b);
  }

  compareTo(row: number, order: EventOrder): number {
    return this.table.compareTo(row, order);
  }

  firstAt(row: number): number {
    return this.table.firstAt(row);
  }

  setFirst(row: number, first: number): void {
    this.table.setFirst(row, first);
  }

  /** Whether the steps of an event follow from the events before it. */
  isFloating(row: number): boolean {
    return this.table.reachAt(row) < 0;
  }

  /** Steps that an event takes whose steps follow from the events before it. */
  lengthAt(row: number): number {
    return -this.table.reachAt(row);
  }

  /** Points now held that came from an event. */
  liveAt(row: number): number {
    return this.table.liveAt(row);
  }

  /** Counts so many more points of an event as held. */
  hold(row: number, points: number): void {
    if (points === 0) return;
    const live = this.table.liveAt(row);
    this.table.setLive(row, live + points);
    this.countPoints(row, points);
    if (live > 0) return;
    this.empty--;
    if (this.earliest === null || this.table.compareTo(row, this.earliest) >= 0) return;
    this.earliest = this.table.orderAt(row);
    this.earliestRow = row;
  }

  /** Counts so many points of an event as held no more. */
  release(row: number, points: number): void {
    const live = this.table.liveAt(row) - points;
    this.table.setLive(row, live);
    this.countPoints(row, -points);
    if (live === 0) this.empty++;
  }

  private countPoints(row: number, points: number): void {
    this.points += points;
    if (this.table.reachAt(row) < 0) this.floatingPoints += points;
  }

  private extend(row: number, first: number, reach: number): void {
    if (first < this.table.firstAt(row)) this.table.setFirst(row, first);
    const before = this.table.reachAt(row);
    if (before < 0 || reach <= before) return;
    this.table.setReach(row, reach);
    this.leaves[this.leafIndex]!.forgetSum();
    this.noteChange();
  }

  private insert(row: number): void {
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
    this.noteChange();
  }

  /** Takes it that the leaf that `find` found comes to something else, and those after it. */
  private noteChange(): void {
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

  private reachOf(row: number, reached: number): number {
    const reach = this.table.reachAt(row);
    return reach < 0 ? reached - reach : Math.max(reached, reach);
  }

  private remove(row: number): void {
    this.empty--;
    if (row === this.earliestRow) this.earliestRow = -1;
    this.table.remove(row);
  }

  /**
   * Removes the earliest events that hold no point, until half as many are left as may be. An event that stays, the
   * first after them, reaches as far as they did: later events begin where they began, but an event that arrives late
   * among those that are gone no longer moves them.
   */
  private forgetEarliest(): void {
    const kept: number[] = [];
    let carrier = -1;
    let reached = -1;
    let leafIndex = 0;
    const isDone = (): boolean => carrier < 0 && this.empty <= this.maxEmpty / 2;
    for (; leafIndex < this.leaves.length && !isDone(); leafIndex++) {
      const { rows, count } = this.leaves[leafIndex]!;
      for (let i = 0; i < count; i++) {
        const row = rows[i]!;
        const after = this.reachOf(row, reached);
        if (this.table.liveAt(row) === 0 && this.empty - (carrier < 0 ? 0 : 1) > this.maxEmpty / 2) {
          if (carrier >= 0) this.remove(carrier);
          carrier = row;
        } else {
          if (carrier >= 0) this.settleCarrier(carrier, row, reached, kept);
          carrier = -1;
          kept.push(row);
        }
        reached = after;
      }
    }
    if (carrier >= 0) {
      this.table.setReach(carrier, capped(reached));
      kept.push(carrier);
    }
    this.leaves.splice(0, leafIndex, ...this.leavesOf(kept));
    if (this.leaves.length === 0) this.leaves.push(new EventLeaf());
    this.exactLeaves = 1;
    this.forgetBeyond = Math.max(this.maxEmpty, 2 * this.empty);
    this.summings++;
  }

  /** Hands on what removed events reached, to the event that follows or, where that has no step of its own, by staying. */
  private settleCarrier(carrier: number, next: number, reached: number, kept: number[]): void {
    if (this.isFloating(next)) {
      this.table.setReach(carrier, capped(reached));
      kept.push(carrier);
      return;
    }
    this.table.setReach(next, Math.max(this.table.reachAt(next), capped(reached)));
    this.remove(carrier);
  }

  private leavesOf(rows: readonly number[]): EventLeaf[] {
    const leaves: EventLeaf[] = [];
    for (let from = 0; from < rows.length; from += LEAF_EVENTS) {
      const leaf = new EventLeaf(LEAF_EVENTS);
      for (let i = from; i < Math.min(from + LEAF_EVENTS, rows.length); i++) {
        leaf.insert(leaf.count, rows[i]!);
        if (this.isFloating(rows[i]!)) leaf.floating++;
      }
      leaves.push(leaf);
    }
    return leaves;
  }
}

/** A step beyond 2^53 - 1 is none: a path that has reached the last one goes no further. */
function capped(step: number): number {
  return Math.min(step, Number.MAX_SAFE_INTEGER);
}
