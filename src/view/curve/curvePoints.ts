import { Growth } from './growth.js';
import { KeptCells } from './keptCells.js';
import type { LossPoints } from './lossSeries.js';

/** Steps and losses of points by their index. An append costs the points that it brought; after another change all are read anew. */
export class CurvePoints {
  private readonly cells = new KeptCells(2);
  private readonly growth = new Growth();

  /**
   * @param begin - index of the first point; @param end - of the one after the last
   * @returns steps and losses, NaN where a point has none; valid until the next call
   */
  read(
    points: LossPoints,
    begin: number,
    end: number,
  ): { readonly steps: Float64Array; readonly losses: Float64Array } {
    const { cells, growth } = this;
    if (!growth.isOnly(points)) cells.clear();
    const from = cells.show(begin, end, growth.length);
    growth.look(points);
    const [steps, losses] = cells.columns as [Float64Array, Float64Array];
    for (let index = from; index < end; index++) {
      steps[index - begin] = points.stepAt(index);
      losses[index - begin] = points.lossAt(index);
    }
    return { steps, losses };
  }
}
