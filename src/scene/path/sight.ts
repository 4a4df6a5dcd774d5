import { Matrix4, Vector3 } from 'three';
import { MARK_LIFT } from './markMaterial.js';

/** Places between a marker and the eye that are looked at for whether the surface hides it. */
const SAMPLES = 96;
/** Nearer to the surface than this, as a share of its height, a line of sight is neither above it nor below. */
const TOUCHING = 0.004;

const toLocal = new Matrix4();
const way = new Vector3();

/**
 * Whether the surface lies between a place, on it or outside, and the eye: over the surface the line of sight is then above it
 * here and below it there.
 * @param place - on the screen's model: x, height, -y
 * @param heightAt - of the drawn surface within `[-1, 1]²`, NaN over a hole
 * @param modelView - from the model to the eye
 */
export function isHiddenAt(
  place: Readonly<Vector3>,
  heightAt: (x: number, y: number) => number,
  modelView: Matrix4,
): boolean {
  way.setFromMatrixPosition(toLocal.copy(modelView).invert()).sub(place);
  // Where that line is over the surface: shares of the way to the eye; the place itself is not looked at.
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
