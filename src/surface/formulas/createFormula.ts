import type { SurfaceParams } from '../../protocol/events.js';
import { createBowl } from './bowl.js';
import { FIXED_EXAMPLE } from './fixedExample.js';
import { createMultiHill } from './multiHill.js';
import { createRipples } from './ripples.js';
import type { SurfaceFormula } from './surfaceFormula.js';

/**
 * The formula of a surface kind. A kind that is added to `SurfaceParams` does not compile until it has a case here.
 * @param domainHalf - half the side of the domain on which it is sampled, in surface units, above 0
 * @throws RangeError if `domainHalf` is not finite and above 0
 */
export function createFormula(params: SurfaceParams, domainHalf: number): SurfaceFormula {
  assertDomainHalf(domainHalf);
  switch (params.kind) {
    case 'fixed_example':
      return FIXED_EXAMPLE;
    case 'bowl':
      return createBowl(params);
    case 'multi_hill':
      return createMultiHill(params, domainHalf);
    case 'ripples':
      return createRipples(params);
  }
}

/** @throws RangeError if `domainHalf` is not finite and above 0 */
export function assertDomainHalf(domainHalf: number): void {
  if (!(domainHalf > 0 && domainHalf < Infinity)) {
    throw new RangeError(`domainHalf: expected a finite number above 0, got ${domainHalf}`);
  }
}
