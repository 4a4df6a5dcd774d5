import type { SurfaceParams } from '../../protocol/events.js';
import { createProductFormula, createQuadratic } from './productFormula.js';
import type { SurfaceFormula } from './surfaceFormula.js';

/** `amp·sin(freq·x)·cos(freq·y)·exp(-decay·(x²+y²)) + bowlStrength·(x²+y²) + offset`, as in docs/contract.md. */
export function createRipples(params: Extract<SurfaceParams, { kind: 'ripples' }>): SurfaceFormula {
  const { amp, freq, decay, bowlStrength, offset } = params;
  const fade = (t: number): number => Math.exp(-decay * t * t);
  return createProductFormula({
    factorX: {
      at: (x) => amp * Math.sin(freq * x) * fade(x),
      slopeAt: (x) => amp * (freq * Math.cos(freq * x) - 2 * decay * x * Math.sin(freq * x)) * fade(x),
    },
    factorY: {
      at: (y) => Math.cos(freq * y) * fade(y),
      slopeAt: (y) => -(freq * Math.sin(freq * y) + 2 * decay * y * Math.cos(freq * y)) * fade(y),
    },
    addendX: createQuadratic(bowlStrength, 0, offset),
    addendY: createQuadratic(bowlStrength, 0, 0),
  });
}
