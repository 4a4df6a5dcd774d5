import { summarizeMissing, type MissingSummary } from '../run/missingSteps.js';
import { hasOutsidePoints } from '../run/outsidePoints.js';
import type { ReportedEnd } from '../run/runReports.js';
import type { RunState } from '../run/runState.js';
import type { PathView } from '../path/pathView.js';

/** What text says of a run beside its figures: while no field changes, more points change only figures. */
export interface RunWords extends Pick<
  RunState,
  'key' | 'projectId' | 'runId' | 'status' | 'end' | 'startOrder' | 'hyperparams'
> {
  /** What the pipeline reported of the end of a run whose path has not ended. */
  readonly reportedEnd: ReportedEnd | null;
  /** Whether one of the newest points has a loss: a backend need not report one for each. */
  readonly hasLoss: boolean;
  /** Whether the newest point has a distance from the plane. */
  readonly hasResidual: boolean;
  /** The step of the last point, 0 where there is none, once the run has ended; else null. */
  readonly lastStep: number | null;
  /** Points held, where earlier ones were evicted; else null. */
  readonly keptPoints: number | null;
  /** The missing steps. */
  readonly missing: MissingSummary;
  /** The first missing step, or the pace of points, 50 for every 50th step; null where no step is missing. */
  readonly firstGap: number | null;
  readonly hasOutsidePoints: boolean;
}

/** Costs time in proportion to the points since the last call. */
export function computeRunWords(run: RunState): RunWords {
  const { key, projectId, runId, status, end, startOrder, hyperparams, path } = run;
  const missing = summarizeMissing(run);
  return {
    key,
    projectId,
    runId,
    status,
    end,
    startOrder,
    hyperparams,
    reportedEnd: run.reported.ended,
    hasLoss: isLossReported(path),
    hasResidual: path.length > 0 && !Number.isNaN(path.residualAt(path.length - 1)),
    lastStep: status === 'finished' ? Math.max(path.lastStep, 0) : null,
    keptPoints: run.hasReachedLimit ? path.length : null,
    missing,
    firstGap: missing.intervals[0]?.from ?? missing.keptPace,
    hasOutsidePoints: hasOutsidePoints(path),
  };
}

/** Whether text says the same of both. */
export function isSameRunWords(a: RunWords, b: RunWords): boolean {
  const names = Object.keys(a) as (keyof RunWords)[];
  return names.every((name) =>
    name === 'missing' ? isSameMissing(a.missing, b.missing) : Object.is(a[name], b[name]),
  );
}

function isSameMissing(a: MissingSummary, b: MissingSummary): boolean {
  return (
    a.count === b.count &&
    a.intervalCount === b.intervalCount &&
    a.keptPace === b.keptPace &&
    a.intervals.length === b.intervals.length &&
    a.intervals.every(({ from, to }, i) => from === b.intervals[i]?.from && to === b.intervals[i].to)
  );
}

/** Points without a loss after which one is no longer awaited. */
const LOSS_POINTS = 50;

function isLossReported(path: PathView): boolean {
  for (let i = path.length - 1; i >= Math.max(path.length - LOSS_POINTS, 0); i--) {
    if (!Number.isNaN(path.lossAt(i))) return true;
  }
  return false;
}
