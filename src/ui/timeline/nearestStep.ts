import type { RunState } from '../../run/runState.js';

/** Of the steps that have a point the one that is nearest to a step. @param path - with at least one point */
export function nearestStep(path: RunState['path'], step: number): number {
  const next = path.lowerBound(step);
  if (next === 0) return path.stepAt(0);
  if (next >= path.length) return path.lastStep;
  const [before, after] = [path.stepAt(next - 1), path.stepAt(next)];
  return step - before < after - step ? before : after;
}
