import type { SurfaceParams } from '../protocol/events.js';
import { createFormula } from './formulas/createFormula.js';

/**
 * Evaluates a surface on a square grid of nodes over `[-domainHalf, domainHalf]²`, in loss units.
 * Row-major, x fastest; row 0 lies at `y = -domainHalf`. Works by rows and columns, so that it costs about one
 * multiply-add a node, and on `multi_hill` one more for every node that a hill reaches.
 * Equal to `valueAt` within 1e-12 of the surface's scale.
 * @param nodes - nodes per side, integer ≥ 2
 * @param out - at least `nodes²` long
 * @throws RangeError if `nodes` is less than 2, `out` is too short, or `domainHalf` is not finite and above 0
 */
export function sampleSurfaceInto(
  params: SurfaceParams,
  domainHalf: number,
  nodes: number,
  out: Float64Array,
): void {
  const positions = createNodePositions(nodes, domainHalf);
  if (out.length < nodes * nodes) {
    throw new RangeError(`out: expected room for ${nodes * nodes} samples, got ${out.length}`);
  }
  createFormula(params, domainHalf).sampleInto(positions, positions, out);
}

/**
 * The positions of a grid's nodes along one side, ascending from `-domainHalf` to `domainHalf`, in surface units.
 * @throws RangeError if `nodes` is not an integer of at least 2
 */
export function createNodePositions(nodes: number, domainHalf: number): Float64Array {
  assertNodes(nodes);
  return Float64Array.from({ length: nodes }, (_, i) => domainHalf * ((2 * i) / (nodes - 1) - 1));
}

/** @throws RangeError if `nodes` is not an integer of at least 2 */
export function assertNodes(nodes: number): void {
  if (!(Number.isInteger(nodes) && nodes >= 2)) {
    throw new RangeError(`nodes: expected an integer of at least 2, got ${nodes}`);
  }
}
