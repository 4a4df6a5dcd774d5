import type { PathView } from '../../path/pathView.js';
import type { RunReports } from '../../run/runReports.js';
import type { RunState } from '../../run/runState.js';
import type { BestPoint } from '../curve/bestPoint.js';
import { GrowingBest } from '../curve/growingBest.js';
import { HeightPoints } from '../curve/heightPoints.js';
import { selectLossSeries, type LossSeries } from '../curve/lossSeries.js';

/** Height of a surface at a normalized place, in loss units. */
type ValueAt = (x: number, y: number) => number;

/**
 * The best point of a run as its path grows: the first with the least loss of those that the run's curve shows, on held-out
 * data where there is such a curve. None where no loss was reported and no surface was measured. A call costs what was appended.
 */
export class RunBest {
  /** Whether heights are still to be sampled: another call is due. */
  isBehind = false;
  private readonly best = new GrowingBest();
  private readonly heights = new HeightPoints();
  private series: LossSeries | null = null;
  private path: PathView | null = null;
  private reported: RunReports | null = null;
  /** Of the path, when it was looked at last. */
  private pathRewrites = 0;
  private pathSeen = 0;

  /** @param valueAt - of a surface that says that it is the measured loss; null where there is none. The same function while it is the same surface */
  update(run: Pick<RunState, 'path' | 'reported'>, valueAt: ValueAt | null): BestPoint | null {
    this.series = this.selectSeries(run, valueAt);
    return this.series === null ? null : this.best.update(this.series.points);
  }

  private selectSeries(run: Pick<RunState, 'path' | 'reported'>, valueAt: ValueAt | null): LossSeries | null {
    const { path, reported } = run;
    const { kind } = this.series ?? {};
    const isSame = path === this.path && path.rewrites === this.pathRewrites && reported === this.reported;
    // What the curve is made of can only become another where losses come for the first time.
    const isSettled =
      isSame && kind !== undefined && (kind !== 'heights' || !hasLossFrom(path, this.pathSeen));
    this.path = path;
    this.reported = reported;
    this.pathRewrites = path.rewrites;
    this.pathSeen = path.length;
    this.isBehind = false;
    if (isSettled && kind !== 'heights') return this.series;
    if (valueAt !== null) this.isBehind = this.heights.sample(path, valueAt);
    const all = selectLossSeries(run, valueAt === null ? null : this.heights);
    return all.find(({ isHeldOut }) => isHeldOut) ?? all[0] ?? null;
  }
}

function hasLossFrom(path: PathView, from: number): boolean {
  for (let index = from; index < path.length; index++) if (!Number.isNaN(path.lossAt(index))) return true;
  return false;
}
