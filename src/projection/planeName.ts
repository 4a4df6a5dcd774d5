import { computeHash } from './assetName.js';
import type { Frame } from './frame.js';
import type { Plane } from './plane.js';

/** Weights of each of the three vectors that are hashed: two planes of one training that agree in so many are the same. */
const HASHED = 256;

/**
 * A name of a plane in weight space, and of the square that is shown of it: a hash of both, so another process that goes on
 * with the same plane gives it the same name, and one that fits another gives it another.
 */
export function computePlaneName(plane: Plane, frame?: Frame): string {
  const { origin, axes, dimension } = plane;
  const stride = Math.max(1, Math.floor(dimension / HASHED));
  const values: number[] = frame === undefined ? [] : [frame.centreX, frame.centreY, frame.half];
  for (const vector of [origin, ...axes]) for (let n = 0; n < dimension; n += stride) values.push(vector[n]!);
  return computeHash(new Uint8Array(new Float64Array(values).buffer));
}
