import {
  createIllustrativePath,
  type IllustrativePath,
  type IllustrativePathOptions,
  type TrainingReport,
} from '../illustrative/illustrativePath.js';
import type { RunCall } from './runCall.js';
import { resolveSurface, type SimulatedSurface } from './simulatedSurface.js';

/** Which training is illustrated on which surface. */
export interface SimulateTrainingOptions extends Omit<IllustrativePathOptions, 'surface'> {
  readonly surface: SimulatedSurface;
  /** What the training reports, in order; `simulateLosses` makes some up. */
  readonly reports: Iterable<TrainingReport>;
}

/**
 * A training's reports as the calls of an emitter that make an illustrative path: the surface, the start, the points,
 * and the end, which is `error` where the last loss is not finite, else `max_steps`.
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
