import { compareEventOrder } from '../protocol/contentOrder.js';
import type { EventOrder } from '../protocol/envelope.js';
import type { PathPoint } from '../protocol/events.js';
import { FloatingUpdates, type FloatingUpdate } from './floatingUpdates.js';
import { PathPoints, type Placement } from './pathPoints.js';
import type { PathView } from './pathView.js';
import { StepRecords } from './stepRecords.js';

/** Events whose steps are remembered at least, however few points are kept. */
const MIN_EVENTS = 4096;

/** What became of the points that messages carried; the four sum to the points handed to the path. */
export type PointTally = Record<Placement, number>;

/**
 * One run's path as a function of the set of its events: whatever order and repetition they come in,
 * the points are the same. A second start begins the path anew: what is earlier than the newest start is no part of it.
 */
export class RunPath {
  private readonly shown: PathPoints;
  /** The points placed by a step of their own; the same object as `shown` until an update comes without one. */
  private fixed: PathPoints;
  private readonly records: StepRecords;
  private readonly floating = new FloatingUpdates();
  private newestStart: EventOrder | null = null;
  private hasRestarted = false;
  private isStale = false;
  /** Last step that the updates without `step_start` have reached so far, or -1. */
  private lastFloatingStep = -1;

  constructor(private readonly maxPoints: number) {
    this.shown = new PathPoints(maxPoints);
    this.fixed = this.shown;
    this.records = new StepRecords(Math.max(maxPoints, MIN_EVENTS));
  }

  /** The points; looking at them settles what late events have moved. */
  get points(): PathView {
    if (this.isStale) this.rebuild();
    return this.shown;
  }

  /** Whether a point was ever let go of, or turned away, to keep within the limit. */
  get hasReachedLimit(): boolean {
    return this.shown.hasReachedLimit;
  }

  /** Whether an event of this order lies before the start that the path now begins with. */
  isBeforeRestart(order: EventOrder): boolean {
    return this.hasRestarted && this.newestStart !== null && compareEventOrder(order, this.newestStart) < 0;
  }

  /** @param point0 - step 0, or null where it was unusable */
  start(order: EventOrder, point0: PathPoint | null, tally: PointTally): void {
    const side = this.newestStart === null ? 1 : compareEventOrder(order, this.newestStart);
    const isSecond = this.newestStart !== null && side !== 0;
    if (side > 0) this.newestStart = order;
    if (isSecond && (side > 0 || !this.hasRestarted)) this.beginAnew();
    if (point0 !== null) this.update(order, 0, [point0], tally);
  }

  /**
   * @param stepStart - step of `points[0]`, or null: the points follow the last step of the events before
   * @param points - consecutive steps; a null leaves its step as it is
   */
  update(
    order: EventOrder,
    stepStart: number | null,
    points: readonly (PathPoint | null)[],
    tally: PointTally,
  ): void {
    if (this.isBeforeRestart(order)) {
      tally.superseded += countUsable(points);
    } else if (stepStart === null) {
      this.float(order, points, tally);
    } else {
      if (this.shown !== this.fixed) {
        placeInto(this.fixed, order, stepStart, points, null);
        this.isStale ||= this.floating.hasAfter(order);
      }
      placeInto(this.shown, order, stepStart, points, tally);
      if (points.length > 0) this.records.add(order, lastStepOf({ stepStart, points }));
    }
  }

  private float(order: EventOrder, points: readonly (PathPoint | null)[], tally: PointTally): void {
    // It moves nothing, and as no limit on points would count it, keeping it would have no end.
    if (points.length === 0) return;
    if (this.floating.has(order)) {
      tally.same += countUsable(points);
      return;
    }
    if (this.shown === this.fixed) {
      this.fixed = new PathPoints(this.maxPoints);
      this.fixed.copyFrom(this.shown);
    }
    this.isStale ||= this.floating.hasAfter(order);
    const update = { order, points: points.map(copyPoint), stepStart: 0 };
    this.floating.add(update);
    if (this.isStale) tally.placed += countUsable(points);
    else this.follow(update, tally);
    while (this.floating.isOver(this.maxPoints)) this.settleEarliest();
  }

  private follow(update: FloatingUpdate, tally: PointTally | null): void {
    update.stepStart = Math.max(this.records.before(update.order), this.lastFloatingStep) + 1;
    placeInto(this.shown, update.order, update.stepStart, update.points, tally);
    this.lastFloatingStep = Math.max(this.lastFloatingStep, lastStepOf(update));
  }

  /** At the limit: takes the earliest update without `step_start` to lie for good where it lies now. */
  private settleEarliest(): void {
    if (this.isStale) this.rebuild();
    const update = this.floating.shift();
    if (update === undefined) return;
    placeInto(this.fixed, update.order, update.stepStart, update.points, null);
    this.records.add(update.order, lastStepOf(update));
  }

  private beginAnew(): void {
    const start = this.newestStart!;
    this.hasRestarted = true;
    this.fixed.dropEarlierThan(start);
    this.records.dropBefore(start);
    if (this.shown === this.fixed) return;
    this.floating.dropBefore(start);
    this.isStale = true;
  }

  private rebuild(): void {
    this.isStale = false;
    this.shown.copyFrom(this.fixed);
    this.lastFloatingStep = -1;
    for (const update of this.floating) this.follow(update, null);
  }
}

function lastStepOf(update: Pick<FloatingUpdate, 'stepStart' | 'points'>): number {
  return Math.min(update.stepStart + update.points.length - 1, Number.MAX_SAFE_INTEGER);
}

/** Points of an update that can be used. */
export function countUsable(points: readonly (PathPoint | null)[]): number {
  let count = 0;
  for (let i = 0; i < points.length; i++) if (points[i] !== null) count++;
  return count;
}

/** Only the fields that are known: what is kept must not grow with what else came along. */
function copyPoint(point: PathPoint | null): PathPoint | null {
  if (point === null) return null;
  const { x, y, loss, residual } = point;
  if (loss === undefined && residual === undefined) return { x, y };
  return { x, y, ...(loss === undefined ? {} : { loss }), ...(residual === undefined ? {} : { residual }) };
}

function placeInto(
  path: PathPoints,
  order: EventOrder,
  stepStart: number,
  points: readonly (PathPoint | null)[],
  tally: PointTally | null,
): void {
  const row = path.beginEvent(order, stepStart);
  const isSafe = stepStart + points.length - 1 <= Number.MAX_SAFE_INTEGER;
  const appended = isSafe ? path.append(stepStart, points, row) : -1;
  if (appended < 0) placeOneByOne(path, row, stepStart, points, tally);
  else if (tally !== null) tally.placed += appended;
  path.endEvent(row);
}

function placeOneByOne(
  path: PathPoints,
  row: number,
  stepStart: number,
  points: readonly (PathPoint | null)[],
  tally: PointTally | null,
): void {
  for (let i = 0; i < points.length; i++) {
    const point = points[i];
    if (point === null || point === undefined) continue;
    const { loss = Number.NaN, residual = Number.NaN } = point;
    const step = stepStart + i;
    const placement =
      step > Number.MAX_SAFE_INTEGER
        ? 'beyondLimit'
        : path.place(step, point.x, point.y, loss, residual, row);
    if (tally !== null) tally[placement]++;
  }
}
