import type { SurfaceParams } from '../../protocol/events.js';
import { createProductFormula, createQuadratic, ZERO } from './productFormula.js';
import type { SurfaceFormula } from './surfaceFormula.js';

/** `a·x² + b·y² + tiltX·x + tiltY·y + offset`, as in docs/contract.md. */
export function createBowl(params: Extract<SurfaceParams, { kind: 'bowl' }>): SurfaceFormula {
  return createProductFormula({
    factorX: ZERO,
    factorY: ZERO,
    addendX: createQuadratic(params.a, params.tiltX, params.offset),
    addendY: createQuadratic(params.b, params.tiltY, 0),
  });
}
