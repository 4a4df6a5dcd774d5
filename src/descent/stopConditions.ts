import type { DescentStep } from './descentStep.js';

/** Why a descent ended: the reasons of the contract's `GD_PATH_FINISHED`. */
export type StopReason = 'converged' | 'max_steps' | 'cancelled' | 'error';

/** When a descent ends by itself. The names are those of the contract's `GD_HYPERPARAMS`. */
export interface StopConditions {
  /** The most updates, an integer of at least 0. @defaultValue 1,000 */
  readonly steps?: number;
  /**
   * The length of the gradient at which it has converged, in loss units per surface unit, at least 0; reached on a
   * saddle too. @defaultValue 1e-6
   */
  readonly tolGrad?: number;
  /**
   * The length of a step at which it has converged, in surface units, at least 0. A rule whose steps shrink by themselves
   * (Adagrad) reaches it on a slope too. @defaultValue 1e-9
   */
  readonly tolStep?: number;
}

/** How a descent ended. */
export interface DescentEnd {
  readonly reason: StopReason;
  /** Which tolerance was reached; null unless it has converged. */
  readonly criterion: 'tolGrad' | 'tolStep' | null;
  /** The last step that could be used; null where there was none. */
  readonly last: DescentStep | null;
  /** The reason in words, with figures. */
  readonly message: string;
}

export type ResolvedStops = Required<StopConditions>;

/** Defaults of `StopConditions`. */
export const DEFAULT_STOPS: ResolvedStops = { steps: 1_000, tolGrad: 1e-6, tolStep: 1e-9 };

/** @throws RangeError if `steps` is no integer of at least 0, or a tolerance is not finite and at least 0 */
export function resolveStops(options: StopConditions): ResolvedStops {
  const {
    steps = DEFAULT_STOPS.steps,
    tolGrad = DEFAULT_STOPS.tolGrad,
    tolStep = DEFAULT_STOPS.tolStep,
  } = options;
  if (!(Number.isSafeInteger(steps) && steps >= 0)) {
    throw new RangeError(`steps: expected an integer of at least 0, got ${steps}`);
  }
  assertTolerance('tolGrad', tolGrad);
  assertTolerance('tolStep', tolStep);
  return { steps, tolGrad, tolStep };
}

function assertTolerance(label: string, value: number): void {
  if (!(value >= 0 && value < Infinity)) {
    throw new RangeError(`${label}: expected a finite number of at least 0, got ${value}`);
  }
}

/** The end of the descent if this step is the last, or null where it goes on. @param previous - null at the start */
export function computeEnd(
  reached: DescentStep,
  previous: DescentStep | null,
  { steps, tolGrad, tolStep }: ResolvedStops,
): DescentEnd | null {
  const { step } = reached;
  const slope = Math.hypot(reached.gradX, reached.gradY);
  if (slope <= tolGrad) {
    const message = `step ${step}: the gradient's length ${slope} is at most tolGrad, ${tolGrad}`;
    return { reason: 'converged', criterion: 'tolGrad', last: reached, message };
  }
  const move = previous === null ? Infinity : Math.hypot(reached.x - previous.x, reached.y - previous.y);
  if (move <= tolStep) {
    const message = `step ${step}: the move of ${move} is at most tolStep, ${tolStep}`;
    return { reason: 'converged', criterion: 'tolStep', last: reached, message };
  }
  if (step < steps) return null;
  const message = `${steps} steps were made, and the gradient's length is ${slope}`;
  return { reason: 'max_steps', criterion: null, last: reached, message };
}

/** The end of a descent whose step was not finite. */
export function createDivergence(reached: DescentStep, last: DescentStep | null): DescentEnd {
  const { step, x, y, loss, gradX, gradY } = reached;
  const figures = `x: ${x}, y: ${y}, loss: ${loss}, gradient: ${gradX}, ${gradY}`;
  const hint = step === 0 ? 'begin elsewhere' : 'a smaller learningRate may keep it in bounds';
  const message = `step ${step} is not finite in float32 (${figures}); ${hint}`;
  return { reason: 'error', criterion: null, last, message };
}

/** The end of a descent that was cancelled. */
export function createCancellation(last: DescentStep | null): DescentEnd {
  const message = last === null ? 'cancelled before it began' : `cancelled after step ${last.step}`;
  return { reason: 'cancelled', criterion: null, last, message };
}
