import { compareEventOrder } from '../protocol/contentOrder.js';
import type { EventOrder } from '../protocol/envelope.js';
import { BlockPath } from './blockPath.js';
import type { FloatingPoints } from './floatingPoints.js';
import type { PathEvents } from './pathEvents.js';
import type { LossRanges } from './lossRanges.js';
import type { PathPoints } from './pathPoints.js';
import type { PathReports } from './pathReports.js';
import type { PathView, PointVisitor } from './pathView.js';
import type { ReportedSteps } from './reportedSteps.js';
import type { PathSpacing } from './stepSpacing.js';

/** A point that was evicted: its step, or its event, if that has no step of its own, and how far behind its first point. */
type Evicted = number | { readonly order: EventOrder; readonly offset: number };

/** Evictions remembered one by one; beyond it all points are merged anew. */
const MAX_EVICTED = 1024;
const NONE_EVICTED: Evicted[] = [];

/** Points that another path's are copied to. */
class MergedPoints extends BlockPath {
  /** Removes the points from a step on. */
  truncate(step: number): void {
    const length = this.lowerBound(step);
    if (length === this.length) return;
    if (length === 0) this.list.clear();
    else this.list.truncate(this.list.blockOfIndex(length - 1), this.list.offset + 1);
    this.length = length;
    this.revision++;
    this.rewrites++;
  }

  readonly add: PointVisitor = (step, x, y, _index, loss, residual) => {
    this.appendOne(step, x, y, loss, residual, 0);
    this.revision++;
  };

  removeStep(step: number): void {
    if (step > this.lastStep) return;
    const blockIndex = this.list.blockOfStep(step);
    const block = this.list.blocks[blockIndex]!;
    const at = block.lowerBound(step);
    if (at < block.count && block.stepAt(at) === step) this.removeFrom(blockIndex, at, 1);
  }
}

/**
 * A path as it is read: the points that have a step of their own, and between them those of updates without `step_start`.
 * They are merged when the path is read, from the first step that may have moved: a message costs what it carries, and
 * however many messages move a point, it is merged once.
 */
export class MergedPath implements PathView {
  /** The points of both, once there were both. */
  private merged: MergedPoints | null = null;
  private isMerging = false;
  /** From this step on the merged points are out of date. */
  private staleStep = Number.POSITIVE_INFINITY;
  /** The earliest event since the last merge: points of later events may have moved. */
  private staleOrder: EventOrder | null = null;
  private evicted: Evicted[] = NONE_EVICTED;
  private summings = 0;
  /** How often the first points without a step of their own came between points that were there. */
  private mergings = 0;
  /** The points without a step of their own; null until the first have come. */
  floating: FloatingPoints | null = null;

  constructor(
    private readonly fixed: PathPoints,
    private readonly events: PathEvents,
  ) {}

  get length(): number {
    return this.current().length;
  }

  get revision(): number {
    this.current();
    return this.fixed.revision + (this.merged?.revision ?? 0);
  }

  get rewrites(): number {
    this.current();
    return this.fixed.rewrites + (this.merged?.rewrites ?? 0) + this.mergings;
  }

  get lastStep(): number {
    return this.current().lastStep;
  }

  stepAt(index: number): number {
    return this.current().stepAt(index);
  }

  xAt(index: number): number {
    return this.current().xAt(index);
  }

  yAt(index: number): number {
    return this.current().yAt(index);
  }

  lossAt(index: number): number {
    return this.current().lossAt(index);
  }

  residualAt(index: number): number {
    return this.current().residualAt(index);
  }

  tsMsAt(index: number): number {
    return this.current().tsMsAt(index);
  }

  lowerBound(step: number): number {
    return this.current().lowerBound(step);
  }

  forEach(visit: PointVisitor, from?: number, to?: number): void {
    this.current().forEach(visit, from, to);
  }

  forEachGap(visit: (from: number, to: number) => void): void {
    this.current().forEachGap(visit);
  }

  measureSpacing(): PathSpacing {
    return this.current().measureSpacing();
  }

  surveyReports(reported: ReportedSteps, maxHoles: number): PathReports {
    return this.current().surveyReports(reported, maxHoles);
  }

  lossRangesInto(columns: number, fromStep: number, toStep: number, out: LossRanges): void {
    this.current().lossRangesInto(columns, fromStep, toStep, out);
  }

  /** Notes that an event has come. @param step - the first whose point it changed; Infinity where it changed none */
  noteEvent(order: EventOrder, step: number): void {
    if (!this.isMerging) return;
    this.noteStep(step);
    if (this.staleOrder === null || compareEventOrder(order, this.staleOrder) < 0) this.staleOrder = order;
  }

  /** Notes that any point from a step on may have changed. */
  noteStep(step: number): void {
    this.staleStep = Math.min(this.staleStep, step);
  }

  noteEvicted(evicted: Evicted): void {
    if (!this.isMerging || this.staleStep === 0) return;
    if (this.evicted === NONE_EVICTED) this.evicted = [evicted];
    else if (this.evicted.length < MAX_EVICTED) this.evicted.push(evicted);
    else this.noteStep(0);
  }

  private current(): BlockPath {
    if (this.events.floatingPoints === 0) {
      if (this.isMerging) this.stopMerging();
      return this.fixed;
    }
    this.merged ??= new MergedPoints();
    if (!this.isMerging) this.mergings++;
    if (!this.isMerging || this.summings !== this.events.summings) {
      this.isMerging = true;
      this.summings = this.events.summings;
      this.staleStep = 0;
    }
    if (this.staleOrder !== null || this.staleStep < Number.POSITIVE_INFINITY || this.evicted.length > 0)
      this.settle(this.merged);
    return this.merged;
  }

  private stopMerging(): void {
    this.isMerging = false;
    this.merged?.truncate(0);
    this.forgetStale();
  }

  private forgetStale(): void {
    this.staleStep = Number.POSITIVE_INFINITY;
    this.staleOrder = null;
    this.evicted = NONE_EVICTED;
  }

  private settle(merged: MergedPoints): void {
    const { staleStep, staleOrder, evicted } = this;
    const from = staleOrder === null ? staleStep : Math.min(staleStep, this.startAfter(staleOrder));
    this.forgetStale();
    if (from > 0) {
      for (const one of evicted) {
        const step = typeof one === 'number' ? one : this.startAfter(one.order) + one.offset;
        if (step < from && !this.isFixedAt(step)) merged.removeStep(step);
      }
    }
    if (from < Number.POSITIVE_INFINITY) this.mergeFrom(from, merged);
  }

  private isFixedAt(step: number): boolean {
    const index = this.fixed.lowerBound(step);
    return index < this.fixed.length && this.fixed.stepAt(index) === step;
  }

  /** The first step after those of all events before `order`. */
  private startAfter(order: EventOrder): number {
    return this.events.reachBefore(order) + 1;
  }

  private mergeFrom(from: number, merged: MergedPoints): void {
    const { fixed } = this;
    merged.truncate(from);
    let next = fixed.lowerBound(from);
    const stepOfNext = (): number => (next < fixed.length ? fixed.stepAt(next) : Number.POSITIVE_INFINITY);
    let nextStep = stepOfNext();
    const addFixedBefore = (step: number): void => {
      const end = fixed.lowerBound(step);
      fixed.forEach(merged.add, next, end);
      next = end;
      nextStep = stepOfNext();
    };
    this.events.forEachFloating(from, (row, firstStep) => {
      if (firstStep + this.events.lengthAt(row) <= from) return;
      this.floating?.forEach(row, (offset, block, at) => {
        const step = firstStep + offset;
        if (step < from || step > Number.MAX_SAFE_INTEGER) return;
        if (nextStep < step) addFixedBefore(step);
        // An update begins past all that earlier events speak of: a point at the same step is a later event's.
        if (nextStep === step) return;
        merged.add(step, block.xs[at]!, block.ys[at]!, 0, block.lossAt(at), block.residualAt(at));
      });
    });
    addFixedBefore(Number.POSITIVE_INFINITY);
  }
}
