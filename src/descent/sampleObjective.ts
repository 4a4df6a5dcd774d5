import { createNodePositions } from '../surface/index.js';
import type { Objective } from './objective.js';

/**
 * Samples an objective to the contract's grid: its values on a square grid of nodes over
 * `[-domainHalf, domainHalf]²`, in loss units. Row-major, x fastest; row 0 lies at `y = -domainHalf`.
 * A value that is not finite in float32 is a hole.
 * @param domainHalf - half the side of the domain, in surface units, above 0
 * @param nodes - samples per side, integer ≥ 2
 * @throws RangeError if `nodes` is not an integer of at least 2, or `domainHalf` is not finite and above 0
 */
export function sampleObjective(
  objective: Pick<Objective, 'valueAt'>,
  domainHalf: number,
  nodes: number,
): Float32Array {
  if (!(domainHalf > 0 && domainHalf < Infinity)) {
    throw new RangeError(`domainHalf: expected a finite number above 0, got ${domainHalf}`);
  }
  const positions = createNodePositions(nodes, domainHalf);
  const samples = new Float32Array(nodes * nodes);
  let index = 0;
  for (const y of positions) {
    for (const x of positions) samples[index++] = objective.valueAt(x, y);
  }
  return samples;
}
