import type { CameraPose } from './page/pageFunctions.js';

type Vector = readonly [number, number, number];

/** The view's opening angle along its shorter side; a frame narrower than 5 : 4 opens as far sideways as such a one. */
const OPENING_RAD = (32 * Math.PI) / 180;
const FULL_ASPECT = 1.25;

const subtract = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
function normalize(a: Vector): Vector {
  const length = Math.hypot(...a);
  return [a[0] / length, a[1] / length, a[2] / length];
}

/**
 * Where a point of the world is seen, in CSS pixels from the upper left corner of a frame that leaves its picture no
 * room beside it: below 720 px wide, no higher than four fifths of that.
 */
export function projectPoint(
  point: Vector,
  { position, target }: CameraPose,
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
): { readonly xPx: number; readonly yPx: number } {
  const forward = normalize(subtract(target, position));
  const right = normalize(cross(forward, [0, 1, 0]));
  const up = cross(right, forward);
  const aspect = widthPx / heightPx;
  // Of the image plane one unit before the eye.
  const halfHeight = Math.tan(OPENING_RAD / 2) * Math.max(FULL_ASPECT / aspect, 1);
  const pxPerUnit = heightPx / 2 / halfHeight;
  const offset = subtract(point, position);
  const depth = dot(offset, forward);
  return {
    xPx: widthPx / 2 + (dot(offset, right) / depth) * pxPerUnit,
    yPx: heightPx / 2 - (dot(offset, up) / depth) * pxPerUnit,
  };
}
