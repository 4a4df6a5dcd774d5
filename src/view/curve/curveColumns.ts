import type { LossRanges } from '../../path/lossRanges.js';
import { Growth } from './growth.js';
import { KeptCells } from './keptCells.js';
import type { LossPoints } from './lossSeries.js';

/**
 * Losses in columns of equally many steps, whose edges are multiples of that number: they stay where they are as a path grows,
 * so that an append costs the columns that it falls into. A path that was changed elsewhere is measured anew.
 */
export class CurveColumns {
  private readonly cells = new KeptCells(3);
  private readonly growth = new Growth();
  private width = 0;

  /**
   * @param width - steps a column
   * @param begin - number of the first column, whose first step is `begin * width`; @param end - of the one after the last
   * @returns least, greatest and mean of each, valid until the next call
   */
  measure(points: LossPoints, width: number, begin: number, end: number): LossRanges {
    const { cells, growth } = this;
    if (!growth.isOnly(points) || width !== this.width) cells.clear();
    this.width = width;
    const from = cells.show(begin, end, Math.floor((growth.lastStep + 1) / width));
    growth.look(points);
    const [least, greatest, mean] = cells.columns as [Float64Array, Float64Array, Float64Array];
    if (from < end) {
      const at = from - begin;
      const out = {
        least: least.subarray(at),
        greatest: greatest.subarray(at),
        mean: mean.subarray(at),
      };
      points.lossRangesInto(end - from, from * width, end * width, out);
    }
    return { least, greatest, mean };
  }
}

/** From here on widths are rounded up to four, five, six or seven times a power of two. */
const FINE_WIDTH = 8;

/**
 * Steps a column: at least as many as it takes to fill a plot, at most a quarter more where it takes four or more. Of few
 * widths, so that columns stay the same while a path grows by a quarter.
 * @param least - what it takes, above 0
 */
export function roundColumnWidth(least: number): number {
  if (least <= FINE_WIDTH) return Math.max(Math.ceil(least), 1);
  const unit = 2 ** (Math.floor(Math.log2(least)) - 2);
  return Math.ceil(least / unit) * unit;
}
