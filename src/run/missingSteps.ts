import { countReported, rangeBetween, reportedFrom } from '../path/reportedSteps.js';
import { findPace } from '../path/stepSpacing.js';
import type { RunState } from './runState.js';

/** Steps that have not come, both ends inclusive. */
export interface StepInterval {
  readonly from: number;
  readonly to: number;
}

/**
 * The steps of a run that have not come, in ascending order: before its first point, between its points,
 * and, once it has ended, between its last point and `final_step`. As that may be the last index or
 * the number of steps, it is not itself a step known to be missing. A path at its limit has evicted points that came, so
 * the steps before its first point are left out. Where a point is sent for every so many steps (`reportEvery`), each of
 * those steps that has not come is an interval of its own, and the steps between are not missing.
 * @param maxIntervals - the intervals listed; costs time and memory in proportion
 */
export function computeMissingSteps(
  run: Pick<RunState, 'path' | 'end' | 'hasReachedLimit'> & Partial<Pick<RunState, 'reportEvery'>>,
  maxIntervals = 1000,
): StepInterval[] {
  const missing: StepInterval[] = [];
  const { path, end, reportEvery = 1 } = run;
  const reported = { every: reportEvery, phase: 0 };
  const add = (from: number, to: number): void => {
    if (reportEvery === 1) {
      if (from <= to && missing.length < maxIntervals) missing.push({ from, to });
      return;
    }
    let step = reportedFrom(from, reported);
    for (; step <= to && missing.length < maxIntervals; step += reportEvery) {
      missing.push({ from: step, to: step });
    }
  };
  if (path.length > 0 && !run.hasReachedLimit) add(0, path.stepAt(0) - 1);
  path.forEachGap(add);
  if (end?.finalStep != null) add(path.lastStep + 1, end.finalStep - 1);
  return missing;
}

/** How many steps intervals hold together. */
export function countSteps(intervals: readonly StepInterval[]): number {
  return intervals.reduce((sum, { from, to }) => sum + (to - from + 1), 0);
}

/** A summary of the steps of a run that have not come. */
export interface MissingSummary {
  /** Steps, of those that were to be reported. */
  readonly count: number;
  /** The first of the intervals in which they lie. With a pace, only the steps at that pace, from an interval's first, are missing. */
  readonly intervals: readonly StepInterval[];
  readonly intervalCount: number;
  /**
   * Where the run's start says nothing of which steps are reported, and its points are those of every so many steps:
   * how many. Null where they keep no such pace, or the start says.
   */
  readonly keptPace: number | null;
}

/**
 * Summarizes a run's missing steps; where its start states no pace, at the pace that its points keep
 * ({@link findPace}). Costs what has changed of the path since the last call.
 * @param maxIntervals - the intervals listed; all are counted
 */
export function summarizeMissing(
  run: Pick<RunState, 'path' | 'end' | 'hasReachedLimit' | 'reportEvery' | 'hasStatedReportEvery'>,
  maxIntervals = 2,
): MissingSummary {
  const { path, end } = run;
  const kept = run.hasStatedReportEvery ? null : findPace(path.measureSpacing());
  const reported = kept ?? { every: run.reportEvery, phase: 0 };
  const { points, holeCount, holes } = path.surveyReports(reported, maxIntervals);
  const isWhole = path.length > 0 && !run.hasReachedLimit;
  const before = isWhole ? rangeBetween(-1, path.stepAt(0), reported) : null;
  const after = end?.finalStep == null ? null : rangeBetween(path.lastStep, end.finalStep, reported);
  const from = path.length > 0 && !isWhole ? path.stepAt(0) : 0;
  const to = Math.max(path.lastStep, after?.to ?? -1);
  const ends = [before, after].filter((range) => range !== null);
  return {
    count: countReported(from, to, reported) - points,
    intervals: [before, ...holes, after].filter((range) => range !== null).slice(0, maxIntervals),
    intervalCount: holeCount + ends.length,
    keptPace: kept?.every ?? null,
  };
}
