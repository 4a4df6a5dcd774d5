import type { Peak } from './formulas/surfaceFormula.js';
import { interpolateOnTriangle } from './triangles.js';

/** The greatest difference found between drawn triangles and surface, and the range of all values compared; display units. */
export interface FoundErrors {
  min: number;
  max: number;
  error: number;
}

/** A place in every cell at which triangles and surface are compared. */
export interface CellTest {
  /** Position on the cell's main diagonal: the fraction of its side from corner 00, along both x and y. */
  readonly fraction: number;
  /** Weight of each of the corners 10 and 01. */
  readonly diagonalWeight: number;
  /** Which other corner the triangle there has: 0 for corner 00, 1 for corner 11. */
  readonly corner: 0 | 1;
  readonly cornerWeight: number;
}

/** The middle of the cell's diagonal, where curvature along it shows. */
export const CELL_MIDDLE: CellTest = { fraction: 1 / 2, diagonalWeight: 1 / 2, corner: 0, cornerWeight: 0 };

/**
 * A place inside each of a cell's two triangles. Their fractions are irrational: at thirds and halves a ripple with six
 * waves to a cell would look flat.
 */
export const TRIANGLE_PLACES: readonly CellTest[] = [
  placeIn(0, (Math.sqrt(5) - 1) / 4),
  placeIn(1, Math.SQRT1_2),
];

/** The place on the cell's main diagonal at this fraction, in the triangle of corner 00 (below 1/2) or 11 (above). */
function placeIn(corner: 0 | 1, fraction: number): CellTest {
  const diagonalWeight = corner === 0 ? fraction : 1 - fraction;
  return { fraction, diagonalWeight, corner, cornerWeight: 1 - 2 * diagonalWeight };
}

/** The errors before any comparison: the range of the nodes, and no difference. NaN is a missing value here and below. */
export function createFoundErrors(values: Float64Array): FoundErrors {
  const errors = { min: Infinity, max: -Infinity, error: 0 };
  for (let n = 0; n < values.length; n++) widen(errors, values[n]!);
  return errors;
}

/**
 * Compares the surface's values at one place of every cell with the triangles there.
 * @param values - at the nodes, `nodes²`, display units
 * @param tested - at the test's place in every cell, `(nodes - 1)²`, display units
 */
export function compareCells(
  errors: FoundErrors,
  values: Float64Array,
  nodes: number,
  test: CellTest,
  tested: Float64Array,
): void {
  const { diagonalWeight, cornerWeight } = test;
  const cornerOffset = test.corner === 0 ? 0 : nodes + 1;
  let cell = 0;
  for (let j = 0; j < nodes - 1; j++) {
    for (let i = 0; i < nodes - 1; i++) {
      const index = j * nodes + i;
      const diagonal = (values[index + 1]! + values[index + nodes]!) * diagonalWeight;
      const drawn = diagonal + values[index + cornerOffset]! * cornerWeight;
      compareValue(errors, drawn, tested[cell++]!);
    }
  }
}

/** A point of the domain, in surface units. */
export type SurfacePlace = Pick<Peak, 'x' | 'y'>;

/**
 * Compares the surface's values at single places with the triangles there.
 * @param values - at the nodes, `nodes²`, display units
 * @param tested - at the places, display units
 */
export function comparePlaces(
  errors: FoundErrors,
  values: Float64Array,
  nodes: number,
  domainHalf: number,
  places: readonly SurfacePlace[],
  tested: Float64Array,
): void {
  for (let n = 0; n < places.length; n++) {
    const { x, y } = places[n]!;
    const drawn = interpolateOnTriangle(values, nodes, x / domainHalf, y / domainHalf, -Infinity, Infinity);
    compareValue(errors, drawn, tested[n]!);
  }
}

/** The greatest difference over the range of heights, at least 0; 0 on a constant surface. */
export function errorShare({ min, max, error }: FoundErrors): number {
  return max > min ? error / (max - min) : 0;
}

function compareValue(errors: FoundErrors, drawn: number, value: number): void {
  const error = Math.abs(drawn - value);
  if (error > errors.error) errors.error = error;
  widen(errors, value);
}

function widen(errors: FoundErrors, value: number): void {
  if (value < errors.min) errors.min = value;
  if (value > errors.max) errors.max = value;
}
