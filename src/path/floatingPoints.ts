import type { PathPoint } from '../protocol/events.js';
import { BLOCK_POINTS, PathBlock } from './pathBlock.js';
import type { PathEvents } from './pathEvents.js';

const FIRST_POINTS = 16;
const NONE_SHORTENED = { row: -1, place: 0 };

/** A block, and how many of the places in it hold a point. */
interface FloatingBlock {
  block: PathBlock;
  held: number;
}

/**
 * The points of updates without `step_start`, in the order in which they came: their steps follow from the events
 * before them. An event has the place of its first point; a point that cannot be used, or is no longer held, leaves its
 * place empty.
 */
export class FloatingPoints {
  private readonly blocks = new Map<number, FloatingBlock>();
  /** The place that the next point gets. */
  end = 0;
  /** The event that lost its first point last, and the place to look for the next one. */
  private shortened = NONE_SHORTENED;

  constructor(private readonly events: PathEvents) {}

  /** Keeps the points of an event, which begin at `end`: their numbers, not the objects that they came in. */
  add(row: number, points: readonly (PathPoint | null)[]): void {
    let usable = 0;
    for (let i = 0; i < points.length; i++) {
      const point = points[i];
      if (point !== null && point !== undefined) usable++;
      this.write(point ?? null, row);
    }
    this.events.hold(row, usable);
  }

  /** Gives an event places, from `end` on, of which none has a point. */
  pass(places: number): void {
    this.end += places;
  }

  /** Visits the points that an event holds. @param visit - receives each, and how far behind the event's first step it lies */
  forEach(row: number, visit: (offset: number, block: PathBlock, at: number) => void): void {
    const first = this.events.firstAt(row);
    const count = this.events.lengthAt(row);
    for (let offset = 0; offset < count; offset++) {
      const block = this.blocks.get(Math.floor((first + offset) / BLOCK_POINTS))?.block;
      const at = (first + offset) % BLOCK_POINTS;
      if (block !== undefined && holdsPoint(block, at)) visit(offset, block, at);
    }
  }

  /** Removes the first point that an event holds. @returns how far behind the event's first step it lay */
  removeFirst(row: number): number {
    const first = this.events.firstAt(row);
    let place = this.shortened.row === row ? Math.max(this.shortened.place, first) : first;
    while (this.isEmptyAt(place)) place++;
    this.shortened = { row, place: place + 1 };
    this.remove(place);
    this.events.release(row, 1);
    return place - first;
  }

  /** Removes all points of an event. */
  drop(row: number): void {
    const first = this.events.firstAt(row);
    const count = this.events.lengthAt(row);
    for (let place = first; place < first + count; place++) if (!this.isEmptyAt(place)) this.remove(place);
    this.events.release(row, this.events.liveAt(row));
    if (this.shortened.row === row) this.shortened = NONE_SHORTENED;
  }

  private write(point: PathPoint | null, row: number): void {
    const index = Math.floor(this.end / BLOCK_POINTS);
    const at = this.end % BLOCK_POINTS;
    this.end++;
    if (point === null) return;
    const { x, y, loss = Number.NaN, residual = Number.NaN } = point;
    const floating = this.roomFor(index, at);
    floating.block.write(at, at, x, y, loss, residual, row);
    floating.block.count = at + 1;
    floating.held++;
  }

  private roomFor(index: number, at: number): FloatingBlock {
    const held = this.blocks.get(index);
    if (held !== undefined && at < held.block.capacity) return held;
    // The first block begins small: a short run would never use most of a large one.
    const capacity = index > 0 || at >= FIRST_POINTS ? BLOCK_POINTS : FIRST_POINTS;
    const block = held === undefined ? new PathBlock(capacity) : held.block.splitOff(0, capacity);
    block.xs.fill(Number.NaN, block.count);
    const floating = { block, held: held?.held ?? 0 };
    this.blocks.set(index, floating);
    return floating;
  }

  private isEmptyAt(place: number): boolean {
    const block = this.blocks.get(Math.floor(place / BLOCK_POINTS))?.block;
    return block === undefined || !holdsPoint(block, place % BLOCK_POINTS);
  }

  private remove(place: number): void {
    const index = Math.floor(place / BLOCK_POINTS);
    const floating = this.blocks.get(index)!;
    floating.block.xs[place % BLOCK_POINTS] = Number.NaN;
    floating.held--;
    if (floating.held === 0) this.blocks.delete(index);
  }
}

/** Whether a place of a block has a point: the first block has room for fewer than there are places in it. */
function holdsPoint(block: PathBlock, at: number): boolean {
  return at < block.count && !Number.isNaN(block.xs[at]!);
}
