import { lowerBound } from '../../maths/lowerBound.js';
import type { HillColumns } from './hillColumns.js';

/** `exp(-39.2)` is below 1e-17: beyond it a hill is less than float64's rounding of its own height. */
const NEGLIGIBLE_EXPONENT = 39.2;

/** How far a hill reaches to either side of its centre, in its own widths. */
const REACH = Math.sqrt(2 * NEGLIGIBLE_EXPONENT);

/**
 * Adds the hills to samples taken at every pairing of `xs` and `ys` (ascending; row-major, x fastest).
 * A Gaussian is a product of one of x and one of y, and a hill is added only to the columns and rows where it
 * is at least 1e-17 of its greatest value among them: the cost of a narrow hill is that of its own cells.
 */
export function addHillsInto(
  hills: HillColumns,
  xs: Float64Array,
  ys: Float64Array,
  out: Float64Array,
): void {
  const columns = new Float64Array(xs.length);
  const rows = new Float64Array(ys.length);
  const span = { start: 0, end: 0 };
  for (let n = 0; n < hills.count; n++) {
    fillGaussian(xs, hills.x[n]!, hills.inverseWidth[n]!, columns, span);
    const { start, end } = span;
    fillGaussian(ys, hills.y[n]!, hills.inverseWidth[n]!, rows, span);
    for (let j = span.start; j < span.end; j++) {
      const height = hills.amp[n]! * rows[j]!;
      const row = j * xs.length;
      for (let i = start; i < end; i++) out[row + i]! += height * columns[i]!;
    }
  }
}

/** About how many multiply-adds `addHillsInto` does on `nodes` × `nodes` samples over the domain. */
export function hillsCost(hills: HillColumns, nodes: number, domainHalf: number): number {
  const spacing = (2 * domainHalf) / (nodes - 1);
  let cost = 0;
  for (const inverseWidth of hills.inverseWidth) {
    const side = Math.min(nodes, 1 + (2 * REACH) / (inverseWidth * spacing));
    cost += side * side;
  }
  return cost;
}

/** Writes `exp(-((t-centre)/width)²/2)` at the positions where it is not negligible, and their range to `span`. */
function fillGaussian(
  positions: Float64Array,
  centre: number,
  inverseWidth: number,
  out: Float64Array,
  span: { start: number; end: number },
): void {
  const nearest = Math.min(Math.max(centre, positions[0]!), positions[positions.length - 1]!);
  const reach = Math.hypot((nearest - centre) * inverseWidth, REACH) / inverseWidth;
  span.start = lowerBound(0, positions.length, (i) => positions[i]! < centre - reach);
  span.end = lowerBound(span.start, positions.length, (i) => positions[i]! < centre + reach);
  for (let i = span.start; i < span.end; i++) {
    const d = (positions[i]! - centre) * inverseWidth;
    out[i] = Math.exp((-d * d) / 2);
  }
}
