import type { EventOrder } from '../protocol/envelope.js';
import type { PathPoint } from '../protocol/events.js';
import { FloatingPoints } from './floatingPoints.js';
import { MergedPath } from './mergedPath.js';
import { PathEvents } from './pathEvents.js';
import { PathPoints, type FloatingHolder, type Placement } from './pathPoints.js';
import { PathStarts } from './pathStarts.js';
import type { PathView } from './pathView.js';

/** Events without a point that are remembered at least, however few points are kept. */
const MIN_EMPTY_EVENTS = 4096;

/** What became of the points that messages carried; the four sum to the points handed to the path. */
export type PlacementCounters = Record<Placement, number>;

/**
 * One run's path as a function of the set of its events: whatever order and repetition they come in,
 * the points are the same. A second start begins the path anew: what is earlier than the newest start is no part of it.
 */
export class RunPath implements FloatingHolder {
  /** The points; reading them merges what late events have moved. */
  readonly points: PathView;
  private readonly events: PathEvents;
  private readonly fixed: PathPoints;
  private readonly merged: MergedPath;
  private readonly starts = new PathStarts();
  /** The highest step of updates with a `step_start`; all other steps are at most `floatedSteps` higher. */
  private highestStep = -1;
  /** Steps of all updates without `step_start` together. */
  private floatedSteps = 0;

  constructor(maxPoints: number) {
    this.events = new PathEvents(Math.max(maxPoints, MIN_EMPTY_EVENTS));
    this.fixed = new PathPoints(maxPoints, this.events, this);
    this.merged = new MergedPath(this.fixed, this.events);
    this.points = this.merged;
  }

  /** Points kept. Those without a step of their own count even where a later event has a point at the same step. */
  get heldPoints(): number {
    return this.events.points;
  }

  /** Events remembered. */
  get eventCount(): number {
    return this.events.count;
  }

  /** Whether a point of the path was ever evicted, or turned away, to keep within the limit. */
  get hasReachedLimit(): boolean {
    return this.fixed.hasReachedLimit;
  }

  /** Whether an event of this order lies before the start that the path now begins with. */
  isBeforeRestart(order: EventOrder): boolean {
    return this.starts.isBeforeRestart(order);
  }

  /** @param point0 - step 0, or null where it was unusable */
  start(order: EventOrder, point0: PathPoint | null, counters: PlacementCounters): void {
    const { starts } = this;
    const hadRestarted = starts.hasRestarted;
    const side = starts.add(order);
    if (starts.hasRestarted && side !== 0 && (side > 0 || !hadRestarted)) this.beginAnew();
    if (point0 !== null) this.update(order, 0, [point0], counters);
  }

  /**
   * @param stepStart - step of `points[0]`, or null: the points follow the last step of the events before
   * @param points - consecutive steps; a null leaves its step as it is
   */
  update(
    order: EventOrder,
    stepStart: number | null,
    points: readonly (PathPoint | null)[],
    counters: PlacementCounters,
  ): void {
    if (points.length === 0) return;
    if (this.isBeforeRestart(order)) counters.superseded += countUsable(points);
    else if (stepStart === null) this.float(order, points, counters);
    else this.place(order, stepStart, points, counters);
  }

  evictFirst(row: number): void {
    const offset = this.floating.removeFirst(row);
    this.merged.noteEvicted({ order: this.events.orderAt(row), offset });
  }

  noteEvicted(step: number): void {
    this.merged.noteEvicted(step);
  }

  private place(
    order: EventOrder,
    stepStart: number,
    points: readonly (PathPoint | null)[],
    counters: PlacementCounters,
  ): void {
    const { fixed, events } = this;
    // In this order: a sum beyond 2^53 would be rounded before the 1 is taken away.
    const endStep = stepStart + (points.length - 1);
    const lastStep = Math.min(endStep, Number.MAX_SAFE_INTEGER);
    this.highestStep = Math.max(this.highestStep, lastStep);
    const row = fixed.beginEvent(order, stepStart, lastStep);
    if (events.isFloating(row)) {
      counters.same += countUsable(points);
      return;
    }
    const { revision } = fixed;
    const appended = endStep === lastStep ? fixed.append(stepStart, points, row) : -1;
    if (appended < 0) this.placeOneByOne(row, stepStart, points, counters);
    else counters.placed += appended;
    fixed.endEvent(row);
    this.merged.noteEvent(order, fixed.revision === revision ? Number.POSITIVE_INFINITY : stepStart);
  }

  private placeOneByOne(
    row: number,
    stepStart: number,
    points: readonly (PathPoint | null)[],
    counters: PlacementCounters,
  ): void {
    for (let i = 0; i < points.length; i++) {
      const point = points[i];
      if (point === null || point === undefined) continue;
      const { loss = Number.NaN, residual = Number.NaN } = point;
      const step = stepStart + i;
      const placement =
        step > Number.MAX_SAFE_INTEGER
          ? 'beyondLimit'
          : this.fixed.place(step, point.x, point.y, loss, residual, row);
      counters[placement]++;
    }
  }

  private float(order: EventOrder, points: readonly (PathPoint | null)[], counters: PlacementCounters): void {
    const { events } = this;
    const usable = countUsable(points);
    if (events.find(order) >= 0) {
      counters.same += usable;
      return;
    }
    const row = events.add(order, this.floating.end, -points.length);
    // Not held and then evicted: that would search anew for the earliest event that holds a point.
    if (usable > 0 && this.fixed.isBeyondLimit(row)) this.floating.pass(points.length);
    else this.floating.add(row, points);
    this.merged.noteEvent(order, Number.POSITIVE_INFINITY);
    this.fixed.evictBeyondLimit();
    this.floatedSteps += points.length;
    // The limit leaves an event its highest steps, so points beyond step 2^53 - 1 are among those counted as live.
    const held = Math.max(events.liveAt(row) - this.countBeyondSteps(order, points), 0);
    counters.placed += held;
    counters.beyondLimit += usable - held;
    events.endEvent();
  }

  /** Points of an update without `step_start` whose step would be beyond 2^53 - 1, as things stand. */
  private countBeyondSteps(order: EventOrder, points: readonly (PathPoint | null)[]): number {
    if (this.highestStep + this.floatedSteps <= Number.MAX_SAFE_INTEGER) return 0;
    const room = Number.MAX_SAFE_INTEGER - this.events.reachBefore(order);
    return countUsable(points.slice(room));
  }

  private get floating(): FloatingPoints {
    return (this.merged.floating ??= new FloatingPoints(this.events));
  }

  private beginAnew(): void {
    const start = this.starts.newestOrder!;
    this.events.dropBefore(start, (row) => {
      if (this.events.isFloating(row)) this.floating.drop(row);
      else this.fixed.drop(row);
    });
    this.fixed.forgetEvicted(start);
    this.merged.noteStep(0);
  }
}

/** Points of an update that can be used. */
export function countUsable(points: readonly (PathPoint | null)[]): number {
  let count = 0;
  for (let i = 0; i < points.length; i++) if (points[i] !== null) count++;
  return count;
}
