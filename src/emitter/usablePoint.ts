import type { PathPoint } from '../protocol/events.js';
import { isDrawable } from '../protocol/ownField.js';

/** The part of a caller's point that can be sent. */
export interface UsablePoint {
  /** Null where the step diverged: `x` or `y` is not finite in float32. */
  readonly point: PathPoint | null;
  /** Whether x, y or the loss is not finite. */
  readonly isDiverged: boolean;
  /** Additional fields that cannot be sent. */
  readonly leftOut: readonly ('loss' | 'residual')[];
}

/**
 * Checks a point by the reader's rules. The result is a copy, so later changes to the caller's object have no effect.
 * @param label - its name in an error
 * @throws TypeError where `x` or `y` is no number
 */
export function readUsablePoint({ x, y, loss, residual }: PathPoint, label: string): UsablePoint {
  if (typeof x !== 'number' || typeof y !== 'number')
    throw new TypeError(`${label}: expected { x, y } with two numbers, got x: ${typeof x}, y: ${typeof y}`);
  const hasLoss = loss !== undefined && isDrawable(loss);
  const hasResidual = residual !== undefined && Number.isFinite(residual) && residual >= 0;
  const leftOut: ('loss' | 'residual')[] = [];
  if (loss !== undefined && !hasLoss) leftOut.push('loss');
  if (residual !== undefined && !hasResidual) leftOut.push('residual');
  const isPlaced = isDrawable(x) && isDrawable(y);
  // Adding 0 makes -0 a 0, as every reader does.
  const point = {
    x: x + 0,
    y: y + 0,
    ...(hasLoss ? { loss: loss + 0 } : {}),
    ...(hasResidual ? { residual: residual + 0 } : {}),
  };
  return { point: isPlaced ? point : null, isDiverged: !isPlaced || leftOut.includes('loss'), leftOut };
}
