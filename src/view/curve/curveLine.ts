import { createLossRanges, type LossRanges } from '../../path/lossRanges.js';
import type { LossPoints } from './lossSeries.js';
import { Smoothing } from './smoothing.js';
import { placeInWindow, type StepWindow } from './stepWindow.js';

/** Columns before the window that the smoothing takes in, so that a line does not depend on where the window begins: a share of it. */
const LEAD_IN = 0.5;

/**
 * One line of a loss curve as it is drawn: at most two places a pixel, each with the least, the greatest and the smoothed
 * loss there. Where there are fewer points than columns the places are the points themselves.
 */
export class CurveLine {
  /** Places in use. */
  count = 0;
  /** Where each place lies: 0 is the left edge, 1 the right one; the first and the last may lie beyond. */
  at = new Float64Array(0);
  least = new Float64Array(0);
  greatest = new Float64Array(0);
  smooth = new Float64Array(0);
  private ranges: LossRanges = createLossRanges(0);

  /**
   * Makes the line anew. Costs the columns, not the points.
   * @param columns - pixels of the plot's width, at least 1
   * @param factor - of the smoothing, see {@link Smoothing}
   */
  draw(points: LossPoints, window: StepWindow, columns: number, factor: number): void {
    this.count = 0;
    if (points.length === 0) return;
    const first = points.lowerBound(window.from);
    const end = points.lowerBound(window.to + 1);
    if (end - first <= columns) this.drawPoints(points, window, first, end, factor);
    else this.drawColumns(points, window, columns, factor);
  }

  private drawPoints(
    points: LossPoints,
    window: StepWindow,
    first: number,
    end: number,
    factor: number,
  ): void {
    const smoothing = new Smoothing(factor);
    const leadIn = Math.max(first - Math.max(end - first, 1), 0);
    // From the neighbour before the window to the one after it: the line goes on beyond both edges.
    const [from, to] = [Math.max(first - 1, 0), Math.min(end + 1, points.length)];
    this.grow(to - from);
    for (let index = leadIn; index < to; index++) {
      const loss = points.lossAt(index);
      if (Number.isNaN(loss)) continue;
      const at = placeInWindow(window, points.stepAt(index));
      const smooth = smoothing.add(at, loss);
      if (index >= from) this.add(at, loss, loss, smooth);
    }
  }

  private drawColumns(points: LossPoints, window: StepWindow, columns: number, factor: number): void {
    const span = window.to - window.from;
    const before = window.from > points.stepAt(0) ? Math.ceil(columns * LEAD_IN) : 0;
    const all = before + columns;
    const { ranges } = this;
    if (ranges.least.length < all) this.ranges = createLossRanges(all);
    // Both edges of the window are steps that are shown: a column is a share of the steps from one to the other.
    const fromStep = window.from - (before * (span + 1)) / columns;
    points.lossRangesInto(all, fromStep, window.to + 1, this.ranges);
    const smoothing = new Smoothing(factor);
    this.grow(columns);
    for (let column = 0; column < all; column++) {
      const mean = this.ranges.mean[column]!;
      if (Number.isNaN(mean)) continue;
      // The middle of the column's first step and its last.
      const at = (((column - before + 0.5) * (span + 1)) / columns - 0.5) / span;
      const smooth = smoothing.add(at, mean);
      if (column >= before) this.add(at, this.ranges.least[column]!, this.ranges.greatest[column]!, smooth);
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
