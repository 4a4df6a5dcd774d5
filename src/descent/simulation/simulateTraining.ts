import {
  createIllustrativePath,
  type IllustrativePath,
  type IllustrativePathOptions,
  type TrainingReport,
} from '../illustrative/illustrativePath.js';
import type { RunCall } from './runCall.js';
import { resolveSurface, type SimulatedSurface } from './simulatedSurface.js';

/** The training to illustrate, and the surface. */
export interface SimulateTrainingOptions extends Omit<IllustrativePathOptions, 'surface'> {
  readonly surface: SimulatedSurface;
  /** The training's reports, in order; `simulateLosses` generates some. */
  readonly reports: Iterable<TrainingReport>;
}

/**
 * A training's reports as calls of an emitter for an illustrative path: the surface, the start, the points, and the end,
 * which is `error` if the last loss is not finite, else `max_steps`.
 * @throws RangeError at once for options that cannot be used
 */
export function simulateTraining(options: SimulateTrainingOptions): Generator<RunCall, void, void> {
  const { surface, announcement } = resolveSurface(options.surface, 'illustrative');
  return generateCalls(announcement, createIllustrativePath({ ...options, surface }), options.reports);
}

function* generateCalls(
  announcement: RunCall,
  path: IllustrativePath,
  reports: Iterable<TrainingReport>,
): Generator<RunCall, void, void> {
  yield announcement;
  yield { call: 'start', point0: path.point0 };
  let lastLoss = 0;
  for (const report of reports) {
    lastLoss = report.loss ?? lastLoss;
    for (const point of path.report(report)) yield { call: 'step', point };
  }
  yield { call: 'finish', reason: Number.isFinite(lastLoss) ? 'max_steps' : 'error' };
}
