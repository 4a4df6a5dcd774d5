import { compareEventOrder } from '../protocol/contentOrder.js';
import type { EventOrder } from '../protocol/envelope.js';
import type { PathPoint } from '../protocol/events.js';
import { EvictionQueue } from './evictionQueue.js';
import { BlockList } from './blockList.js';
import { BLOCK_POINTS, type PathBlock } from './pathBlock.js';
import type { PathView, PointVisitor } from './pathView.js';
import { SourceTable } from './sourceTable.js';

/** What became of a point: held, the same as the one held, older than the one held, or beyond the path's limit. */
export type Placement = 'placed' | 'same' | 'superseded' | 'beyondLimit';

/**
 * A run's points, placed by step. Held in blocks of columns: an append costs the points appended and never
 * moves those before, an insertion moves at most one block, and memory follows the points, not their steps.
 */
export class PathPoints implements PathView {
  length = 0;
  revision = 0;
  rewrites = 0;
  private list = new BlockList();
  private sources = new SourceTable();
  /** Kept only while the path stands at its limit. */
  private evictionQueue: EvictionQueue | null = null;
  private openRowIsQueued = false;
  /** Whether a point was ever let go of, or turned away, to keep within the limit. */
  hasReachedLimit = false;

  /** @param maxPoints - the points kept: those that are latest by their event, then by step */
  constructor(private readonly maxPoints: number = Number.POSITIVE_INFINITY) {}

  get lastStep(): number {
    return this.list.last.lastStep;
  }

  /**
   * Opens an event whose points are about to be placed.
   * @param firstStep - step of its first point
   * @returns the row to hand to `place`; `endEvent` closes it
   */
  beginEvent(order: EventOrder, firstStep: number): number {
    this.openRowIsQueued = false;
    return this.sources.add(order, firstStep);
  }

  endEvent(row: number): void {
    if (this.sources.liveAt(row) === 0) {
      this.sources.dropNewest();
      if (this.openRowIsQueued) this.evictionQueue = null;
    } else if (!this.openRowIsQueued) this.evictionQueue?.add(row);
    if (this.sources.count > 2 * this.length + BLOCK_POINTS) this.compactSources();
  }

  /**
   * Appends consecutive points of the event opened last, which is the same as to place them one after another but
   * looks only once at where they go.
   * @param points - from `firstStep` on; a null leaves its step as it is
   * @returns the points appended; -1, and nothing is done, where they do not all lie past the end and within the limit
   */
  append(firstStep: number, points: readonly (PathPoint | null)[], row: number): number {
    if (firstStep <= this.lastStep || this.length + points.length > this.maxPoints) return -1;
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
    this.sources.hold(row, appended);
    return appended;
  }

  /** Places one point of the event opened last; `loss` and `residual` are NaN where it has none. */
  place(step: number, x: number, y: number, loss: number, residual: number, row: number): Placement {
    if (step > this.lastStep) {
      if (this.length >= this.maxPoints && this.isBeyondLimit(step, row)) return 'beyondLimit';
      this.appendOne(step, x, y, loss, residual, row);
    } else {
      const blockIndex = this.list.blockOfStep(step);
      const block = this.list.blocks[blockIndex]!;
      const at = block.lowerBound(step);
      if (at < block.count && block.stepAt(at) === step)
        return this.replace(block, at, x, y, loss, residual, row);
      if (this.length >= this.maxPoints && this.isBeyondLimit(step, row)) return 'beyondLimit';
      this.insert(blockIndex, at, step, x, y, loss, residual, row);
    }
    this.revision++;
    if (this.length > this.maxPoints) this.evictEarliest(row);
    return 'placed';
  }

  /** Removes every point whose event is earlier than `order`. */
  dropEarlierThan(order: EventOrder): void {
    const earlier = new Uint8Array(this.sources.count);
    for (let row = 0; row < earlier.length; row++) {
      earlier[row] = compareEventOrder(this.sources.orderAt(row), order) < 0 ? 1 : 0;
    }
    if (earlier.includes(1)) this.adopt(this.copyWithout(earlier));
  }

  /** Removes every point. */
  clear(): void {
    if (this.length > 0) this.adopt(new PathPoints());
  }

  /** Makes this path hold the points of `other`, each with its own event. */
  copyFrom(other: PathPoints): void {
    this.adopt(other.copyWithout(new Uint8Array(other.sources.count)));
  }

  stepAt(index: number): number {
    return this.blockAt(index).stepAt(this.list.offset);
  }

  xAt(index: number): number {
    return this.blockAt(index).xs[this.list.offset]!;
  }

  yAt(index: number): number {
    return this.blockAt(index).ys[this.list.offset]!;
  }

  lossAt(index: number): number {
    return this.blockAt(index).lossAt(this.list.offset);
  }

  residualAt(index: number): number {
    return this.blockAt(index).residualAt(this.list.offset);
  }

  /** Order of the event that the point came from. */
  orderAt(index: number): EventOrder {
    return this.sources.orderAt(this.blockAt(index).sources[this.list.offset]!);
  }

  /** Events kept account of: those that hold a point, and at most some thousand that did. */
  get sourceCount(): number {
    return this.sources.count;
  }

  lowerBound(step: number): number {
    if (step > this.lastStep) return this.length;
    return this.list.lowerBound(step);
  }

  forEach(visit: PointVisitor, from = 0, to = this.length): void {
    this.list.forEach(visit, from, to);
  }

  forEachGap(visit: (from: number, to: number) => void): void {
    this.list.forEachGap(visit);
  }

  /** The block that holds a point; `list.offset` then says where in it. */
  private blockAt(index: number): PathBlock {
    if (!(index >= 0 && index < this.length))
      throw new RangeError(`index ${index} is not in [0, ${this.length})`);
    return this.list.blocks[this.list.blockOfIndex(index)]!;
  }

  private appendOne(step: number, x: number, y: number, loss: number, residual: number, row: number): void {
    const block = this.list.roomAtEnd(this.length);
    block.write(block.count, step, x, y, loss, residual, row);
    block.count++;
    this.length++;
    this.sources.hold(row, 1);
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
    block.shift(at, 1);
    block.write(at, step, x, y, loss, residual, row);
    this.list.noteChange(blockIndex);
    this.length++;
    this.rewrites++;
    this.sources.hold(row, 1);
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
    // Two contents under one order: only a colliding fingerprint gets here, and the values settle it.
    const later = this.sources.compare(row, heldRow) || difference;
    if (later > 0) {
      block.write(at, block.stepAt(at), x, y, loss, residual, row);
      this.sources.release(heldRow);
      this.sources.hold(row, 1);
    }
    if (difference === 0) return 'same';
    if (later <= 0) return 'superseded';
    this.revision++;
    this.rewrites++;
    return 'placed';
  }

  /** The same points in blocks of their own, but for those whose event's row is not 0 in `leftOut`. */
  private copyWithout(leftOut: Uint8Array): PathPoints {
    const copy = new PathPoints();
    const rows = new Int32Array(this.sources.count).fill(-1);
    for (const block of this.list.blocks) {
      for (let i = 0; i < block.count; i++) {
        const row = block.sources[i]!;
        if (leftOut[row] !== 0) continue;
        if (rows[row] === -1)
          rows[row] = copy.sources.add(this.sources.orderAt(row), this.sources.firstStepAt(row));
        const { xs, ys } = block;
        copy.appendOne(block.stepAt(i), xs[i]!, ys[i]!, block.lossAt(i), block.residualAt(i), rows[row]!);
      }
    }
    return copy;
  }

  private adopt(other: PathPoints): void {
    this.list = other.list;
    this.sources = other.sources;
    this.length = other.length;
    this.evictionQueue = null;
    this.revision++;
    this.rewrites++;
  }

  private compactSources(): void {
    const rows = this.sources.compact();
    for (const block of this.list.blocks) {
      for (let i = 0; i < block.count; i++) block.sources[i] = rows[block.sources[i]!]!;
    }
    this.evictionQueue = null;
  }

  // At the limit: the earliest event loses its points first, its lowest step before the others.

  /** Whether a point that is not held yet would be the earliest of all. */
  private isBeyondLimit(step: number, row: number): boolean {
    if (this.maxPoints > 0) {
      const earliest = this.queue(row).earliest();
      const order = this.sources.compare(row, earliest);
      if (order > 0 || (order === 0 && step >= this.earliestStepOf(earliest))) return false;
    }
    this.hasReachedLimit = true;
    return true;
  }

  private earliestStepOf(row: number): number {
    const from = this.sources.firstStepAt(row);
    let blockIndex = this.list.blockOfStep(from);
    let block = this.list.blocks[blockIndex]!;
    let at = block.lowerBound(from);
    // By blocks, not by index: an index would have every block counted anew after every point that went.
    while (at === block.count || block.sources[at] !== row) {
      if (++at < block.count) continue;
      block = this.list.blocks[++blockIndex]!;
      at = 0;
    }
    const step = block.stepAt(at);
    // The next look begins here: an event's points come in ascending step, so none will stand before it.
    this.sources.setFirstStep(row, step);
    return step;
  }

  /** The queue, with the open event in it as soon as that holds a point. */
  private queue(openRow: number): EvictionQueue {
    if (this.evictionQueue === null) {
      this.evictionQueue = new EvictionQueue(this.sources);
      this.openRowIsQueued = this.sources.liveAt(openRow) > 0;
    } else if (!this.openRowIsQueued && this.sources.liveAt(openRow) > 0) {
      this.evictionQueue.add(openRow);
      this.openRowIsQueued = true;
    }
    return this.evictionQueue;
  }

  private evictEarliest(openRow: number): void {
    this.hasReachedLimit = true;
    const earliest = this.queue(openRow).earliest();
    const step = this.earliestStepOf(earliest);
    const blockIndex = this.list.blockOfStep(step);
    const block = this.list.blocks[blockIndex]!;
    block.shift(block.lowerBound(step) + 1, -1);
    if (block.count === 0) this.list.remove(blockIndex);
    else this.list.noteChange(blockIndex);
    this.length--;
    this.rewrites++;
    this.sources.release(earliest);
    // The queue has passed the open event by, which may yet hold another point.
    if (this.sources.liveAt(openRow) === 0) this.evictionQueue = null;
  }
}

/** Orders two values that may be missing (NaN); a missing one comes first. */
function compareOptional(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1;
  return Number.isNaN(b) ? 1 : a - b;
}
