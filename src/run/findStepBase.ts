import type { PathView } from '../path/pathView.js';
import type { RunEnd } from './runState.js';

/** The newest values of a series that are compared with the path's own losses. */
const COMPARED = 64;
/** Equal values at fewer steps may be a coincidence. */
const LEAST_EQUAL = 2;

/** What of a path its reports are compared with. */
type ComparedPath = Pick<PathView, 'length' | 'lastStep' | 'stepAt' | 'lossAt' | 'lowerBound'>;

/**
 * From which step reports count whose first ones never came, as their run's path shows it; null where it does not. The path
 * counts from 0. It shows it where
 * - its own losses are the values of a series at least twice, one step apart from where they are as the other base has it;
 * - or it has run to its end and its last two steps are those that end a series too, or those just before: the steps of
 *   both were all reported, and the last of the one is the last of the other.
 * @param reported - the series, at their steps as reported; none has a step 0 or 1
 */
export function findStepBase(
  path: ComparedPath,
  end: RunEnd | null,
  reported: readonly ComparedPath[],
): 0 | 1 | null {
  for (const series of reported) {
    const base = compareLosses(path, series);
    if (base !== null) return base;
  }
  return compareEnds(path, end, reported);
}

function compareLosses(path: ComparedPath, series: ComparedPath): 0 | 1 | null {
  let [fromZero, fromOne] = [0, 0];
  for (let index = Math.max(series.length - COMPARED, 0); index < series.length; index++) {
    const value = series.lossAt(index);
    const step = series.stepAt(index);
    if (lossOf(path, step) === value) fromZero++;
    if (lossOf(path, step - 1) === value) fromOne++;
  }
  if (fromZero >= LEAST_EQUAL && fromOne === 0) return 0;
  return fromOne >= LEAST_EQUAL && fromZero === 0 ? 1 : null;
}

function lossOf(path: ComparedPath, step: number): number {
  const index = path.lowerBound(step);
  return index < path.length && path.stepAt(index) === step ? path.lossAt(index) : Number.NaN;
}

function compareEnds(
  path: ComparedPath,
  end: RunEnd | null,
  reported: readonly ComparedPath[],
): 0 | 1 | null {
  // A run that was cut short may have reported a loss whose point it did not send, or the other way round.
  if (end === null || end.reason === 'cancelled' || end.reason === 'error') return null;
  const { lastStep } = path;
  if (!endsWhole(path) || (end.finalStep !== null && end.finalStep > lastStep + 1)) return null;
  const newest = Math.max(-1, ...reported.map((series) => series.lastStep));
  const isWhole = reported.some((series) => series.lastStep === newest && endsWhole(series));
  if (!isWhole) return null;
  return newest === lastStep ? 0 : newest === lastStep + 1 ? 1 : null;
}

/** Whether the last two steps of a path are next to each other. */
function endsWhole(path: ComparedPath): boolean {
  return path.length > 1 && path.stepAt(path.length - 2) === path.lastStep - 1;
}
