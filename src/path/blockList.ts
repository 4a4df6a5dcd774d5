import { BLOCK_POINTS, PathBlock } from './pathBlock.js';
import type { PointVisitor } from './pathView.js';

/** The first block of a path grows by this factor when it is full: a whole block, 10 kB, would be most of a short run's cost. */
const GROWTH = 8;
/** The sole block of every path without points: it has no room, so none is ever written to it. */
const NO_POINTS = new PathBlock(0);
/** The starts of every path of one block, shared by all of them. */
const SOLE_START = [0];

/** The blocks of a path in ascending step: at least one, and none of several is empty. */
export class BlockList {
  readonly blocks: PathBlock[] = [NO_POINTS];
  /** Position, within its block, of the index looked up last: returning it would take an object per look-up. */
  offset = 0;
  /** Index of each block's first point; those from `exactStarts` on are out of date. */
  private starts = SOLE_START;
  private exactStarts = 1;

  get last(): PathBlock {
    return this.blocks[this.blocks.length - 1]!;
  }

  /** The last block, with room for a point. @param index - index of that point */
  roomAtEnd(index: number): PathBlock {
    const { last } = this;
    if (last.count < last.capacity) return last;
    return last.capacity < BLOCK_POINTS ? this.widen(this.blocks.length - 1) : this.push(index);
  }

  private push(start: number): PathBlock {
    const block = new PathBlock();
    if (this.exactStarts === this.starts.length) this.exactStarts++;
    this.blocks.push(block);
    if (this.starts === SOLE_START) this.starts = [0, start];
    else this.starts.push(start);
    return block;
  }

  /** Puts a block with more room in the place of one. @returns the wider block */
  widen(blockIndex: number): PathBlock {
    const block = this.blocks[blockIndex]!;
    const capacity = Math.min(Math.max(block.capacity * GROWTH, 1), BLOCK_POINTS);
    const wider = block.capacity === 0 ? new PathBlock(capacity) : block.splitOff(0, capacity);
    this.blocks[blockIndex] = wider;
    return wider;
  }

  /** Makes two half full blocks of a full one. @returns the later of them */
  split(blockIndex: number): PathBlock {
    const tail = this.blocks[blockIndex]!.splitOff(BLOCK_POINTS / 2, BLOCK_POINTS);
    this.blocks.splice(blockIndex + 1, 0, tail);
    if (this.starts === SOLE_START) this.starts = [0, 0];
    else this.starts.splice(blockIndex + 1, 0, 0);
    this.noteChange(blockIndex);
    return tail;
  }

  /** Removes a block that has become empty, unless it is the only one. */
  remove(blockIndex: number): void {
    if (this.blocks.length > 1) {
      this.blocks.splice(blockIndex, 1);
      this.starts.splice(blockIndex, 1);
    }
    this.starts[0] = 0;
    this.exactStarts = Math.min(this.exactStarts, Math.max(blockIndex, 1));
  }

  /** Removes the points of a block from `count` on, and the blocks after it. */
  truncate(blockIndex: number, count: number): void {
    this.blocks.length = blockIndex + 1;
    this.starts.length = blockIndex + 1;
    const block = this.blocks[blockIndex]!;
    block.close(count, block.count - count);
    this.exactStarts = Math.min(this.exactStarts, blockIndex + 1);
  }

  /** Removes all points. */
  clear(): void {
    this.blocks.length = 0;
    this.blocks.push(NO_POINTS);
    this.starts.length = 1;
    this.exactStarts = 1;
  }

  /** Notes that a block has more or fewer points than before, which moves the starts of those after it. */
  noteChange(blockIndex: number): void {
    this.exactStarts = Math.min(this.exactStarts, blockIndex + 1);
  }

  // Both look-ups, and the one within a block, bisect by hand: by `lowerBound` and its function a look-up takes twice as long.

  /** The block in which a step lies, or would lie. */
  blockOfStep(step: number): number {
    let low = 0;
    let high = this.blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.blocks[middle]!.stepAt(0) <= step) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The block that holds the point of an index; `offset` then says where in it. */
  blockOfIndex(index: number): number {
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

  /** Index of the first point whose step is not below `step`. */
  lowerBound(step: number): number {
    const blockIndex = this.blockOfStep(step);
    this.makeStartsExact();
    return this.starts[blockIndex]! + this.blocks[blockIndex]!.lowerBound(step);
  }

  /** Visits the points of index `from` (inclusive) to `to` (exclusive), in order. */
  forEach(visit: PointVisitor, from: number, to: number): void {
    if (from >= to) return;
    let blockIndex = this.blockOfIndex(from);
    let { offset } = this;
    for (let index = from; index < to; blockIndex++, offset = 0) {
      const block = this.blocks[blockIndex]!;
      for (; offset < block.count && index < to; offset++, index++) {
        visit(
          block.stepAt(offset),
          block.xs[offset]!,
          block.ys[offset]!,
          index,
          block.lossAt(offset),
          block.residualAt(offset),
        );
      }
    }
  }

  /** Visits the intervals of missing steps between the first and the last point, both ends inclusive. */
  forEachGap(visit: (from: number, to: number) => void): void {
    let expected = this.blocks[0]!.stepAt(0);
    for (const block of this.blocks) {
      if (block.count === 0) continue;
      if (block.stepAt(0) > expected) visit(expected, block.stepAt(0) - 1);
      if (block.hasHoles) {
        for (let i = 1; i < block.count; i++) {
          const missing = block.stepAt(i - 1) + 1;
          if (block.stepAt(i) > missing) visit(missing, block.stepAt(i) - 1);
        }
      }
      expected = block.lastStep + 1;
    }
  }

  private makeStartsExact(): void {
    for (let i = this.exactStarts; i < this.blocks.length; i++) {
      this.starts[i] = this.starts[i - 1]! + this.blocks[i - 1]!.count;
    }
    this.exactStarts = this.blocks.length;
  }
}
