import { descendSync, type CancelSignal } from '../descend.js';
import type { DescentStep } from '../descentStep.js';
import { assertPlace, type Place } from '../objective.js';
import { createOptimizer } from '../optimizers/createOptimizer.js';
import type { OptimizerOptions } from '../optimizers/optimizerOptions.js';
import { resolveStops, type DescentEnd, type StopConditions } from '../stopConditions.js';
import type { RunCall } from './runCall.js';
import { resolveSurface, type SimulatedSurface } from './simulatedSurface.js';

/** Optimizer, surface and stop conditions of a simulated run. */
export interface SimulateRunOptions extends StopConditions {
  readonly surface: SimulatedSurface;
  readonly optimizer: OptimizerOptions;
  /** In surface units. @defaultValue a test function's own start, else a place near a corner of the domain */
  readonly start?: Place;
  readonly signal?: CancelSignal | undefined;
}

/**
 * An optimizer's run as calls of an emitter, in order, computed on demand: the surface, the hyperparameters, the start, the
 * steps with their loss, and the end. If the surface has no value at the start there is no path: the calls then stop after
 * the hyperparameters.
 * @throws RangeError at once for options that cannot be used
 */
export function simulateRun(options: SimulateRunOptions): Generator<RunCall, void, void> {
  const { surface, start, announcement } = resolveSurface(options.surface, 'measured');
  const from = options.start ?? start;
  assertPlace('start', from);
  const stops = resolveStops(options);
  const optimizer = createOptimizer(options.optimizer);
  const steps = descendSync({ objective: surface, optimizer, start: from, ...stops, signal: options.signal });
  const hyperparams = { eta: optimizer.learningRate, ...stops };
  return generateCalls(announcement, { call: 'hyperparams', values: hyperparams }, steps, surface.domainHalf);
}

function* generateCalls(
  announcement: RunCall,
  hyperparams: RunCall,
  steps: Generator<DescentStep, DescentEnd, void>,
  domainHalf: number,
): Generator<RunCall, void, void> {
  yield announcement;
  yield hyperparams;
  for (let next = steps.next(); ; next = steps.next()) {
    if (next.done === true) {
      if (next.value.last !== null) yield { call: 'finish', reason: next.value.reason };
      return;
    }
    yield createPointCall(next.value, domainHalf);
  }
}

function createPointCall({ step, x, y, loss }: DescentStep, domainHalf: number): RunCall {
  const point = { x: x / domainHalf, y: y / domainHalf, loss };
  return step === 0 ? { call: 'start', point0: point } : { call: 'step', point };
}
