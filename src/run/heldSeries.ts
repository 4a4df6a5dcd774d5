import type { EventOrder } from '../protocol/envelope.js';
import { PathPoints } from '../path/pathPoints.js';
import type { PathView } from '../path/pathView.js';
import { ShiftedPath } from '../path/shiftedPath.js';
import type { MetricSeries } from './runReports.js';

/** One series of reported values: at each step that of the latest report, as a path has its points. */
export class HeldSeries {
  /** The least step of all its reports, as they count; Infinity without any. */
  leastStep = Number.POSITIVE_INFINITY;
  private readonly held: PathPoints;
  private readonly points: ShiftedPath;
  private isBaseKnown = false;
  private shown: MetricSeries | null = null;

  constructor(
    readonly name: string,
    readonly split: string,
    maxPoints: number,
  ) {
    this.held = new PathPoints(maxPoints);
    this.points = new ShiftedPath(this.held);
  }

  /** How often something was changed. */
  get revision(): number {
    return this.points.revision;
  }

  get isEmpty(): boolean {
    return this.held.length === 0;
  }

  /** The values at their steps as reported. */
  get asReported(): PathView {
    return this.held;
  }

  /** The same object until the series is rebased. */
  get series(): MetricSeries {
    const { name, split, points, isBaseKnown } = this;
    return (this.shown ??= {
      name,
      split,
      stepBase: points.base === 0 ? 0 : 1,
      isStepBaseKnown: isBaseKnown,
      points,
    });
  }

  place(order: EventOrder, step: number, value: number): void {
    const row = this.held.beginEvent(order, step);
    this.held.place(step, 0, 0, value, Number.NaN, row);
    this.held.endEvent(row);
    this.leastStep = Math.min(this.leastStep, step);
  }

  /** Removes all that was reported before an event. */
  dropEarlierThan(order: EventOrder): void {
    this.held.dropEarlierThan(order);
    if (!this.held.hasReachedLimit) this.leastStep = this.isEmpty ? Infinity : this.held.stepAt(0);
  }

  /** Says at which step its reports begin to count; 0 where that is not known. @returns whether that is news */
  rebase(known: 0 | 1 | null): boolean {
    const stepBase = known ?? 0;
    if (stepBase === this.points.base && (known !== null) === this.isBaseKnown) return false;
    this.points.base = stepBase;
    this.isBaseKnown = known !== null;
    this.shown = null;
    return true;
  }
}
