import { BlockList } from './blockList.js';
import type { LossRanges } from './lossRanges.js';
import { measureLossRanges } from './measureLossRanges.js';
import type { PathBlock } from './pathBlock.js';
import { measureSpacing, surveyReports, type PathReports } from './pathReports.js';
import type { PathView, PointVisitor } from './pathView.js';
import type { ReportedSteps } from './reportedSteps.js';
import type { PathSpacing } from './stepSpacing.js';

/**
 * Points in ascending step, in blocks of columns: an append costs the points appended and never moves those before,
 * an insertion moves at most one block, and memory follows the points, not their steps.
 */
export class BlockPath implements PathView {
  length = 0;
  revision = 0;
  rewrites = 0;
  protected list = new BlockList();

  get lastStep(): number {
    return this.list.last.lastStep;
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

  /** Only a path that holds its events knows. */
  tsMsAt(index: number): number {
    this.blockAt(index);
    return Number.NaN;
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

  measureSpacing(): PathSpacing {
    return measureSpacing(this.list.blocks);
  }

  surveyReports(reported: ReportedSteps, maxHoles: number): PathReports {
    return surveyReports(this.list.blocks, reported, maxHoles);
  }

  lossRangesInto(columns: number, fromStep: number, toStep: number, out: LossRanges): void {
    measureLossRanges(this.list, columns, fromStep, toStep, out);
  }

  /** Appends a point past the end. @param row - the event that it came from */
  protected appendOne(step: number, x: number, y: number, loss: number, residual: number, row: number): void {
    const block = this.list.roomAtEnd(this.length);
    block.write(block.count, step, x, y, loss, residual, row);
    block.count++;
    this.length++;
  }

  /** Removes points of one block that follow each other. */
  protected removeFrom(blockIndex: number, at: number, count: number): void {
    const block = this.list.blocks[blockIndex]!;
    block.close(at, count);
    if (block.count === 0) this.list.remove(blockIndex);
    else this.list.noteChange(blockIndex);
    this.length -= count;
    this.revision++;
    this.rewrites++;
  }

  /** The block that holds a point; `list.offset` then says where in it. */
  protected blockAt(index: number): PathBlock {
    if (!(index >= 0 && index < this.length))
      throw new RangeError(`index ${index} is not in [0, ${this.length})`);
    return this.list.blocks[this.list.blockOfIndex(index)]!;
  }
}
