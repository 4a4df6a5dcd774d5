/** A surface kind with its parameters filled in. */
export interface SurfaceFormula {
  /** The value at `(x, y)` in surface units, in loss units. */
  valueAt(x: number, y: number): number;
  /** `(∂f/∂x, ∂f/∂y)` at `(x, y)`, in loss units per surface unit, written to `out[0]` and `out[1]`. */
  gradientInto(x: number, y: number, out: Float64Array): void;
  /**
   * The values at every pairing of `xs` and `ys`, row by row: `out[j · xs.length + i] = f(xs[i], ys[j])`.
   * Both are ascending, in surface units, inside the domain; `out` holds at least every pairing.
   */
  sampleInto(xs: Float64Array, ys: Float64Array, out: Float64Array): void;
  /** About how many multiply-adds `sampleInto` does for `nodes` × `nodes` samples over the domain. */
  samplingCost(nodes: number): number;
  /** Places where the surface may have a bend narrower than a mesh cell, the tallest first. */
  readonly peaks: readonly Peak[];
}

/** A place where a surface has a sharp bend. */
export interface Peak {
  /** Position in surface units. */
  readonly x: number;
  readonly y: number;
  /** Width of the bend, in surface units, above 0. */
  readonly width: number;
}
