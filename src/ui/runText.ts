import { countSteps, type StepInterval } from '../run/missingSteps.js';
import type { RunEnd, RunState } from '../run/runState.js';
import { formatCount } from './formatNumber.js';

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

/** Intervals named one by one; more are counted. */
const NAMED_INTERVALS = 2;

/** Missing steps in words, or null if none are missing: `25 steps missing (35–59)`. */
export function describeMissing(missing: readonly StepInterval[]): string | null {
  if (missing.length === 0) return null;
  const named = missing
    .slice(0, NAMED_INTERVALS)
    .map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`));
  if (missing.length > NAMED_INTERVALS) named.push(`${missing.length - NAMED_INTERVALS} more`);
  const count = countSteps(missing);
  return `${formatCount(count)} ${count === 1 ? 'step' : 'steps'} missing (${named.join(', ')})`;
}
