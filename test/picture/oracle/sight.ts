import type { Vector } from '../observation.js';
import type { Model } from './model.js';
import { add, type Ray } from './view.js';

/** Where a ray first meets the surface: normalized place, and how far along the ray. */
export interface Hit {
  readonly x: number;
  readonly y: number;
  readonly t: number;
  /** Height and colour there, in [0, 1]. */
  readonly share: number;
}

const STEPS = 220;
/** In world units: nearer to the surface than this nobody can say on which side of it a point is. */
const NEAR = 0.004;

/** How far above the surface a point of a ray is; NaN where there is no surface below or above it. */
function heightAbove(model: Model, { from, along }: Ray, t: number): number {
  const [x, y, z] = add(from, along, t);
  if (Math.abs(x) > 1 || Math.abs(z) > 1) return NaN;
  return y - (model.shareAt(x, -z) - 0.5) * model.height;
}

/** Between which lengths a ray is within the box of the surface; null where it misses it. */
function crossBox(model: Model, { from, along }: Ray): [number, number] | null {
  const half = Math.abs(model.height) / 2 + 1e-6;
  let [near, far] = [0, Infinity];
  const halves = [1, half, 1];
  for (let axis = 0; axis < 3; axis++) {
    const [a, b] = [-1, 1]
      .map((side) => (side * halves[axis]! - from[axis]!) / along[axis]!)
      .sort((p, q) => p - q) as [number, number];
    near = Math.max(near, a);
    far = Math.min(far, b);
  }
  return near < far ? [near, far] : null;
}

/** The first place of the surface that a ray meets; null where it meets none. */
export function findHit(model: Model, ray: Ray): Hit | null {
  if (model.height === 0) return hitGround(ray);
  const span = crossBox(model, ray);
  if (span === null) return null;
  let before = NaN;
  for (let i = 0; i <= STEPS; i++) {
    const t = span[0] + ((span[1] - span[0]) * i) / STEPS;
    const above = heightAbove(model, ray, t);
    if (before * above <= 0) return refine(model, ray, t - (span[1] - span[0]) / STEPS, t);
    before = above;
  }
  return null;
}

function hitGround({ from, along }: Ray): Hit | null {
  const t = -from[1] / along[1];
  const [x, , z] = add(from, along, t);
  return t > 0 && Math.abs(x) <= 1 && Math.abs(z) <= 1 ? { x, y: -z, t, share: 0.5 } : null;
}

function refine(model: Model, ray: Ray, low: number, high: number): Hit {
  const side = heightAbove(model, ray, low);
  for (let i = 0; i < 20; i++) {
    const middle = (low + high) / 2;
    if (heightAbove(model, ray, middle) * side > 0) low = middle;
    else high = middle;
  }
  const [x, , z] = add(ray.from, ray.along, high);
  return { x, y: -z, t: high, share: model.shareAt(x, -z) };
}

/** Whether a place on the surface is seen from a camera; 'unsure' where it is a matter of pixels. */
export function sightOf(model: Model, place: Vector, eye: Vector): 'seen' | 'hidden' | 'unsure' {
  if (model.height === 0) return 'seen';
  const ray: Ray = { from: place, along: add(eye, place, -1) };
  let side = 0;
  let least = Infinity;
  let [wasHole, crossedHole] = [false, false];
  for (let i = 1; i <= 4 * STEPS; i++) {
    const t = (i / (4 * STEPS)) ** 2 * 0.8;
    const above = heightAbove(model, ray, t);
    if (Number.isNaN(above)) {
      wasHole = side !== 0;
      continue;
    }
    crossedHole ||= wasHole;
    // Beside the place itself the ray leaves the surface on one side.
    if (t < 0.004) continue;
    side ||= Math.sign(above);
    if (above * side < -NEAR) return crossedHole ? 'unsure' : 'hidden';
    if (t > 0.02) least = Math.min(least, above * side);
  }
  return least > NEAR ? 'seen' : 'unsure';
}
