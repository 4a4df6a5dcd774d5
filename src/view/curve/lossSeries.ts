import type { PathView } from '../../path/pathView.js';
import type { MetricSeries } from '../../run/runReports.js';
import type { RunState } from '../../run/runState.js';
import { createLossRanges } from '../../path/lossRanges.js';
import { readLossName } from './lossName.js';

/** What of a series a curve is made of; `lossAt` is its value. */
export type LossPoints = Pick<
  PathView,
  'length' | 'revision' | 'rewrites' | 'lastStep' | 'stepAt' | 'lossAt' | 'lowerBound' | 'lossRangesInto'
>;

/** One line of a run's loss curve. */
export interface LossSeries {
  /** The same text as long as it is the same line. */
  readonly key: string;
  /**
   * Where its values are from: reported beside the path, brought by the path's own points, or heights of a surface that says
   * that it is the measured loss.
   */
  readonly kind: 'reported' | 'points' | 'heights';
  /** What the values were measured on, as the pipeline says it; empty where it does not. */
  readonly split: string;
  /** Whether it is the loss on data that was not trained on. */
  readonly isHeldOut: boolean;
  /** Whether it is known at which steps its values stand: they may else be one too late. */
  readonly isStepKnown: boolean;
  readonly points: LossPoints;
}

/** The curve of a run without any. */
const NONE: readonly LossSeries[] = [];

/**
 * The lines that are a run's loss: what was reported as the loss, on training data and on what was held out; else the losses
 * of the path's own points; else heights of a measured surface. Heights of an illustration are no loss.
 * @param heights - of a surface that says that it is measured; null where there is none
 */
export function selectLossSeries(
  run: Pick<RunState, 'path' | 'reported'> | null,
  heights: LossPoints | null,
): readonly LossSeries[] {
  if (run === null) return NONE;
  const reported = selectReported(run.reported.series);
  if (reported.length > 0) return reported;
  if (hasLoss(run.path)) return [createOnlyLine('points', run.path)];
  if (heights === null || heights.length === 0) return NONE;
  return [createOnlyLine('heights', heights)];
}

function createOnlyLine(kind: 'points' | 'heights', points: LossPoints): LossSeries {
  return { key: kind, kind, split: '', isHeldOut: false, isStepKnown: true, points };
}

/** Of the reported series that are a loss, the one on training data and the one on held-out data; of several losses the plainest. */
function selectReported(all: readonly MetricSeries[]): LossSeries[] {
  const losses = all.flatMap((series) => {
    const read = series.points.length > 0 ? readLossName(series.name, series.split) : null;
    return read === null ? [] : [{ series, ...read }];
  });
  const least = Math.min(...losses.map(({ rank }) => rank));
  const chosen = losses.filter(({ rank }) => rank === least);
  const name = chosen[0]?.plainName;
  const ofName = chosen.filter(({ plainName }) => plainName === name);
  const trained = ofName.find(({ isHeldOut }) => !isHeldOut);
  const heldOut = ofName.filter(({ isHeldOut }) => isHeldOut).sort((a, b) => a.splitRank - b.splitRank)[0];
  return [trained, heldOut].flatMap((one) =>
    one === undefined
      ? []
      : [
          {
            key: `${one.series.name}/${one.series.split}`,
            kind: 'reported' as const,
            split: one.split,
            isHeldOut: one.isHeldOut,
            isStepKnown: one.series.isStepBaseKnown || !isEveryStep(one.series.points),
            points: one.series.points,
          },
        ],
  );
}

/** Whether values come at every step, as far as the last two say: one step matters to no others. */
function isEveryStep(points: LossPoints): boolean {
  return points.length > 1 && points.stepAt(points.length - 2) === points.lastStep - 1;
}

const anyLoss = createLossRanges(1);

function hasLoss(path: PathView): boolean {
  if (path.length === 0) return false;
  // Mostly the newest point has one, and none of the others need be looked at.
  if (!Number.isNaN(path.lossAt(path.length - 1))) return true;
  path.lossRangesInto(1, path.stepAt(0), path.lastStep + 1, anyLoss);
  return !Number.isNaN(anyLoss.least[0]);
}

/** Whether two curves have the same lines. */
export function isSameSeries(a: readonly LossSeries[], b: readonly LossSeries[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, i) => {
      const { key, points, isStepKnown } = b[i]!;
      return one.key === key && one.points === points && one.isStepKnown === isStepKnown;
    })
  );
}
