import type { RunState } from '../../run/runState.js';
import { selectIsOver } from '../../run/selectors.js';
import { findBest } from '../curve/bestPoint.js';
import { computeFinalStep } from '../finalStep.js';
import type { LossPoints, LossSeries } from '../curve/lossSeries.js';
import { computeStandstill } from './standstill.js';
import { computeStepPace } from './stepPace.js';
import { computeTrend, type Trend } from './trend.js';

/** How a run's loss stands. */
export interface LossRates {
  readonly series: LossSeries;
  /** Null as long as there are fewer than eight values. */
  readonly trend: Trend | null;
  /** Steps in which it has not become better; 0 where it has, NaN where it has too few values. */
  readonly noBetterSteps: number;
  /** The newest loss; NaN where none of the newest points has one. */
  readonly now: number;
  /** The first loss that was received. */
  readonly first: number;
  /** Whether that is the one with which the run began; it is not of a run that was joined late. */
  readonly isFirstStart: boolean;
  /** The least loss, and the first step that has it. */
  readonly best: number;
  readonly bestStep: number;
  /** How far the newest loss is above the best, at least 0. */
  readonly aboveBest: number;
}

/** How fast a run goes, and where it stands. Plain data. */
export interface Rates {
  /** Null where no loss was reported: heights of an illustration are no loss. */
  readonly loss: LossRates | null;
  /** Whether the run, or its training, is over; what follows is then not known. */
  readonly hasEnded: boolean;
  /** The newest step; NaN where there is none. */
  readonly step: number;
  /** Steps in all, as the pipeline says; else NaN. */
  readonly steps: number;
  /** The last step that there will be, as far as is known, and of a run that has ended the last there was; else NaN. */
  readonly finalStep: number;
  /** Seconds from the first step of a run that has ended to its last, by the backend's own times; NaN where they do not say. */
  readonly tookS: number;
  /** By the backend's own times; NaN where they do not say. */
  readonly stepsPerS: number;
  /** As the pipeline estimates it, else by steps and their pace; NaN where neither is known. */
  readonly leftS: number;
}

export const NO_RATES: Rates = {
  loss: null,
  hasEnded: false,
  step: Number.NaN,
  steps: Number.NaN,
  finalStep: Number.NaN,
  tookS: Number.NaN,
  stepsPerS: Number.NaN,
  leftS: Number.NaN,
};

/** The series by which a training is judged: the loss on held-out data where there is one, else that on training data. */
export function selectJudged(series: readonly LossSeries[]): LossSeries | null {
  return series.find(({ isHeldOut }) => isHeldOut) ?? series[0] ?? null;
}

/**
 * Costs some hundred looks at the losses, however many there are.
 * @param heldStep - of a view that stands in the past: what was known then; null where it follows the newest
 * @param before - the rates so far, of the same run
 */
export function computeRates(
  run: Pick<RunState, 'path' | 'reported' | 'hyperparams' | 'status'>,
  series: LossSeries | null,
  heldStep: number | null,
  before: Rates,
): Rates {
  const { path, reported, hyperparams } = run;
  const { progress } = reported;
  const hasEnded = selectIsOver(run);
  const step = path.length === 0 ? Number.NaN : heldStep === null ? path.lastStep : Math.floor(heldStep);
  const steps = hyperparams.steps ?? progress?.steps ?? Number.NaN;
  const isNow = heldStep === null && !hasEnded;
  const stepsPerS = isNow ? computeStepPace(path) : Number.NaN;
  const estimatedS = Math.max(steps - step, 0) / stepsPerS;
  const leftS = isNow ? (progress?.etaS ?? estimatedS) : Number.NaN;
  // A pipeline may have reported losses of steps to which its path has not come: those shown are of the step that is shown.
  const loss =
    series && computeLossRates(series, path.length === 0 ? series.points.lastStep : step, before.loss);
  const isEnd = hasEnded && heldStep === null;
  const tookS = isEnd ? computeDuration(path) : Number.NaN;
  const finalStep = computeFinalStep(run);
  return { loss, hasEnded: isEnd, step, steps, finalStep, tookS, stepsPerS, leftS };
}

function computeDuration(path: RunState['path']): number {
  // Without its beginning it is not known how long it took.
  if (path.length < 2 || path.stepAt(0) > 0) return Number.NaN;
  return (path.tsMsAt(path.length - 1) - path.tsMsAt(0)) / 1000;
}

function computeLossRates(series: LossSeries, until: number, before: LossRates | null): LossRates | null {
  const { points } = series;
  const best = findBest(points, until);
  if (best === null) return null;
  const now = findNewest(points, until);
  const sameBefore = before?.series.points === points ? before.trend : null;
  return {
    series,
    trend: computeTrend(points, until, sameBefore),
    noBetterSteps: computeStandstill(points, until),
    now,
    ...findFirst(series),
    best: best.loss,
    bestStep: best.step,
    aboveBest: now - best.loss,
  };
}

/** The first value that there is. Costs the points before it: mostly none. */
function findFirst({ points }: LossSeries): Pick<LossRates, 'first' | 'isFirstStart'> {
  let index = 0;
  while (Number.isNaN(points.lossAt(index))) index++;
  return { first: points.lossAt(index), isFirstStart: points.stepAt(index) <= 0 };
}

/** A backend need not report a loss at each point: further back it is no longer the newest. */
const NEWEST_POINTS = 512;

function findNewest(points: LossPoints, until: number): number {
  const end = points.lowerBound(until + 1);
  for (let index = end - 1; index >= Math.max(end - NEWEST_POINTS, 0); index--) {
    const loss = points.lossAt(index);
    if (!Number.isNaN(loss)) return loss;
  }
  return Number.NaN;
}
