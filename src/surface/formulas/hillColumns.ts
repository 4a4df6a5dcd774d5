import type { Hill } from '../../protocol/events.js';

/** The least width of a hill, in surface units: the contract's `max(sigma², 1e-4)`. */
const MIN_WIDTH = 0.01;

/** Hills as columns, in the order in which they came. */
export interface HillColumns {
  readonly count: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly amp: Float64Array;
  /** `1 / sqrt(max(sigma², 1e-4))`; the square is never formed, as it can overflow for a finite sigma. */
  readonly inverseWidth: Float64Array;
}

/** Hills as columns of numbers. The sign of `sigma` makes no difference. */
export function createHillColumns(hills: readonly Hill[]): HillColumns {
  return {
    count: hills.length,
    x: Float64Array.from(hills, (hill) => hill.x),
    y: Float64Array.from(hills, (hill) => hill.y),
    amp: Float64Array.from(hills, (hill) => hill.amp),
    inverseWidth: Float64Array.from(hills, (hill) => 1 / hillWidth(hill)),
  };
}

/** The standard deviation that a hill is drawn with, in surface units, at least 0.01. */
export function hillWidth(hill: Hill): number {
  return Math.max(Math.abs(hill.sigma), MIN_WIDTH);
}
