/** A position this close to a node, in cells, counts as on it: one computed from a node's index has a smaller error. */
const ON_NODE = 1e-9;

/**
 * Linear interpolation on the triangles of a square grid. A cell with the corners 00, 10, 01, 11 is cut by the
 * diagonal 10–01: `fx + fy ≤ 1` lies on the triangle 00, 10, 01, the rest on 11, 01, 10.
 * Exact at nodes; outside `[-1, 1]` the edge's value; NaN if a corner that is needed is missing (at a node only that node, on
 * an edge only its two ends). Allocates nothing.
 * @param values - row-major, x fastest, row 0 at v = -1
 * @param nodes - nodes per side, at least 2
 * @param u - normalized x, `[-1, 1]` is the domain
 * @param v - normalized y
 * @param above - a value that is not above this is missing
 * @param below - a value that is not below this is missing
 * @param least - a corner lower than this counts as this
 * @param greatest - a corner higher than this counts as this
 */
export function interpolateOnTriangle(
  values: Float32Array | Float64Array,
  nodes: number,
  u: number,
  v: number,
  above: number,
  below: number,
  least = -Infinity,
  greatest = Infinity,
): number {
  const column = cellPosition(u, nodes);
  const row = cellPosition(v, nodes);
  const i = Math.min(Math.floor(column), nodes - 2);
  const j = Math.min(Math.floor(row), nodes - 2);
  const fx = column - i;
  const fy = row - j;
  const index = j * nodes + i;
  const z10 = values[index + 1]!;
  const z01 = values[index + nodes]!;
  const isLower = fx + fy <= 1;
  const z = isLower ? values[index]! : values[index + nodes + 1]!;
  const w10 = isLower ? fx : 1 - fy;
  const w01 = isLower ? fy : 1 - fx;
  const w = isLower ? 1 - fx - fy : fx + fy - 1;
  const isComplete =
    (w <= 0 || (z > above && z < below)) &&
    (w10 <= 0 || (z10 > above && z10 < below)) &&
    (w01 <= 0 || (z01 > above && z01 < below));
  if (!isComplete) return NaN;
  return (
    (w > 0 ? w * limit(z, least, greatest) : 0) +
    (w10 > 0 ? w10 * limit(z10, least, greatest) : 0) +
    (w01 > 0 ? w01 * limit(z01, least, greatest) : 0)
  );
}

function limit(value: number, least: number, greatest: number): number {
  return value < least ? least : value > greatest ? greatest : value;
}

/** The nodes of the triangle at a point, by index, and the weight of each, in [0, 1]. */
export function findTriangle(
  nodes: number,
  u: number,
  v: number,
): { readonly corners: readonly number[]; readonly weights: readonly number[] } {
  const [column, row] = [cellPosition(u, nodes), cellPosition(v, nodes)];
  const [i, j] = [Math.min(Math.floor(column), nodes - 2), Math.min(Math.floor(row), nodes - 2)];
  const [fx, fy] = [column - i, row - j];
  const index = j * nodes + i;
  return fx + fy <= 1
    ? { corners: [index, index + 1, index + nodes], weights: [1 - fx - fy, fx, fy] }
    : { corners: [index + nodes + 1, index + 1, index + nodes], weights: [fx + fy - 1, 1 - fy, 1 - fx] };
}

/** A normalized coordinate in cells, in `[0, nodes - 1]`; exactly on a node if it is within rounding of one. */
export function cellPosition(u: number, nodes: number): number {
  const position = Math.min(Math.max((u + 1) * 0.5 * (nodes - 1), 0), nodes - 1);
  const node = Math.round(position);
  return Math.abs(position - node) < ON_NODE ? node : position;
}
