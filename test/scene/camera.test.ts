import { PerspectiveCamera, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import {
  CAMERA_POSITION,
  computeLoweringPx,
  computeShiftPx,
  fitCameraToFrame,
} from '../../src/scene/camera.js';

/** Where the corners of the box are seen, in CSS pixels from the frame's upper left corner. */
function placeBox(widthPx: number, heightPx: number) {
  const camera = new PerspectiveCamera();
  camera.position.set(...CAMERA_POSITION);
  camera.lookAt(0, -0.16, 0);
  fitCameraToFrame(camera, widthPx, heightPx);
  camera.updateMatrixWorld();
  const corners = [-1, 1].flatMap((x) =>
    [-1, 1].flatMap((z) => [-0.6, 0.6].map((y) => new Vector3(x, y, z))),
  );
  const seen = corners.map((corner) => corner.project(camera));
  const xs = seen.map(({ x }) => ((x + 1) / 2) * widthPx);
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...seen.map(({ y }) => ((1 - y) / 2) * heightPx)),
    bottom: Math.max(...seen.map(({ y }) => ((1 - y) / 2) * heightPx)),
  };
}

describe('fitCameraToFrame', () => {
  it.each([
    [320, 400],
    [390, 700],
    [640, 480],
    [960, 600],
    [1280, 720],
    [2400, 600],
  ])('has the whole box in a frame of %d × %d', (widthPx, heightPx) => {
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
    expect(sizes.map(([width, height]) => computeLoweringPx(width, height))).toEqual([0, 32, 32, 0]);
    expect(placeBox(550, 600).top - placeBox(720, 600).top).toBeGreaterThan(32);
  });
});
