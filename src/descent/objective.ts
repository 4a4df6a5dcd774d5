/**
 * What an optimizer minimizes: a function of two coordinates with its gradient. Every surface is one.
 */
export interface Objective {
  /** The value at a point, in loss units. */
  valueAt(x: number, y: number): number;
  /** `(∂f/∂x, ∂f/∂y)` at a point, in loss units per surface unit, written to `out[0]` and `out[1]`. */
  gradientInto(x: number, y: number, out: Float64Array): void;
}

/** A place, in surface units. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** @throws RangeError if the place is not finite */
export function assertPlace(label: string, { x, y }: Place): void {
  if (!Number.isFinite(x) || !Number.isFinite(y)) {
    throw new RangeError(`${label}: expected finite x and y in surface units, got ${x} and ${y}`);
  }
}
