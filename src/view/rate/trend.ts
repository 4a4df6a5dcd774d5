import { createLossRanges } from '../../path/lossRanges.js';
import type { LossPoints } from '../curve/lossSeries.js';
import { roundDown } from './roundSteps.js';
import { LEAST_VALUES, testSlope } from './slopeTest.js';

/** How fast a loss changes of late. */
export interface Trend {
  /** `none`: noise exceeds the slope. */
  readonly direction: 'falling' | 'rising' | 'none';
  /** Loss a step, by least squares over the window. */
  readonly slope: number;
  /** The last steps that it is of: 1, 2, 5, 10, 20, …, or all. */
  readonly windowSteps: number;
}

/** The window holds so many values, or the last tenth of all steps, whichever is longer. */
const WINDOW_POINTS = 200;
const WINDOW_SHARE = 0.1;

/** More values are averaged to so many: the cost is the same for a window of any length. */
const COLUMNS = 200;
const ranges = createLossRanges(COLUMNS);

/**
 * The trend of a loss, null where it has too few values. Costs some hundred looks at its values.
 * @param until - the newest step that counts
 * @param before - the trend shown so far; null without one
 */
export function computeTrend(points: LossPoints, until: number, before: Trend | null): Trend | null {
  const end = points.lowerBound(until + 1);
  if (end < LEAST_VALUES) return null;
  const last = points.stepAt(end - 1);
  const all = last - points.stepAt(0) + 1;
  const ofPoints = last - points.stepAt(Math.max(end - WINDOW_POINTS, 0)) + 1;
  const longest = Math.max(ofPoints, Math.floor(all * WINDOW_SHARE));
  const rounded = roundDown(longest);
  // Where values are rare a rounded window may hold too few.
  const windowSteps = end - points.lowerBound(last - rounded + 1) >= LEAST_VALUES ? rounded : longest;
  const { steps, values } = readWindow(points, last - windowSteps + 1, last, end);
  if (steps.length < LEAST_VALUES) return null;
  const { slope, isClear } = testSlope(steps, values, before !== null && before.direction !== 'none');
  const direction = isClear ? (slope < 0 ? 'falling' : 'rising') : 'none';
  return { direction, slope, windowSteps };
}

interface Values {
  readonly steps: number[];
  readonly values: number[];
}

/** The values from a step to the last, without what is not finite; where they are many, means of equally many steps. */
function readWindow(points: LossPoints, from: number, last: number, end: number): Values {
  const read: Values = { steps: [], values: [] };
  const first = points.lowerBound(from);
  if (end - first <= COLUMNS) {
    for (let index = first; index < end; index++) add(read, points.stepAt(index), points.lossAt(index));
    return read;
  }
  points.lossRangesInto(COLUMNS, from, last + 1, ranges);
  const width = (last + 1 - from) / COLUMNS;
  for (let column = 0; column < COLUMNS; column++) {
    add(read, from + (column + 0.5) * width, ranges.mean[column]!);
  }
  return read;
}

function add({ steps, values }: Values, step: number, value: number): void {
  if (!Number.isFinite(value)) return;
  steps.push(step);
  values.push(value);
}
