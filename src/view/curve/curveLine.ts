import { CurveColumns, roundColumnWidth } from './curveColumns.js';
import { CurvePoints } from './curvePoints.js';
import type { LossPoints } from './lossSeries.js';
import { Smoothing } from './smoothing.js';
import { placeInWindow, type StepWindow } from './stepWindow.js';

/** Steps before the window that the smoothing takes in, so that a line does not depend on where the window begins: a share of it. */
const LEAD_IN = 0.5;

/** Up to this many points a column each is drawn. */
const MOST_PER_COLUMN = 2;

/**
 * One line of a loss curve as it is drawn: at most two places a pixel, each with the least, the greatest and the smoothed
 * loss there. Up to two points a column the places are the points themselves. What was read of the points is kept: after an
 * append only what came is read.
 */
export class CurveLine {
  /** Places in use. */
  count = 0;
  /** Where each place lies: 0 is the left edge, 1 the right one; the first and the last may lie beyond. */
  at = new Float64Array(0);
  least = new Float64Array(0);
  greatest = new Float64Array(0);
  smooth = new Float64Array(0);
  private readonly columns = new CurveColumns();
  private readonly points = new CurvePoints();

  /**
   * Makes the line anew. Costs the columns, and of the points those that came since the last time.
   * @param columns - pixels of the plot's width, at least 1
   * @param factor - of the smoothing, see {@link Smoothing}
   */
  draw(points: LossPoints, window: StepWindow, columns: number, factor: number): void {
    this.count = 0;
    if (points.length === 0) return;
    const first = points.lowerBound(window.from);
    const end = points.lowerBound(window.to + 1);
    if (end - first <= MOST_PER_COLUMN * columns) this.drawPoints(points, window, first, end, factor);
    else this.drawColumns(points, window, columns, factor);
  }

  private drawPoints(
    points: LossPoints,
    window: StepWindow,
    first: number,
    end: number,
    factor: number,
  ): void {
    const span = window.to - window.from;
    const smoothing = new Smoothing(factor, span);
    const leadIn = Math.max(first - Math.max(end - first, 1), 0);
    // From the neighbour before the window to the one after it: the line goes on beyond both edges.
    const [from, to] = [Math.max(first - 1, 0), Math.min(end + 1, points.length)];
    const { steps, losses } = this.points.read(points, leadIn, to);
    this.grow(to - from);
    for (let i = 0; i < to - leadIn; i++) {
      const loss = losses[i]!;
      if (Number.isNaN(loss)) continue;
      const smooth = smoothing.add(steps[i]!, loss);
      if (leadIn + i >= from) this.add(placeInWindow(window, steps[i]!), loss, loss, smooth);
    }
  }

  private drawColumns(points: LossPoints, window: StepWindow, columns: number, factor: number): void {
    const span = window.to - window.from;
    // Both edges of the window are steps that are shown.
    const width = roundColumnWidth((span + 1) / columns);
    const [firstStep, lastStep] = [points.stepAt(0), points.lastStep];
    const leadIn = Math.ceil(columns * LEAD_IN) * width;
    const begin = Math.floor(Math.max(firstStep, window.from - leadIn) / width);
    const shown = Math.floor(Math.max(firstStep, window.from) / width);
    const end = Math.floor(Math.min(lastStep, window.to) / width) + 1;
    const { least, greatest, mean } = this.columns.measure(points, width, begin, end);
    const smoothing = new Smoothing(factor, span);
    this.grow(end - shown);
    for (let column = begin; column < end; column++) {
      const i = column - begin;
      if (Number.isNaN(mean[i]!)) continue;
      // The middle of those of its steps that there are, and that the window shows.
      const from = Math.max(column * width, firstStep, column < shown ? firstStep : window.from);
      const to = Math.min((column + 1) * width - 1, lastStep, window.to);
      const step = (from + to) / 2;
      const smooth = smoothing.add(step, mean[i]!);
      if (column >= shown) this.add(placeInWindow(window, step), least[i]!, greatest[i]!, smooth);
    }
  }

  private add(at: number, least: number, greatest: number, smooth: number): void {
    const { count } = this;
    this.at[count] = at;
    this.least[count] = least;
    this.greatest[count] = greatest;
    this.smooth[count] = smooth;
    this.count++;
  }

  private grow(length: number): void {
    if (this.at.length >= length) return;
    this.at = new Float64Array(length);
    this.least = new Float64Array(length);
    this.greatest = new Float64Array(length);
    this.smooth = new Float64Array(length);
  }
}

/** The smoothed loss at a place, between the two nearest; NaN beyond the line. */
export function smoothAt(line: CurveLine, at: number): number {
  let low = 0;
  let high = line.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (line.at[middle]! < at) low = middle + 1;
    else high = middle;
  }
  if (low < line.count && line.at[low] === at) return line.smooth[low]!;
  if (low === 0 || low === line.count) return Number.NaN;
  const share = (at - line.at[low - 1]!) / (line.at[low]! - line.at[low - 1]!);
  return line.smooth[low - 1]! + (line.smooth[low]! - line.smooth[low - 1]!) * share;
}
