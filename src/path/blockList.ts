import { BLOCK_POINTS, PathBlock } from './pathBlock.js';

/** The blocks of a path in ascending step: never none, and none empty but a sole one. */
export class BlockList {
  readonly blocks: PathBlock[] = [new PathBlock()];
  /** Where in its block the index lies that was looked up last: saves an object per look-up. */
  offset = 0;
  /** Index of each block's first point; right up to `exactStarts`. */
  private readonly starts: number[] = [0];
  private exactStarts = 1;

  get last(): PathBlock {
    return this.blocks[this.blocks.length - 1]!;
  }

  /** Adds an empty block at the end. @param start - index of the point that will be its first */
  push(start: number): PathBlock {
    const block = new PathBlock();
    if (this.exactStarts === this.starts.length) this.exactStarts++;
    this.blocks.push(block);
    this.starts.push(start);
    return block;
  }

  /** Makes two half full blocks of a full one. @returns the later of them */
  split(blockIndex: number): PathBlock {
    const tail = this.blocks[blockIndex]!.splitOff(BLOCK_POINTS / 2);
    this.blocks.splice(blockIndex + 1, 0, tail);
    this.starts.splice(blockIndex + 1, 0, 0);
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

  /** Tells that a block has more or fewer points than before, which moves the starts of those after it. */
  noteChange(blockIndex: number): void {
    this.exactStarts = Math.min(this.exactStarts, blockIndex + 1);
  }

  /** The block in which a step lies, or would lie. */
  blockOfStep(step: number): number {
    let low = 0;
    let high = this.blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.blocks[middle]!.steps[0]! <= step) low = middle;
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

  private makeStartsExact(): void {
    for (let i = this.exactStarts; i < this.blocks.length; i++) {
      this.starts[i] = this.starts[i - 1]! + this.blocks[i - 1]!.count;
    }
    this.exactStarts = this.blocks.length;
  }
}
