import type { MissingSummary } from '../run/missingSteps.js';
import type { RunEnd, RunState } from '../run/runState.js';
import { formatCount, formatOrdinal } from './formatNumber.js';

const REASON_TEXT: Readonly<Record<NonNullable<RunEnd['reason']>, string>> = {
  converged: 'Converged',
  max_steps: 'Step limit reached',
  cancelled: 'Cancelled',
  error: 'Failed',
};

/** How a run stands, in a word or two. */
export function describeStatus(run: Pick<RunState, 'status' | 'end'>): string {
  if (run.status === 'idle') return 'Waiting';
  if (run.status === 'running' || run.end === null) return 'Running';
  return run.end.reason === null ? 'Ended' : REASON_TEXT[run.end.reason];
}

/** What a status means for its colour. */
export function toneOfStatus(
  run: Pick<RunState, 'status' | 'end'>,
): 'idle' | 'live' | 'good' | 'neutral' | 'bad' {
  if (run.status === 'idle') return 'idle';
  if (run.status === 'running' || run.end === null) return 'live';
  if (run.end.reason === 'converged') return 'good';
  return run.end.reason === 'error' ? 'bad' : 'neutral';
}

/**
 * Missing steps in words, or null if none are missing: `25 steps missing (35–59)`. Of a run that has a point for every
 * 50th step, and did not say that it would: `Points for every 50th step`, and which of those are missing.
 */
export function describeMissing({
  count,
  intervals,
  intervalCount,
  keptPace,
}: MissingSummary): string | null {
  if (keptPace === null && count === 0) return null;
  const named = intervals.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`));
  if (intervalCount > intervals.length) named.push(`${formatCount(intervalCount - intervals.length)} more`);
  const places = `missing (${named.join(', ')})`;
  if (keptPace === null) return `${formatCount(count)} ${count === 1 ? 'step' : 'steps'} ${places}`;
  const pace = `Points for every ${formatOrdinal(keptPace)} step`;
  return count === 0 ? pace : `${pace}, ${formatCount(count)} of them ${places}`;
}
