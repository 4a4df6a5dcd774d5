import { isDrawable } from '../protocol/ownField.js';
import type { Objective } from './objective.js';

/** A step of a descent: its position, and loss and gradient there. Step 0 is the start. */
export interface DescentStep {
  /** How many updates led here. */
  readonly step: number;
  /** In surface units. */
  readonly x: number;
  readonly y: number;
  /** The objective's value, in loss units. */
  readonly loss: number;
  /** The gradient, in loss units per surface unit. */
  readonly gradX: number;
  readonly gradY: number;
}

/** Evaluates the objective at a position. @param gradient - scratch, of length 2 */
export function evaluateStep(
  objective: Objective,
  position: Float64Array,
  gradient: Float64Array,
  step: number,
): DescentStep {
  const x = position[0]!;
  const y = position[1]!;
  objective.gradientInto(x, y, gradient);
  return { step, x, y, loss: objective.valueAt(x, y), gradX: gradient[0]!, gradY: gradient[1]! };
}

/** Whether all of a step is finite, in float32 too: else it can be neither drawn nor continued. */
export function isUsableStep({ x, y, loss, gradX, gradY }: DescentStep): boolean {
  return [x, y, loss, gradX, gradY].every(isDrawable);
}
