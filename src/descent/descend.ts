import { describeError } from '../host/describeError.js';
import { evaluateStep, isUsableStep, type DescentStep } from './descentStep.js';
import { assertPlace, type Objective, type Place } from './objective.js';
import { createOptimizer } from './optimizers/createOptimizer.js';
import type { Optimizer } from './optimizers/optimizer.js';
import type { OptimizerOptions } from './optimizers/optimizerOptions.js';
import {
  computeEnd,
  createCancellation,
  createDivergence,
  resolveStops,
  type DescentEnd,
  type ResolvedStops,
  type StopConditions,
} from './stopConditions.js';

/** A signal to stop; an `AbortSignal` is one. */
export interface CancelSignal {
  readonly aborted: boolean;
}

/** Optimizer, objective, start and stop conditions of a descent. */
export interface DescentOptions extends StopConditions {
  readonly objective: Objective;
  /** By name and options, in its initial state; or one of the caller's, which continues from its state. */
  readonly optimizer: OptimizerOptions | Optimizer;
  /** Step 0, in surface units. */
  readonly start: Place;
  /** Checked before every step. */
  readonly signal?: CancelSignal | undefined;
}

export interface StreamedDescentOptions extends DescentOptions {
  /**
   * Awaited after every step. Unless it waits for a timer or a message, a loop over the steps blocks its thread, and no signal
   * can change meanwhile.
   */
  readonly pause?: ((step: DescentStep) => PromiseLike<void> | void) | undefined;
}

/** A descent that is iterated once: its steps, then its end. */
export interface Descent extends AsyncIterable<DescentStep> {
  /** Null until it has ended; `cancelled` where the loop over it was left, `error` where it threw. */
  readonly end: DescentEnd | null;
}

/**
 * The steps of a descent, computed on demand; the generator returns how it ended.
 * A step that is not finite in float32 is not yielded: it ends the descent with `error`.
 * @throws RangeError at once for options that cannot be used
 */
export function descendSync(options: DescentOptions): Generator<DescentStep, DescentEnd, void> {
  assertPlace('start', options.start);
  const { optimizer } = options;
  return generateSteps(
    options,
    'stepInto' in optimizer ? optimizer : createOptimizer(optimizer),
    resolveStops(options),
  );
}

/**
 * A descent as a stream of steps, computed one at a time on demand.
 * @throws RangeError at once for options that cannot be used
 */
export function descend(options: StreamedDescentOptions): Descent {
  const steps = descendSync(options);
  let end: DescentEnd | null = null;
  const onEnd = (how: DescentEnd): void => {
    end = how;
  };
  const stream = streamSteps(steps, options.pause, onEnd);
  return {
    get end() {
      return end;
    },
    [Symbol.asyncIterator]: () => stream,
  };
}

function* generateSteps(
  { objective, start, signal }: DescentOptions,
  optimizer: Optimizer,
  stops: ResolvedStops,
): Generator<DescentStep, DescentEnd, void> {
  const position = Float64Array.of(start.x, start.y);
  const gradient = new Float64Array(2);
  let last: DescentStep | null = null;
  for (let step = 0; ; step++) {
    if (signal?.aborted === true) return createCancellation(last);
    const reached = evaluateStep(objective, position, gradient, step);
    if (!isUsableStep(reached)) return createDivergence(reached, last);
    yield reached;
    const end = computeEnd(reached, last, stops);
    if (end !== null) return end;
    last = reached;
    optimizer.stepInto(gradient, position);
  }
}

async function* streamSteps(
  steps: Generator<DescentStep, DescentEnd, void>,
  pause: StreamedDescentOptions['pause'],
  onEnd: (end: DescentEnd) => void,
): AsyncGenerator<DescentStep, void, void> {
  let last: DescentStep | null = null;
  let end: DescentEnd | null = null;
  try {
    for (let next = steps.next(); ; next = steps.next()) {
      if (next.done === true) {
        end = next.value;
        return;
      }
      last = next.value;
      yield last;
      await pause?.(last);
    }
  } catch (error) {
    end = {
      reason: 'error',
      criterion: null,
      last,
      message: `thrown by the objective or a pause: ${describeError(error)}`,
    };
    throw error;
  } finally {
    onEnd(end ?? createCancellation(last));
  }
}
