import type { HillColumns } from './hillColumns.js';
import { addHillsInto } from './hillSamples.js';

/**
 * Many wide hills, evaluated once on a small grid of Chebyshev points and interpolated from there.
 * 10,000 hills as wide as a sixth of the domain cost 10,000 · 95² operations once instead of 10,000 · nodes² for every
 * sampling. The interpolation is exact up to rounding, because a Gaussian's Chebyshev series converges by then
 * (`nodesForWidth`).
 */
export interface ChebyshevLayer {
  /** Chebyshev points of the second kind on `[-domainHalf, domainHalf]`, ascending. */
  readonly points: Float64Array;
  /** The hills' sum at every pairing of points, row-major, x fastest. */
  readonly values: Float64Array;
}

/**
 * How many Chebyshev points resolve a Gaussian to 1e-16 of its height.
 * The series of `exp(-t²/2s²)` on [-1, 1] has the coefficients `2·exp(-z)·I_k(z)` with `z = 1/4s²` at degree 2k,
 * below 1e-16 from `k ≈ 4.3/s` on where s is small; the 20 cover wide ones.
 * @param relativeWidth - the standard deviation over half the domain's side, above 0
 */
export function nodesForWidth(relativeWidth: number): number {
  return Math.ceil(8.6 / relativeWidth) + 20;
}

/** Evaluates the hills on `count` Chebyshev points a side. */
export function createChebyshevLayer(hills: HillColumns, count: number, domainHalf: number): ChebyshevLayer {
  const points = Float64Array.from(
    { length: count },
    (_, k) => -domainHalf * Math.cos((Math.PI * k) / (count - 1)),
  );
  const values = new Float64Array(count * count);
  addHillsInto(hills, points, points, values);
  return { points, values };
}

/** Adds the layer to samples at every pairing of `xs` and `ys`, which lie inside the domain. */
export function addLayerInto(
  { points, values }: ChebyshevLayer,
  xs: Float64Array,
  ys: Float64Array,
  out: Float64Array,
): void {
  const count = points.length;
  const weightsX = createWeights(points, xs);
  const weightsY = createWeights(points, ys);
  const row = new Float64Array(count);
  for (let j = 0; j < ys.length; j++) {
    row.fill(0);
    for (let k = 0; k < count; k++) {
      const weight = weightsY[j * count + k]!;
      for (let l = 0; l < count; l++) row[l]! += weight * values[k * count + l]!;
    }
    for (let i = 0; i < xs.length; i++) {
      let sum = 0;
      for (let l = 0; l < count; l++) sum += row[l]! * weightsX[i * count + l]!;
      out[j * xs.length + i]! += sum;
    }
  }
}

/** How many multiply-adds `addLayerInto` does on `nodes` × `nodes` samples. */
export function layerCost({ points: { length } }: ChebyshevLayer, nodes: number): number {
  return nodes * length * (nodes + length);
}

/**
 * For each position, the weights of the values at the points.
 * Second barycentric formula: Berrut & Trefethen, Barycentric Lagrange Interpolation, SIAM Review 46 (2004), eq. 4.2, 5.4.
 */
function createWeights(points: Float64Array, positions: Float64Array): Float64Array {
  const count = points.length;
  const weights = new Float64Array(positions.length * count);
  positions.forEach((position, p) => {
    const start = p * count;
    const hit = points.indexOf(position);
    if (hit >= 0) {
      weights[start + hit] = 1;
      return;
    }
    let sum = 0;
    for (let k = 0; k < count; k++) {
      const half = k === 0 || k === count - 1 ? 0.5 : 1;
      const weight = ((k & 1 ? -1 : 1) * half) / (position - points[k]!);
      weights[start + k] = weight;
      sum += weight;
    }
    for (let k = 0; k < count; k++) weights[start + k]! /= sum;
  });
  return weights;
}
