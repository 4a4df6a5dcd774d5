import { lowerBound } from '../../maths/lowerBound.js';
import type { PathView } from '../../path/pathView.js';

/** Steps a second are those of the last so many seconds. */
const PACE_MS = 20_000;

/**
 * Steps a second, by the times at which the backend sent its events, so that it does not matter when they came or how fast a
 * recording is played. NaN where those times are not known or do not differ.
 */
export function computeStepPace(path: Pick<PathView, 'length' | 'stepAt' | 'tsMsAt'>): number {
  const newest = path.length - 1;
  if (newest < 1) return Number.NaN;
  const lastMs = path.tsMsAt(newest);
  // Points that come in one event share its time: the last of the event before the window is where its time begins.
  const first = Math.max(lowerBound(0, newest, (index) => path.tsMsAt(index) < lastMs - PACE_MS) - 1, 0);
  const fromMs = path.tsMsAt(first);
  // At the beginning of a path: the last point of its first event.
  const from = first > 0 ? first : lowerBound(0, newest, (index) => path.tsMsAt(index) <= fromMs) - 1;
  const seconds = (lastMs - fromMs) / 1000;
  return seconds > 0 ? (path.stepAt(newest) - path.stepAt(from)) / seconds : Number.NaN;
}
