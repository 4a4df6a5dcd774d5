import { createLossRanges } from '../../path/lossRanges.js';
import type { LossPoints } from './lossSeries.js';

const COLUMNS = 512;
const ranges = createLossRanges(COLUMNS);

/** A point and its loss. */
export interface BestPoint {
  readonly step: number;
  readonly loss: number;
}

/**
 * The first of the points with the least loss; null where none has a loss. Costs three looks at the ranges of losses for a
 * path of two million points.
 * @param until - the newest step that counts
 */
export function findBest(points: LossPoints, until = points.lastStep): BestPoint | null {
  if (points.length === 0 || points.stepAt(0) > until) return null;
  let [from, to] = [points.stepAt(0), until + 1];
  for (;;) {
    const columns = Math.min(COLUMNS, to - from);
    points.lossRangesInto(columns, from, to, ranges);
    const loss = leastOf(columns);
    if (loss === null) return null;
    const column = ranges.least.indexOf(loss);
    const begin = Math.ceil(from + ((to - from) * column) / columns);
    const end = Math.ceil(from + ((to - from) * (column + 1)) / columns);
    if (end - begin <= 1) return { step: begin, loss };
    [from, to] = [begin, end];
  }
}

function leastOf(columns: number): number | null {
  let least = Number.POSITIVE_INFINITY;
  for (let column = 0; column < columns; column++) {
    // NaN, where there is no loss, is not less.
    if (ranges.least[column]! < least) least = ranges.least[column]!;
  }
  return least === Number.POSITIVE_INFINITY ? null : least;
}
