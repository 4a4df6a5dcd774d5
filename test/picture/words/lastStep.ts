import type { PlainRun } from './readRun.js';

/** The step with which a run has ended or is to end, at least its newest; null where nothing says so. */
export function findLastStep({ status, reportedEnd, points, hyperparams }: PlainRun): number | null {
  const newest = Math.max(...points.keys());
  if (status === 'finished' || reportedEnd !== null) return newest;
  const { steps } = hyperparams;
  return typeof steps === 'number' ? Math.max(steps, newest) : null;
}
