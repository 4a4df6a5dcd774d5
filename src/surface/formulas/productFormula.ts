import type { SurfaceFormula } from './surfaceFormula.js';

/** A function of one coordinate, and its derivative. */
export interface Profile {
  readonly at: (t: number) => number;
  readonly slopeAt: (t: number) => number;
}

/** The parts of `f(x, y) = factorX(x) · factorY(y) + addendX(x) + addendY(y)`. */
export interface ProductParts {
  readonly factorX: Profile;
  readonly factorY: Profile;
  readonly addendX: Profile;
  readonly addendY: Profile;
}

/** The profile that is 0 everywhere. */
export const ZERO: Profile = { at: () => 0, slopeAt: () => 0 };

/**
 * The profile `curvature · t² + tilt · t + offset`.
 */
export function createQuadratic(curvature: number, tilt: number, offset: number): Profile {
  return {
    at: (t) => curvature * t * t + tilt * t + offset,
    slopeAt: (t) => 2 * curvature * t + tilt,
  };
}

/**
 * A formula that is one product of a function of x and a function of y, plus one function of each.
 * Samples equal `valueAt` to the bit: both do the same operations in the same order.
 */
export function createProductFormula({ factorX, factorY, addendX, addendY }: ProductParts): SurfaceFormula {
  return {
    valueAt: (x, y) => factorX.at(x) * factorY.at(y) + addendX.at(x) + addendY.at(y),
    gradientInto(x, y, out) {
      out[0] = factorX.slopeAt(x) * factorY.at(y) + addendX.slopeAt(x);
      out[1] = factorX.at(x) * factorY.slopeAt(y) + addendY.slopeAt(y);
    },
    sampleInto(xs, ys, out) {
      const factors = xs.map(factorX.at);
      const addends = xs.map(addendX.at);
      let index = 0;
      for (const y of ys) {
        const factor = factorY.at(y);
        const addend = addendY.at(y);
        for (let i = 0; i < xs.length; i++) out[index++] = factors[i]! * factor + addends[i]! + addend;
      }
    },
    samplingCost: (nodes) => nodes * nodes,
    peaks: [],
  };
}
