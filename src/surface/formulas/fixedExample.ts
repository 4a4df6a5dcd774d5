import { createProductFormula, createQuadratic } from './productFormula.js';
import type { SurfaceFormula } from './surfaceFormula.js';

/** `8·sin(x)·cos(y)·exp(-(x²+y²)/20) + (x²+y²)/10 - 3`, as in docs/contract.md. */
export const FIXED_EXAMPLE: SurfaceFormula = createProductFormula({
  factorX: {
    at: (x) => 8 * Math.sin(x) * Math.exp((-x * x) / 20),
    slopeAt: (x) => 8 * (Math.cos(x) - (x / 10) * Math.sin(x)) * Math.exp((-x * x) / 20),
  },
  factorY: {
    at: (y) => Math.cos(y) * Math.exp((-y * y) / 20),
    slopeAt: (y) => -(Math.sin(y) + (y / 10) * Math.cos(y)) * Math.exp((-y * y) / 20),
  },
  addendX: createQuadratic(0.1, 0, -3),
  addendY: createQuadratic(0.1, 0, 0),
});
