import type { LossRanges } from './lossRanges.js';
import type { PathReports } from './pathReports.js';
import type { ReportedSteps } from './reportedSteps.js';
import type { PathSpacing } from './stepSpacing.js';

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
 * A run's path as it is read: points in ascending step, in normalized coordinates.
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
  /**
   * When the event that brought the point was sent, in ms since 1970 by the sender's clock. NaN where that is not kept: of a
   * path that has updates without a `step_start`.
   */
  tsMsAt(index: number): number;
  /** Index of the first point whose step is not below `step`, in [0, length]. */
  lowerBound(step: number): number;
  /** Visits the points of index `from` (inclusive) to `to` (exclusive), in order. */
  forEach(visit: PointVisitor, from?: number, to?: number): void;
  /** Steps that are missing between the first and the last point, as `[from, to]`, both inclusive. */
  forEachGap(visit: (from: number, to: number) => void): void;
  /** The distances between neighbouring points. Costs what has changed since the last call. */
  measureSpacing(): PathSpacing;
  /**
   * How many of the steps that were to be reported came. Costs what has changed since the last call.
   * @param maxHoles - the holes listed; all are counted
   */
  surveyReports(reported: ReportedSteps, maxHoles: number): PathReports;
  /**
   * Least, greatest and mean loss in each of some equally wide intervals of steps, NaN where no point has one; the i-th
   * begins at the first step that is not below `fromStep + (toStep - fromStep) * i / columns`. Costs some hundred points an
   * interval, however many lie in it, and the blocks that changed since the last look: 800 intervals of two million points
   * take about half a millisecond.
   * @param toStep - the step after the last
   * @param out - of at least `columns` numbers each; from `createLossRanges`
   */
  lossRangesInto(columns: number, fromStep: number, toStep: number, out: LossRanges): void;
}
