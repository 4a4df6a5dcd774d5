import { assertDomainHalf } from './formulas/createFormula.js';
import { assertSamples } from './heightField.js';
import { FLOAT32_LIMIT } from './heightTransform.js';
import { assertNodes } from './sampleSurface.js';
import type { Surface } from './surface.js';
import { cellPosition, interpolateOnTriangle } from './triangles.js';

/**
 * A surface given by samples, linear on the drawn triangles (see `drawnHeightAt`).
 * Outside its domain it has the edge's value. On a triangle with a missing corner, value and gradient are NaN.
 * @param samples - loss units less `offset`, `nodes²` long, row-major, x fastest, row 0 at `y = -domainHalf`; kept, not copied.
 *   One that is not finite in float32 is missing.
 * @param nodes - nodes per side, integer ≥ 2
 * @param domainHalf - half the side of the domain, in surface units
 * @param offset - what is added to every sample, in loss units; see `SampledGrid.offset`
 * @throws RangeError if `nodes` is not an integer of at least 2, the length of `samples` is not `nodes²`, or
 *   `domainHalf` is not finite and above 0
 */
export function createGridSurface(
  samples: Float32Array | Float64Array,
  nodes: number,
  domainHalf: number,
  offset = 0,
): Surface {
  assertNodes(nodes);
  assertSamples(samples, nodes);
  assertDomainHalf(domainHalf);
  return {
    domainHalf,
    valueAt: (x, y) =>
      offset +
      interpolateOnTriangle(samples, nodes, x / domainHalf, y / domainHalf, -FLOAT32_LIMIT, FLOAT32_LIMIT),
    gradientInto(x, y, out) {
      triangleGradientInto(samples, nodes, x / domainHalf, y / domainHalf, out);
      const cellsPerHalf = (nodes - 1) / 2;
      out[0] = (out[0]! * cellsPerHalf) / domainHalf;
      out[1] = (out[1]! * cellsPerHalf) / domainHalf;
    },
  };
}

/** The slope of the triangle at `(u, v)` per cell; 0 across an edge beyond which the point lies. */
function triangleGradientInto(
  samples: Float32Array | Float64Array,
  nodes: number,
  u: number,
  v: number,
  out: Float64Array,
): void {
  const column = cellPosition(u, nodes);
  const row = cellPosition(v, nodes);
  const i = Math.min(Math.floor(column), nodes - 2);
  const j = Math.min(Math.floor(row), nodes - 2);
  const index = j * nodes + i;
  const isLower = column - i + (row - j) <= 1;
  const z10 = sampleOrNaN(samples, index + 1);
  const z01 = sampleOrNaN(samples, index + nodes);
  const z = sampleOrNaN(samples, isLower ? index : index + nodes + 1);
  if (Number.isNaN(z10 + z01 + z)) {
    out.fill(NaN, 0, 2);
    return;
  }
  out[0] = Math.abs(u) > 1 ? 0 : isLower ? z10 - z : z - z01;
  out[1] = Math.abs(v) > 1 ? 0 : isLower ? z01 - z : z - z10;
}

function sampleOrNaN(samples: Float32Array | Float64Array, index: number): number {
  const z = samples[index]!;
  return z > -FLOAT32_LIMIT && z < FLOAT32_LIMIT ? z : NaN;
}
