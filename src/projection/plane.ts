/** Coordinates of weights relative to a plane. */
export interface PlanePoint {
  /** Along the first axis from the plane's origin, in lengths of that axis: weight units where it has length 1. */
  readonly x: number;
  /** Along the second axis. */
  readonly y: number;
  /** Distance from the plane, in weight units, at least 0. */
  readonly residual: number;
}

/** The inner products of a plane's axes. */
export interface PlaneMetric {
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

/** A plane in weight space: `origin + x · axes[0] + y · axes[1]`. */
export interface Plane {
  readonly dimension: number;
  /** Weights at (0, 0): the final checkpoint's. */
  readonly origin: Float32Array;
  /** Not necessarily of length 1 or at right angles. */
  readonly axes: readonly [Float32Array, Float32Array];
  readonly metric: PlaneMetric;
  /** The point of the plane nearest to some weights, and their distance; NaN where they are not finite. */
  coordinatesOf(weights: Float32Array): PlanePoint;
  /** Writes the weights at a point of the plane. Each point is computed by itself, so rounding does not accumulate. */
  weightsInto(x: number, y: number, into: Float32Array): void;
}

/** Axes are parallel if less than this share of one's squared length is perpendicular to the other: the rest is rounding. */
const PARALLEL = 1e-12;

/**
 * Creates a plane from weights and two axes, which it keeps.
 * @throws RangeError if their lengths differ, or the axes are parallel or 0
 */
export function createPlane(origin: Float32Array, first: Float32Array, second: Float32Array): Plane {
  const dimension = origin.length;
  if (first.length !== dimension || second.length !== dimension) {
    throw new RangeError(
      `axes: expected ${dimension} weights as the origin has, got ${first.length} and ${second.length}`,
    );
  }
  const xx = computeDot(first, first);
  const xy = computeDot(first, second);
  const yy = computeDot(second, second);
  // Uses the component of the second axis perpendicular to the first, so that least squares stay accurate for axes that nearly
  // coincide.
  const lean = xy / xx;
  let upright = 0;
  for (let n = 0; n < dimension; n++) upright += (second[n]! - lean * first[n]!) ** 2;
  if (!(upright > PARALLEL * yy))
    throw new RangeError('axes: expected two directions, got parallel ones, or one of length 0');

  return {
    dimension,
    origin,
    axes: [first, second],
    metric: { xx, xy, yy },
    coordinatesOf(weights) {
      assertLength(weights, dimension);
      let alongX = 0;
      let alongUpright = 0;
      for (let n = 0; n < dimension; n++) {
        const offset = weights[n]! - origin[n]!;
        alongX += offset * first[n]!;
        alongUpright += offset * (second[n]! - lean * first[n]!);
      }
      const y = alongUpright / upright;
      const x = alongX / xx - lean * y;
      let square = 0;
      // A second pass: the difference of squares would round a distance below 1e-8 of the offset's length.
      for (let n = 0; n < dimension; n++) {
        const rest = weights[n]! - origin[n]! - x * first[n]! - y * second[n]!;
        square += rest * rest;
      }
      return { x, y, residual: Math.sqrt(square) };
    },
    weightsInto(x, y, into) {
      assertLength(into, dimension);
      for (let n = 0; n < dimension; n++) into[n] = origin[n]! + x * first[n]! + y * second[n]!;
    },
  };
}

function assertLength({ length }: Float32Array, dimension: number): void {
  if (length !== dimension) throw new RangeError(`weights: expected ${dimension}, got ${length}`);
}

/** The inner product, summed in float64. */
export function computeDot(first: Float32Array, second: Float32Array): number {
  let sum = 0;
  for (let n = 0; n < first.length; n++) sum += first[n]! * second[n]!;
  return sum;
}
