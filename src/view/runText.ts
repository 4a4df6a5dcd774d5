import { countSteps, type MissingSummary, type StepInterval } from '../run/missingSteps.js';
import type { RunEnd, RunState } from '../run/runState.js';
import { formatCount, formatOrdinal, formatQuantity } from './formatNumber.js';

const REASON_TEXT: Readonly<Record<NonNullable<RunEnd['reason']>, string>> = {
  converged: 'Converged',
  max_steps: 'Step limit reached',
  cancelled: 'Cancelled',
  error: 'Failed',
};

/** The status of a run, in a word or two. */
export function describeStatus(run: Pick<RunState, 'status' | 'end'>): string {
  if (run.status === 'idle') return 'Waiting';
  if (run.status === 'running' || run.end === null) return 'Running';
  return run.end.reason === null ? 'Ended' : REASON_TEXT[run.end.reason];
}

/**
 * Status of a running run of which no point has come for a while: `No step for 40 s`, `No step for 3 min`.
 * @param silentS - 0 where no point is awaited
 */
export function describeSilence(silentS: number): string {
  if (silentS === 0) return 'Not ended';
  if (silentS < 60) return `No step for ${silentS} s`;
  return silentS < 3600
    ? `No step for ${Math.floor(silentS / 60)} min`
    : `No step for ${Math.floor(silentS / 3600)} h`;
}

/** The tone of a status, which decides its colour. */
export function toneOfStatus(
  run: Pick<RunState, 'status' | 'end'>,
): 'idle' | 'live' | 'good' | 'neutral' | 'bad' {
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
 * @param intervals - the missing steps, or the first intervals of them
 * @param summary - how many there are, where `intervals` has not all, and the pace that was found
 */
export function describeMissing(
  intervals: readonly StepInterval[],
  summary: Omit<MissingSummary, 'intervals'> = {
    count: countSteps(intervals),
    intervalCount: intervals.length,
    keptPace: null,
  },
): string | null {
  const { count, intervalCount, keptPace } = summary;
  if (keptPace === null && count === 0) return null;
  const named = intervals
    .slice(0, NAMED_INTERVALS)
    .map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`));
  if (intervalCount > named.length) named.push(`${formatCount(intervalCount - named.length)} more`);
  const places = `missing (${named.join(', ')})`;
  if (keptPace === null) return `${formatQuantity(count, 'step')} ${places}`;
  const pace = `Points for every ${formatOrdinal(keptPace)} step`;
  return count === 0 ? pace : `${pace}, ${formatCount(count)} of them ${places}`;
}
