import type { Hill, SurfaceParams } from '../../protocol/events.js';
import { createHillColumns, hillWidth, type HillColumns } from './hillColumns.js';
import { createHillSampler } from './hillSampler.js';
import { createProductFormula, createQuadratic, ZERO } from './productFormula.js';
import type { Peak, SurfaceFormula } from './surfaceFormula.js';

/** `exp(-q/2)` is 0 in float64 from here on; skipping it also keeps 0 · Infinity out of the gradient. */
const VANISHED = 1492;

/**
 * `bowlStrength·(x²+y²) + offset + Σ amp·exp(-((x-hx)²+(y-hy)²)/(2·max(sigma², 1e-4)))`, as in docs/contract.md.
 */
export function createMultiHill(
  params: Extract<SurfaceParams, { kind: 'multi_hill' }>,
  domainHalf: number,
): SurfaceFormula {
  const bowl = createProductFormula({
    factorX: ZERO,
    factorY: ZERO,
    addendX: createQuadratic(params.bowlStrength, 0, params.offset),
    addendY: createQuadratic(params.bowlStrength, 0, 0),
  });
  const hills = createHillColumns(params.hills);
  const sampler = createHillSampler(params.hills, domainHalf);
  return {
    valueAt: (x, y) => bowl.valueAt(x, y) + sumHills(hills, x, y),
    gradientInto(x, y, out) {
      bowl.gradientInto(x, y, out);
      addHillsGradientInto(hills, x, y, out);
    },
    sampleInto(xs, ys, out) {
      bowl.sampleInto(xs, ys, out);
      sampler.addInto(xs, ys, out);
    },
    samplingCost: (nodes) => bowl.samplingCost(nodes) + sampler.cost(nodes),
    peaks: createPeaks(params.hills),
  };
}

function createPeaks(hills: readonly Hill[]): Peak[] {
  const tallestFirst = [...hills].sort((a, b) => Math.abs(b.amp) - Math.abs(a.amp));
  return tallestFirst.map((hill) => ({ x: hill.x, y: hill.y, width: hillWidth(hill) }));
}

function sumHills({ count, x, y, amp, inverseWidth }: HillColumns, atX: number, atY: number): number {
  let sum = 0;
  for (let n = 0; n < count; n++) {
    const dx = (atX - x[n]!) * inverseWidth[n]!;
    const dy = (atY - y[n]!) * inverseWidth[n]!;
    const q = dx * dx + dy * dy;
    if (q < VANISHED) sum += amp[n]! * Math.exp(-q / 2);
  }
  return sum;
}

function addHillsGradientInto(hills: HillColumns, atX: number, atY: number, out: Float64Array): void {
  const { count, x, y, amp, inverseWidth } = hills;
  for (let n = 0; n < count; n++) {
    const dx = (atX - x[n]!) * inverseWidth[n]!;
    const dy = (atY - y[n]!) * inverseWidth[n]!;
    const q = dx * dx + dy * dy;
    if (q >= VANISHED) continue;
    const slope = -amp[n]! * Math.exp(-q / 2) * inverseWidth[n]!;
    out[0]! += slope * dx;
    out[1]! += slope * dy;
  }
}
