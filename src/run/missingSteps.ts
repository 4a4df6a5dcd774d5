import { multipleFrom } from '../path/reportedSteps.js';
import type { RunState } from './runState.js';

/** Steps that have not come, both ends inclusive. */
export interface StepInterval {
  readonly from: number;
  readonly to: number;
}

/**
 * The steps of a run that have not come, in ascending order: before its first point, between its points,
 * and, once it has ended, between its last point and `final_step`. As that may be the last index or
 * the number of steps, it is not itself a step known to be missing. What a path at its limit let go of came, and is
 * not missing: its beginning is then left out. Where a point is reported for every so many steps (`reportEvery`), each
 * step that was to be reported and has not come is an interval of its own, and the steps between are not missing.
 * @param maxIntervals - the intervals listed; costs time and memory in proportion
 */
export function computeMissingSteps(
  run: Pick<RunState, 'path' | 'end' | 'hasReachedLimit' | 'reportEvery'>,
  maxIntervals = 1000,
): StepInterval[] {
  const missing: StepInterval[] = [];
  const { path, end, reportEvery } = run;
  const add = (from: number, to: number): void => {
    if (reportEvery === 1) {
      if (from <= to && missing.length < maxIntervals) missing.push({ from, to });
      return;
    }
    for (
      let step = multipleFrom(from, reportEvery);
      step <= to && missing.length < maxIntervals;
      step += reportEvery
    ) {
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
