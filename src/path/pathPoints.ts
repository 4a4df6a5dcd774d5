import type { EventOrder } from '../protocol/envelope.js';
import { compareEventOrder } from '../protocol/contentOrder.js';
import { EvictionQueue } from './evictionQueue.js';
import { BLOCK_POINTS, PathBlock } from './pathBlock.js';
import { SourceTable } from './sourceTable.js';

/** What became of a point: held, the same as the one held, older than the one held, or beyond the path's limit. */
export type Placement = 'placed' | 'same' | 'superseded' | 'beyondLimit';

/** Receives one point of a path; `loss` and `residual` are NaN where the point has none. */
export type PointVisitor = (
  step: number,
  x: number,
  y: number,
  index: number,
  loss: number,
  residual: number,
) => void;

/**
 * A run's path as one reads it: points in ascending step, in normalized coordinates.
 * The columns are live: `revision` says that they changed, `rewrites` that something other than an append did.
 */
export interface PathView {
  /** Points held. */
  readonly length: number;
  /** Grows with every visible change. */
  readonly revision: number;
  /** Grows when points already held were changed, removed, or got a neighbour between them. */
  readonly rewrites: number;
  /** Step of the last point, or -1. */
  readonly lastStep: number;
  /** @throws RangeError if `index` is not an integer in [0, length) — as do the other `…At`. */
  stepAt(index: number): number;
  xAt(index: number): number;
  yAt(index: number): number;
  /** NaN where the point has none. */
  lossAt(index: number): number;
  /** NaN where the point has none. */
  residualAt(index: number): number;
  /** Index of the first point whose step is not below `step`, in [0, length]. */
  lowerBound(step: number): number;
  /** Visits the points of index `from` (inclusive) to `to` (exclusive), in order. */
  forEach(visit: PointVisitor, from?: number, to?: number): void;
  /** Steps that are missing between the first and the last point, as `[from, to]`, both inclusive. */
  forEachGap(visit: (from: number, to: number) => void): void;
}

/**
 * A run's points, placed by step. Held in blocks of columns: an append costs the points appended and never
 * moves those before, an insertion moves at most one block, and memory follows the points, not their steps.
 */
export class PathPoints implements PathView {
  length = 0;
  revision = 0;
  rewrites = 0;
  private blocks: PathBlock[] = [new PathBlock()];
  /** Index of each block's first point; right up to `exactStarts`. */
  private starts: number[] = [0];
  private exactStarts = 1;
  private sources = new SourceTable();
  /** Kept only while the path stands at its limit. */
  private evictionQueue: EvictionQueue | null = null;
  private openRowIsQueued = false;
  /** Whether a point was ever let go of, or turned away, to keep within the limit. */
  hasReachedLimit = false;

  /** @param maxPoints - the points kept: those that are latest by their event, then by step */
  constructor(private readonly maxPoints: number = Number.POSITIVE_INFINITY) {}

  get lastStep(): number {
    const block = this.blocks[this.blocks.length - 1]!;
    return block.count === 0 ? -1 : block.steps[block.count - 1]!;
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

  /** Places one point of the event opened last; `loss` and `residual` are NaN where it has none. */
  place(step: number, x: number, y: number, loss: number, residual: number, row: number): Placement {
    if (step > this.lastStep) {
      if (this.length >= this.maxPoints && this.isBeyondLimit(step, row)) return 'beyondLimit';
      this.append(step, x, y, loss, residual, row);
    } else {
      const blockIndex = this.blockOfStep(step);
      const block = this.blocks[blockIndex]!;
      const at = block.lowerBound(step);
      if (at < block.count && block.steps[at] === step)
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
    if (!earlier.includes(1)) return;
    const kept = new PathPoints();
    const rows = new Map<number, number>();
    for (const block of this.blocks) {
      for (let i = 0; i < block.count; i++) {
        const row = block.sources[i]!;
        if (earlier[row] === 1) continue;
        let keptRow = rows.get(row);
        if (keptRow === undefined) {
          keptRow = kept.sources.add(this.sources.orderAt(row), this.sources.firstStepAt(row));
          rows.set(row, keptRow);
        }
        kept.append(
          block.steps[i]!,
          block.xs[i]!,
          block.ys[i]!,
          valueIn(block.losses, i),
          valueIn(block.residuals, i),
          keptRow,
        );
      }
    }
    this.adopt(kept);
  }

  /** Removes every point. */
  clear(): void {
    if (this.length > 0) this.adopt(new PathPoints());
  }

  /** Makes this path hold the points of `other`, each with its own event. */
  copyFrom(other: PathPoints): void {
    const copy = new PathPoints();
    for (let row = 0; row < other.sources.count; row++) {
      copy.sources.add(other.sources.orderAt(row), other.sources.firstStepAt(row));
    }
    for (const block of other.blocks) {
      for (let i = 0; i < block.count; i++) {
        copy.append(
          block.steps[i]!,
          block.xs[i]!,
          block.ys[i]!,
          valueIn(block.losses, i),
          valueIn(block.residuals, i),
          block.sources[i]!,
        );
      }
    }
    this.adopt(copy);
  }

  stepAt(index: number): number {
    return this.blocks[this.blockOfIndex(index)]!.steps[this.offset]!;
  }

  xAt(index: number): number {
    return this.blocks[this.blockOfIndex(index)]!.xs[this.offset]!;
  }

  yAt(index: number): number {
    return this.blocks[this.blockOfIndex(index)]!.ys[this.offset]!;
  }

  lossAt(index: number): number {
    return valueIn(this.blocks[this.blockOfIndex(index)]!.losses, this.offset);
  }

  residualAt(index: number): number {
    return valueIn(this.blocks[this.blockOfIndex(index)]!.residuals, this.offset);
  }

  /** Order of the event that the point came from. */
  orderAt(index: number): EventOrder {
    return this.sources.orderAt(this.blocks[this.blockOfIndex(index)]!.sources[this.offset]!);
  }

  /** Events kept account of: those that hold a point, and at most some thousand that did. */
  get sourceCount(): number {
    return this.sources.count;
  }

  lowerBound(step: number): number {
    if (step > this.lastStep) return this.length;
    const blockIndex = this.blockOfStep(step);
    this.makeStartsExact();
    return this.starts[blockIndex]! + this.blocks[blockIndex]!.lowerBound(step);
  }

  forEach(visit: PointVisitor, from = 0, to = this.length): void {
    if (from >= to) return;
    let blockIndex = this.blockOfIndex(from);
    let offset = this.offset;
    for (let index = from; index < to; blockIndex++, offset = 0) {
      const block = this.blocks[blockIndex]!;
      for (; offset < block.count && index < to; offset++, index++) {
        visit(
          block.steps[offset]!,
          block.xs[offset]!,
          block.ys[offset]!,
          index,
          valueIn(block.losses, offset),
          valueIn(block.residuals, offset),
        );
      }
    }
  }

  forEachGap(visit: (from: number, to: number) => void): void {
    let expected = this.length > 0 ? this.blocks[0]!.steps[0]! : 0;
    for (const block of this.blocks) {
      if (block.count === 0) continue;
      const first = block.steps[0]!;
      const last = block.steps[block.count - 1]!;
      if (first > expected) visit(expected, first - 1);
      if (last - first !== block.count - 1) {
        for (let i = 1; i < block.count; i++) {
          if (block.steps[i]! > block.steps[i - 1]! + 1) visit(block.steps[i - 1]! + 1, block.steps[i]! - 1);
        }
      }
      expected = last + 1;
    }
  }

  /** Offset within its block of the index looked up last: saves an object per look-up. */
  private offset = 0;

  private append(step: number, x: number, y: number, loss: number, residual: number, row: number): void {
    let block = this.blocks[this.blocks.length - 1]!;
    if (block.count === BLOCK_POINTS) {
      block = new PathBlock();
      this.blocks.push(block);
      if (this.exactStarts === this.starts.length) this.exactStarts++;
      this.starts.push(this.length);
    }
    block.write(block.count, step, x, y, loss, residual, row);
    block.count++;
    this.length++;
    this.sources.hold(row);
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
    let block = this.blocks[blockIndex]!;
    if (block.count === BLOCK_POINTS) {
      const tail = block.splitOff(BLOCK_POINTS / 2);
      this.blocks.splice(blockIndex + 1, 0, tail);
      this.starts.splice(blockIndex + 1, 0, 0);
      if (at > block.count) {
        at -= block.count;
        block = tail;
      }
    }
    block.shift(at, 1);
    block.write(at, step, x, y, loss, residual, row);
    this.exactStarts = Math.min(this.exactStarts, blockIndex + 1);
    this.length++;
    this.rewrites++;
    this.sources.hold(row);
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
    const heldLoss = valueIn(block.losses, at);
    const heldResidual = valueIn(block.residuals, at);
    const difference =
      x - block.xs[at]! ||
      y - block.ys[at]! ||
      compareOptional(loss, heldLoss) ||
      compareOptional(residual, heldResidual);
    // Two contents under one order: only a colliding fingerprint gets here, and the values settle it.
    const later = this.sources.compare(row, heldRow) || difference;
    if (later > 0) {
      block.write(at, block.steps[at]!, x, y, loss, residual, row);
      this.sources.release(heldRow);
      this.sources.hold(row);
    }
    if (difference === 0) return 'same';
    if (later <= 0) return 'superseded';
    this.revision++;
    this.rewrites++;
    return 'placed';
  }

  private blockOfStep(step: number): number {
    let low = 0;
    let high = this.blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.blocks[middle]!.steps[0]! <= step) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private blockOfIndex(index: number): number {
    if (!(index >= 0 && index < this.length))
      throw new RangeError(`index ${index} is not in [0, ${this.length})`);
    this.makeStartsExact();
    let low = 0;
    let high = this.blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.starts[middle]! <= index) low = middle;
      else high = middle - 1;
    }
    this.offset = index - this.starts[low]!;
    return low;
  }

  private makeStartsExact(): void {
    for (let i = this.exactStarts; i < this.blocks.length; i++) {
      this.starts[i] = this.starts[i - 1]! + this.blocks[i - 1]!.count;
    }
    this.exactStarts = this.blocks.length;
  }

  private adopt(other: PathPoints): void {
    this.blocks = other.blocks;
    this.starts = other.starts;
    this.exactStarts = other.exactStarts;
    this.sources = other.sources;
    this.length = other.length;
    this.evictionQueue = null;
    this.revision++;
    this.rewrites++;
  }

  private compactSources(): void {
    const rows = this.sources.compact();
    for (const block of this.blocks) {
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
    let index = this.lowerBound(this.sources.firstStepAt(row));
    while (this.blocks[this.blockOfIndex(index)]!.sources[this.offset] !== row) index++;
    const step = this.stepAt(index);
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
    const blockIndex = this.blockOfStep(step);
    const block = this.blocks[blockIndex]!;
    block.shift(block.lowerBound(step) + 1, -1);
    if (block.count === 0 && this.blocks.length > 1) {
      this.blocks.splice(blockIndex, 1);
      this.starts.splice(blockIndex, 1);
    }
    this.starts[0] = 0;
    this.exactStarts = Math.min(this.exactStarts, Math.max(blockIndex, 1));
    this.length--;
    this.rewrites++;
    this.sources.release(earliest);
    // The queue has passed the open event by, which may yet hold another point.
    if (this.sources.liveAt(openRow) === 0) this.evictionQueue = null;
  }
}

function valueIn(column: Float64Array | null, at: number): number {
  return column === null ? Number.NaN : column[at]!;
}

/** Orders two values that may be missing (NaN); a missing one comes first. */
function compareOptional(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1;
  return Number.isNaN(b) ? 1 : a - b;
}
