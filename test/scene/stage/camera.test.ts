import { PerspectiveCamera, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import {
  CAMERA_POSITION,
  CAMERA_TARGET,
  computeLoweringPx,
  computeShiftPx,
  fitCameraToFrame,
} from '../../../src/scene/stage/camera.js';

/** Corners of the tallest box, in world units. */
const BOX = [-1, 1].flatMap((x) => [-1, 1].flatMap((z) => [-0.6, 0.6].map((y) => new Vector3(x, y, z))));

/** Middles of the labels at both near edges of the floor under it. */
const LABELS = [-1, 0, 1].flatMap((place) => [
  new Vector3(place, -0.66, 1.13),
  new Vector3(-1.13, -0.66, place),
]);
/** Half of what the largest label takes. */
const LABEL_PX = { width: 16, height: 8 } as const;

/** Where places in the world are seen, in CSS pixels from the frame's upper left corner. */
function place(places: readonly Vector3[], widthPx: number, heightPx: number) {
  const camera = new PerspectiveCamera();
  camera.position.set(...CAMERA_POSITION);
  camera.lookAt(...CAMERA_TARGET);
  fitCameraToFrame(camera, widthPx, heightPx);
  camera.updateMatrixWorld();
  const seen = places.map((world) => world.clone().project(camera));
  const xs = seen.map(({ x }) => ((x + 1) / 2) * widthPx);
  const ys = seen.map(({ y }) => ((1 - y) / 2) * heightPx);
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

const placeBox = (widthPx: number, heightPx: number) => place(BOX, widthPx, heightPx);

describe('fitCameraToFrame', () => {
  it.each([
    [320, 400],
    [390, 700],
    [640, 480],
    [960, 600],
    [1280, 720],
    [2400, 600],
  ])('has the whole box, and all labels of its floor, in a frame of %d × %d', (widthPx, heightPx) => {
    const labels = place(LABELS, widthPx, heightPx);
    expect(labels.left).toBeGreaterThanOrEqual(LABEL_PX.width);
    expect(labels.right).toBeLessThanOrEqual(widthPx - LABEL_PX.width);
    expect(labels.bottom).toBeLessThanOrEqual(heightPx - LABEL_PX.height);
    const { left, right, top, bottom } = placeBox(widthPx, heightPx);
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(widthPx);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(bottom).toBeLessThanOrEqual(heightPx);
  });

  it('moves the picture beside the read-out where there is room, and leaves it in the middle where there is not', () => {
    expect([computeShiftPx(640, 480), computeShiftPx(800, 700), computeShiftPx(2400, 600)]).toEqual([
      0, 0, 90,
    ]);
    const [still, moved] = [placeBox(700, 400), placeBox(720, 400)];
    expect(moved.left - still.left).toBeCloseTo(computeShiftPx(720, 400) + 10, 6);
  });

  it('moves the picture below the read-out in a frame that is narrow and tall', () => {
    const sizes = [
      [320, 256],
      [550, 600],
      [390, 700],
      [1280, 720],
    ] as const;
    expect(sizes.map(([width, height]) => computeLoweringPx(width, height))).toEqual([0, 32, 56, 0]);
    expect(placeBox(550, 600).top - placeBox(720, 600).top).toBeGreaterThan(32);
  });
});
