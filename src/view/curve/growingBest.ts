import { findBest, type BestPoint } from './bestPoint.js';
import { Growth } from './growth.js';
import type { LossPoints } from './lossSeries.js';

/** The best of points that grow in number. A look costs what was appended; after another change all are searched. */
export class GrowingBest {
  private best: BestPoint | null = null;
  private readonly growth = new Growth();

  /** The first of the points with the least loss; null where none has a loss. */
  update(points: LossPoints): BestPoint | null {
    const { growth } = this;
    if (growth.isOnly(points)) this.lookAtNew(points);
    else this.best = findBest(points);
    growth.look(points);
    return this.best;
  }

  private lookAtNew(points: LossPoints): void {
    for (let index = this.growth.length; index < points.length; index++) {
      const loss = points.lossAt(index);
      if (loss < (this.best?.loss ?? Number.POSITIVE_INFINITY))
        this.best = { step: points.stepAt(index), loss };
    }
  }
}
