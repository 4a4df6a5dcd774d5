import { Matrix4, Vector3 } from 'three';
import { MARK_LIFT } from './markMaterial.js';

/** Places between a marker and the eye at which heights are compared. */
const SAMPLES = 96;
/** A line of sight nearer to the surface than this share of its height counts as neither above nor below. */
const TOUCHING = 0.004;

const toLocal = new Matrix4();
const way = new Vector3();

/**
 * Whether the surface lies between a place, on it or outside, and the eye: the line of sight is then above it at some places
 * and below it at others.
 * @param place - in the model: x, height, -y
 * @param heightAt - of the drawn surface within `[-1, 1]²`, NaN over a hole
 * @param modelView - from the model to the eye
 */
export function isHiddenAt(
  place: Readonly<Vector3>,
  heightAt: (x: number, y: number) => number,
  modelView: Matrix4,
): boolean {
  way.setFromMatrixPosition(toLocal.copy(modelView).invert()).sub(place);
  // Between which shares of the way to the eye the line is over the surface; the place itself is left out.
  let first = MARK_LIFT;
  let last = 1;
  for (const axis of ['x', 'z'] as const) {
    const along = Math.abs(way[axis]) > 1e-6 ? way[axis] : 1e-6;
    const oneEdge = (-1 - place[axis]) / along;
    const otherEdge = (1 - place[axis]) / along;
    first = Math.max(first, Math.min(oneEdge, otherEdge));
    last = Math.min(last, Math.max(oneEdge, otherEdge));
  }
  // Also where one is no number.
  if (!(first < last)) return false;
  let lowest = 0;
  let highest = 0;
  for (let n = 1; n <= SAMPLES; n++) {
    const share = first + (last - first) * (n / SAMPLES);
    const height = heightAt(clampToDomain(place.x + way.x * share), clampToDomain(-place.z - way.z * share));
    if (Number.isNaN(height)) continue;
    const above = place.y + way.y * share - height;
    lowest = Math.min(lowest, above);
    highest = Math.max(highest, above);
  }
  return lowest < -TOUCHING && highest > TOUCHING;
}

function clampToDomain(place: number): number {
  return Math.min(Math.max(place, -1), 1);
}
