import type { PerspectiveCamera } from 'three';

/** Where the camera stands when nobody has moved it, in world units; the surface's box is centred on the origin. */
export const CAMERA_POSITION: readonly [number, number, number] = [-1.95, 3.0, 3.85];

/** What the camera looks at. */
export const CAMERA_TARGET: readonly [number, number, number] = [0, -0.22, 0];

/** The view's opening angle along its shorter side, in degrees. */
const OPENING_DEG = 32;

/** A frame at least this wide for its height opens `OPENING_DEG` upwards; a narrower one opens as much sideways. */
const FULL_ASPECT = 1.25;

/**
 * The camera's vertical opening angle in a frame of this shape, in degrees: wide enough that the box fits,
 * so that a narrow frame needs no other place for the camera.
 * @param aspect - width / height, above 0
 */
export function computeFovDeg(aspect: number): number {
  const halfRad = (OPENING_DEG / 2) * (Math.PI / 180);
  const widening = Math.max(FULL_ASPECT / aspect, 1);
  return (2 * Math.atan(Math.tan(halfRad) * widening) * 180) / Math.PI;
}

/** How many CSS pixels a world unit takes at the origin when nobody has moved the camera: half the width of the surface. */
export function computeUnitPx(widthPx: number, heightPx: number): number {
  const halfRad = (computeFovDeg(widthPx / heightPx) / 2) * (Math.PI / 180);
  const distance = Math.hypot(...CAMERA_POSITION.map((place, axis) => place - CAMERA_TARGET[axis]!));
  return heightPx / (2 * Math.tan(halfRad) * distance);
}

/** In a frame at least this wide the read-out in its upper left corner leaves the picture room to its right. */
const ROOMY_WIDTH_PX = 720;
/** Share of the room beside the box by which the picture moves to the right, and the most of it. */
const SHIFT_SHARE = 0.75;
const MAX_SHIFT_PX = 90;

/** How far to the right of the frame's middle the origin is seen, in CSS pixels. */
export function computeShiftPx(widthPx: number, heightPx: number): number {
  if (widthPx < ROOMY_WIDTH_PX) return 0;
  const room = (widthPx - FULL_ASPECT * heightPx) / 2;
  return Math.min(Math.max(SHIFT_SHARE * room, 0), MAX_SHIFT_PX);
}

/** Share of the room above and below the box by which a narrow frame's picture moves down, and the most of it. */
const LOWERING_SHARE = 0.4;
const MAX_LOWERING_PX = 56;

/** How far below the frame's middle the origin is seen, in CSS pixels: in a narrow frame the read-out is above it. */
export function computeLoweringPx(widthPx: number, heightPx: number): number {
  if (widthPx >= ROOMY_WIDTH_PX) return 0;
  const room = (heightPx - widthPx / FULL_ASPECT) / 2;
  return Math.min(Math.max(LOWERING_SHARE * room, 0), MAX_LOWERING_PX);
}

/** Opens the camera for a frame of this shape; where it stands and looks is left alone. */
export function fitCameraToFrame(camera: PerspectiveCamera, widthPx: number, heightPx: number): void {
  camera.aspect = widthPx / heightPx;
  camera.fov = computeFovDeg(camera.aspect);
  const shiftPx = computeShiftPx(widthPx, heightPx);
  const loweringPx = computeLoweringPx(widthPx, heightPx);
  camera.setViewOffset(widthPx, heightPx, -shiftPx, -loweringPx, widthPx, heightPx);
}
