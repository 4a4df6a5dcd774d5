import type { MissingSummary } from '../run/missingSteps.js';
import type { RunEnd, RunState } from '../run/runState.js';
import type { ReportedEnd } from '../run/runReports.js';
import type { StatusLabels } from './labels/statusLabels.js';
import { formatDuration, type Wording } from './wording.js';

const REASON_LABELS = {
  converged: 'converged',
  max_steps: 'maxSteps',
  cancelled: 'cancelled',
  error: 'error',
} as const satisfies Record<NonNullable<RunEnd['reason']>, keyof StatusLabels>;

/** What decides how a run stands. */
interface Standing extends Pick<RunState, 'status' | 'end'> {
  /** What the pipeline reported of the end of a run whose path has not ended. */
  readonly reportedEnd: ReportedEnd | null;
}

/**
 * The status of a run, in a word or two.
 * @param isPast - whether an earlier step than the last is shown: an end was then still to come
 */
export function describeStatus(run: Standing, labels: StatusLabels, isPast = false): string {
  const status = describeNewest(run, labels);
  return isPast && hasEnded(run) ? labels.later(status) : status;
}

function hasEnded({ status, reportedEnd }: Standing): boolean {
  return status === 'finished' || reportedEnd !== null;
}

function describeNewest(run: Standing, labels: StatusLabels): string {
  if (run.reportedEnd !== null)
    return run.reportedEnd.isFailure ? labels.trainingFailed : labels.trainingEnded;
  if (run.status === 'idle') return labels.idle;
  if (run.status === 'running' || run.end === null) return labels.running;
  return run.end.reason === null ? labels.ended : labels[REASON_LABELS[run.end.reason]];
}

/**
 * Status of a running run of which no point has come for a while: `No step for 40 s`, `No step for 3 min`.
 * @param silentS - 0 where no point is awaited
 */
export function describeSilence(silentS: number, wording: Wording): string {
  const { notEnded, noStepFor } = wording.labels.status;
  return silentS === 0 ? notEnded : noStepFor(formatDuration(silentS, wording));
}

/** The tone of a status, which decides its colour. */
export function toneOfStatus(run: Standing, isPast = false): 'idle' | 'live' | 'good' | 'neutral' | 'bad' {
  if (isPast && hasEnded(run)) return 'neutral';
  if (run.reportedEnd !== null) return run.reportedEnd.isFailure ? 'bad' : 'neutral';
  if (run.status === 'idle') return 'idle';
  if (run.status === 'running' || run.end === null) return 'live';
  if (run.end.reason === 'converged') return 'good';
  return run.end.reason === 'error' ? 'bad' : 'neutral';
}

/** Intervals named one by one; more are counted. */
const NAMED_INTERVALS = 2;

/**
 * Missing steps in words, or null if none are missing: `25 steps missing (35–59)`. For a run that has a point for every
 * 50th step without a `report_every`: `Points for every 50th step`, and which of those are missing.
 */
export function describeMissing(
  { count, intervals, intervalCount, keptPace }: MissingSummary,
  { labels: { notices }, numbers }: Wording,
): string | null {
  if (keptPace === null && count === 0) return null;
  const named = intervals
    .slice(0, NAMED_INTERVALS)
    .map(({ from, to }) =>
      from === to ? numbers.index(from) : notices.stepRange(numbers.index(from), numbers.index(to)),
    );
  const more = intervalCount - named.length;
  if (more > 0) named.push(notices.moreIntervals(numbers.count(more), more));
  const places = named.join(notices.listSeparator);
  const steps = numbers.count(count);
  if (keptPace === null) return notices.stepsMissing(steps, places, count);
  const pace = numbers.count(keptPace);
  return count === 0
    ? notices.everyNthStep(pace, keptPace)
    : notices.everyNthStepMissing(pace, keptPace, steps, places);
}
