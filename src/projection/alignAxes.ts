import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { computeDot } from './plane.js';

/** A rotation or reflection of a plane: row by row, new axes are `old · rotation`. */
export type Rotation = readonly [xx: number, xy: number, yx: number, yy: number];

/** Two axes of one plane. */
export type Axes = readonly [Float32Array, Float32Array];

/**
 * The orthogonal Procrustes problem within a plane: the rotation or reflection of `axes` that brings them nearest to
 * `target` (Schönemann 1966, doi:10.1007/BF02289451). With `axesᵀ · target = U Σ Vᵀ` it is `U Vᵀ`. So axes keep their
 * direction even if a new decomposition changes their signs or order.
 * @param axes - of length 1, at right angles
 * @param target - of the same dimension
 */
export function computeAlignment(axes: Axes, target: Axes): Rotation {
  const products = new Matrix(axes.map((axis) => target.map((aim) => computeDot(axis, aim))));
  const { leftSingularVectors: left, rightSingularVectors: right } = new SingularValueDecomposition(products);
  const rotation = left.mmul(right.transpose());
  return [rotation.get(0, 0), rotation.get(0, 1), rotation.get(1, 0), rotation.get(1, 1)];
}

/** Turns axes in place. */
export function rotateAxes([first, second]: Axes, rotation: Rotation): void {
  rotateColumns(first, second, rotation);
}

/** Turns coordinates in place as the axes are turned. */
export function rotateScores(x: Float64Array, y: Float64Array, rotation: Rotation): void {
  rotateColumns(x, y, rotation);
}

function rotateColumns(
  first: Float32Array | Float64Array,
  second: Float32Array | Float64Array,
  [xx, xy, yx, yy]: Rotation,
): void {
  for (let n = 0; n < first.length; n++) {
    const a = first[n]!;
    const b = second[n]!;
    first[n] = a * xx + b * yx;
    second[n] = a * xy + b * yy;
  }
}
