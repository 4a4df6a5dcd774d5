import type { ShownSurface } from '../run/shownSurface.js';
import { createHeightField, drawnHeightAt } from '../surface/index.js';
import type { DrawnSurface } from './drawnSurface.js';

/** The flat ground where no surface is known or can be drawn: it carries the path and has no values. */
export function createDrawnGround(shown: ShownSurface): DrawnSurface {
  const field = createHeightField(new Float32Array(4), 2);
  const { domainHalf } = shown;
  const surface = {
    domainHalf,
    valueAt: () => NaN,
    gradientInto: (_x: number, _y: number, out: Float64Array) => void out.fill(NaN, 0, 2),
  };
  return {
    shown,
    isKnown: false,
    surface,
    field,
    zScale: shown.zScale,
    isCuttable: false,
    heightAt: (x, y) => drawnHeightAt(field, x, y),
    isWhole: true,
    sampled: null,
  };
}
