import { compareEventOrder } from '../protocol/contentOrder.js';
import type { EventOrder } from '../protocol/envelope.js';
import type { PathPoint } from '../protocol/events.js';
import { BlockPath } from './blockPath.js';
import { BlockList } from './blockList.js';
import { BLOCK_POINTS, type PathBlock } from './pathBlock.js';
import { PathEvents } from './pathEvents.js';

/** What became of a point: held, the same as the one held, older than the one held, or beyond the path's limit. */
export type Placement = 'placed' | 'same' | 'superseded' | 'beyondLimit';

/** Holds the points of a path that have no step of their own. */
export interface FloatingHolder {
  /** Removes the first point of an event whose steps follow from the events before it. */
  evictFirst(row: number): void;
  /** Receives the step of a point that was evicted here. */
  noteEvicted(step: number): void;
}

/** A run's points, placed by step: at each step the point of the latest event that has one for it. */
export class PathPoints extends BlockPath {
  /** The latest event that ever lost a point to the limit. */
  private latestEvicted: EventOrder | null = null;
  /** An event that lost points to the open one, and how many: they are counted together, since mostly there are many. */
  private replacedRow = -1;
  private replacedPoints = 0;

  /**
   * @param maxPoints - the points kept: those that are latest by their event, then by step
   * @param events - the events that points come from; what they hold elsewhere counts towards the limit too
   * @param elsewhere - holds those other points
   */
  constructor(
    private readonly maxPoints: number = Number.POSITIVE_INFINITY,
    private readonly events: PathEvents = new PathEvents(),
    private readonly elsewhere: FloatingHolder | null = null,
  ) {
    super();
  }

  /** Whether a point of an event that is part of the path was evicted, or turned away, to keep within the limit. */
  get hasReachedLimit(): boolean {
    return this.latestEvicted !== null;
  }

  /** Events remembered: those that hold a point, and at most some thousand that do not. */
  get sourceCount(): number {
    return this.events.count;
  }

  override tsMsAt(index: number): number {
    return this.events.tsMsAt(this.blockAt(index).sources[this.list.offset]!);
  }

  /**
   * Opens an event whose points are about to be placed.
   * @param firstStep - step of its first point
   * @param lastStep - its last step, whether or not that has a usable point
   * @returns the row to hand to `place`; `endEvent` closes it
   */
  beginEvent(order: EventOrder, firstStep: number, lastStep: number = firstStep): number {
    return this.events.add(order, firstStep, lastStep);
  }

  endEvent(row: number): void {
    this.countReplaced(row);
    this.events.endEvent();
  }

  /**
   * Appends consecutive points of the event opened last, which is the same as to place them one after another but
   * looks only once at where they go.
   * @param points - from `firstStep` on; a null leaves its step as it is
   * @returns the points appended; -1, and nothing is done, where they do not all lie past the end and within the limit
   */
  append(firstStep: number, points: readonly (PathPoint | null)[], row: number): number {
    if (firstStep <= this.lastStep || this.events.points + points.length > this.maxPoints) return -1;
    const before = this.length;
    let block = this.list.last;
    for (let i = 0; i < points.length; i++) {
      const point = points[i];
      if (point === null || point === undefined) continue;
      const { loss = Number.NaN, residual = Number.NaN } = point;
      if (block.count === block.capacity) block = this.list.roomAtEnd(this.length);
      block.write(block.count, firstStep + i, point.x, point.y, loss, residual, row);
      block.count++;
      this.length++;
    }
    const appended = this.length - before;
    this.revision += appended;
    this.events.hold(row, appended);
    return appended;
  }

  /** Places one point of the event opened last; `loss` and `residual` are NaN where it has none. */
  place(step: number, x: number, y: number, loss: number, residual: number, row: number): Placement {
    if (step > this.lastStep) {
      if (this.isBeyondLimit(row, step)) return 'beyondLimit';
      this.appendOne(step, x, y, loss, residual, row);
    } else {
      const blockIndex = this.list.blockOfStep(step);
      const block = this.list.blocks[blockIndex]!;
      const at = block.lowerBound(step);
      if (at < block.count && block.stepAt(at) === step)
        return this.replace(block, at, x, y, loss, residual, row);
      if (this.isBeyondLimit(row, step)) return 'beyondLimit';
      this.insert(blockIndex, at, step, x, y, loss, residual, row);
    }
    this.events.hold(row, 1);
    this.revision++;
    this.evictBeyondLimit();
    return 'placed';
  }

  /** Whether a path at its limit would evict this new point first. @param step - of one event the lowest step goes first */
  isBeyondLimit(row: number, step = 0): boolean {
    const { events } = this;
    if (events.points < this.maxPoints) return false;
    this.countReplaced(row);
    if (this.maxPoints > 0) {
      const earliest = events.earliestHolder();
      const order = row === earliest ? 0 : events.compare(row, earliest);
      if (order > 0 || (order === 0 && step >= this.firstStepOf(earliest))) return false;
    }
    this.noteEvicted(row);
    return true;
  }

  /** Evicts points of the earliest events until the limit holds. */
  evictBeyondLimit(): void {
    while (this.events.points > this.maxPoints) this.evictEarliest();
  }

  /** Removes every point whose event is earlier than `order`. */
  dropEarlierThan(order: EventOrder): void {
    this.events.dropBefore(order, (row) => this.drop(row));
    this.forgetEvicted(order);
  }

  /** Removes all points of an event. */
  drop(row: number): void {
    for (let left = this.events.liveAt(row); left > 0; left = this.events.liveAt(row)) {
      const blockIndex = this.blockOfFirst(row);
      const block = this.list.blocks[blockIndex]!;
      const at = block.lowerBound(this.events.firstAt(row));
      let count = 1;
      while (count < left && at + count < block.count && block.sources[at + count] === row) count++;
      this.removeFrom(blockIndex, at, count);
      this.events.release(row, count);
    }
  }

  /** Notes that no event before `order` is part of the path any more: what it lost to the limit does not count. */
  forgetEvicted(order: EventOrder): void {
    const latest = this.latestEvicted;
    if (latest !== null && compareEventOrder(latest, order) < 0) this.latestEvicted = null;
  }

  /** Removes every point. */
  clear(): void {
    if (this.length === 0) return;
    for (const block of this.list.blocks) {
      for (let at = 0; at < block.count; at++) this.events.release(block.sources[at]!, 1);
    }
    this.list = new BlockList();
    this.length = 0;
    this.revision++;
    this.rewrites++;
  }

  /** Order of the event that the point came from. */
  orderAt(index: number): EventOrder {
    return this.events.orderAt(this.blockAt(index).sources[this.list.offset]!);
  }

  private insert(
    blockIndex: number,
    at: number,
    step: number,
    x: number,
    y: number,
    loss: number,
    residual: number,
    row: number,
  ): void {
    let block = this.list.blocks[blockIndex]!;
    if (block.count === BLOCK_POINTS) {
      const tail = this.list.split(blockIndex);
      if (at > block.count) {
        at -= block.count;
        block = tail;
      }
    } else if (block.count === block.capacity) block = this.list.widen(blockIndex);
    block.open(at, step);
    block.write(at, step, x, y, loss, residual, row);
    this.list.noteChange(blockIndex);
    this.length++;
    this.rewrites++;
  }

  private replace(
    block: PathBlock,
    at: number,
    x: number,
    y: number,
    loss: number,
    residual: number,
    row: number,
  ): Placement {
    const heldRow = block.sources[at]!;
    const heldLoss = block.lossAt(at);
    const heldResidual = block.residualAt(at);
    const difference =
      x - block.xs[at]! ||
      y - block.ys[at]! ||
      compareOptional(loss, heldLoss) ||
      compareOptional(residual, heldResidual);
    // Different values under one order: two fingerprints collide, and the values decide.
    const later = (row === heldRow ? 0 : this.events.compare(row, heldRow)) || difference;
    if (later > 0) {
      block.write(at, block.stepAt(at), x, y, loss, residual, row);
      if (heldRow !== row) this.noteReplaced(heldRow, row);
    }
    if (difference === 0) return 'same';
    if (later <= 0) return 'superseded';
    this.revision++;
    this.rewrites++;
    return 'placed';
  }

  private noteReplaced(heldRow: number, row: number): void {
    if (heldRow !== this.replacedRow) this.countReplaced(row);
    this.replacedRow = heldRow;
    this.replacedPoints++;
  }

  private countReplaced(row: number): void {
    if (this.replacedPoints === 0) return;
    this.events.release(this.replacedRow, this.replacedPoints);
    this.events.hold(row, this.replacedPoints);
    this.replacedPoints = 0;
  }

  // At the limit: the earliest event loses its points first, its lowest step before the others.

  private evictEarliest(): void {
    const { events } = this;
    const earliest = events.earliestHolder();
    this.noteEvicted(earliest);
    if (this.elsewhere !== null && events.isFloating(earliest)) {
      this.elsewhere.evictFirst(earliest);
      return;
    }
    const blockIndex = this.blockOfFirst(earliest);
    const step = events.firstAt(earliest);
    this.removeFrom(blockIndex, this.list.blocks[blockIndex]!.lowerBound(step), 1);
    events.release(earliest, 1);
    this.elsewhere?.noteEvicted(step);
  }

  private noteEvicted(row: number): void {
    const { latestEvicted, events } = this;
    if (latestEvicted === null || events.compareTo(row, latestEvicted) > 0)
      this.latestEvicted = events.orderAt(row);
  }

  private firstStepOf(row: number): number {
    this.blockOfFirst(row);
    return this.events.firstAt(row);
  }

  /** The block of an event's first point, whose step is the event's `first` from then on. */
  private blockOfFirst(row: number): number {
    const from = this.events.firstAt(row);
    let blockIndex = this.list.blockOfStep(from);
    let block = this.list.blocks[blockIndex]!;
    let at = block.lowerBound(from);
    // By blocks, not by index: after each removal an index would need every block counted anew.
    while (at === block.count || block.sources[at] !== row) {
      if (++at < block.count) continue;
      block = this.list.blocks[++blockIndex]!;
      at = 0;
    }
    // The next search begins here: an event's points come in ascending step, so none will stand before it.
    this.events.setFirst(row, block.stepAt(at));
    return blockIndex;
  }
}

/** Orders two values that may be missing (NaN); a missing one comes first. */
function compareOptional(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1;
  return Number.isNaN(b) ? 1 : a - b;
}
