import type { Peak } from './formulas/surfaceFormula.js';

/**
 * A loss surface `z = f(x, y)` on the square `[-domainHalf, domainHalf]²`.
 * `x` and `y` are in surface units, `z` in loss units.
 */
export interface Surface {
  /** Half the side of the domain, in surface units, above 0. */
  readonly domainHalf: number;
  /** Places where the surface may have a bend narrower than a mesh cell (the hills of `multi_hill`), the tallest first. */
  readonly peaks?: readonly Peak[];
  /** The surface's value at a point, in loss units; NaN where it has none (a hole of a sampled grid). */
  valueAt(x: number, y: number): number;
  /** The gradient `(∂f/∂x, ∂f/∂y)` at a point, in loss units per surface unit, written to `out[0]` and `out[1]`. */
  gradientInto(x: number, y: number, out: Float64Array): void;
}
