import type { EventOrder } from '../protocol/envelope.js';
import { cappedStep, EventIndex } from './eventIndex.js';

const DEFAULT_MAX_EMPTY = 1024;

/**
 * The events of a path, and which of them hold how many points: which event loses its points first at the path's limit,
 * which are no part of it any more, and which need no longer be remembered one by one.
 */
export class PathEvents extends EventIndex {
  /** Points that the events hold, all together. */
  points = 0;
  /** Points of events whose steps follow from those before them. */
  floatingPoints = 0;
  /** How often events without a point have been summed up: rows and places in the order from before then no longer hold. */
  summings = 0;
  /** Events that hold no point. They still say where the updates without `step_start` that follow them begin. */
  private empty = 0;
  private forgetBeyond: number;
  /** No event before this one holds a point; null where nobody has asked yet. */
  private earliest: EventOrder | null = null;
  private earliestRow = -1;

  /**
   * @param maxEmpty - events without a point that are remembered; beyond it the earliest are summed up
   */
  constructor(private readonly maxEmpty: number = DEFAULT_MAX_EMPTY) {
    super();
    this.forgetBeyond = maxEmpty;
  }

  /** Events remembered. */
  get count(): number {
    return this.table.count;
  }

  /**
   * The row of an event, which is added if it is new.
   * @param first - step of its first point, or the place of its points where they have no step of their own
   * @param reach - its last step, or minus the number of its points
   */
  add(order: EventOrder, first: number, reach: number): number {
    const found = this.find(order);
    if (found >= 0) {
      if (reach >= 0) this.extend(found, first, reach);
      return found;
    }
    const row = this.table.add(order, first, reach);
    this.insert(row);
    this.empty++;
    return row;
  }

  tsMsAt(row: number): number {
    return this.table.tsMsAt(row);
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
    this.removeFirst(leafIndex, at);
  }

  /** Ends the handling of an event; only then may freed rows be used again. */
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
      this.table.setReach(carrier, cappedStep(reached));
      kept.push(carrier);
    }
    this.replaceFirstLeaves(leafIndex, kept);
    this.forgetBeyond = Math.max(this.maxEmpty, 2 * this.empty);
    this.summings++;
  }

  /** Gives the step that removed events reached to the event that follows; where that has no step of its own, `carrier` stays. */
  private settleCarrier(carrier: number, next: number, reached: number, kept: number[]): void {
    if (this.isFloating(next)) {
      this.table.setReach(carrier, cappedStep(reached));
      kept.push(carrier);
      return;
    }
    this.table.setReach(next, Math.max(this.table.reachAt(next), cappedStep(reached)));
    this.remove(carrier);
  }
}
