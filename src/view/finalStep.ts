import type { RunState } from '../run/runState.js';
import { selectIsOver } from '../run/selectors.js';

/**
 * The last step that a run will have, as far as is known: its last one once it or its training has ended, else as planned,
 * by the hyperparameter `steps` or by what the pipeline says; NaN where neither is known.
 */
export function computeFinalStep(
  run: Pick<RunState, 'path' | 'status' | 'reported' | 'hyperparams'>,
): number {
  const { path, hyperparams } = run;
  const { series, progress } = run.reported;
  if (path.length > 0 && selectIsOver(run)) return path.lastStep;
  const planned = hyperparams.steps ?? progress?.steps ?? Number.NaN;
  // Of a hundred steps that are counted from 1 the last is the path's step 99.
  const isFromOne = planned === progress?.steps && series.some(({ stepBase }) => stepBase === 1);
  return Math.max(isFromOne ? planned - 1 : planned, path.lastStep);
}
