import { Matrix4, PerspectiveCamera, Vector3 } from 'three';
import { expect, it } from 'vitest';
import { ScreenBox } from '../../../src/scene/stage/screenBox.js';

const SIZE = { x: 640, y: 400 };

function createCamera(): PerspectiveCamera {
  const camera = new PerspectiveCamera(40, SIZE.x / SIZE.y, 0.1, 100);
  camera.position.set(2.4, 1.7, 3.1);
  camera.lookAt(0.1, -0.2, 0.05);
  camera.updateMatrixWorld();
  return camera;
}

const toClip = ({ projectionMatrix, matrixWorldInverse }: PerspectiveCamera): Matrix4 =>
  new Matrix4().multiplyMatrices(projectionMatrix, matrixWorldInverse);

it.each([
  [0, 0, 0],
  [0.8, -0.3, 0.2],
  [-0.7, 0.45, -0.9],
  [0.33, 0.1, 1],
])('holds what lies about a place where the camera has it: %f, %f, %f', (x, y, z) => {
  const camera = createCamera();
  const place = new Vector3(x, y, z).project(camera);
  const [px, py] = [(place.x / 2 + 0.5) * SIZE.x, (place.y / 2 + 0.5) * SIZE.y];
  const box = new ScreenBox();
  expect(box.isEmpty).toBe(true);
  expect(box.addPlace(toClip(camera), x, y, z, SIZE, 12)).toBe(true);
  expect(box.isEmpty).toBe(false);
  expect(box.left).toBeCloseTo(px - 12, 9);
  expect(box.right).toBeCloseTo(px + 12, 9);
  expect(box.bottom).toBeCloseTo(py - 12, 9);
  expect(box.top).toBeCloseTo(py + 12, 9);
});

it('takes nothing in of a place behind the eye, and says so', () => {
  const camera = createCamera();
  const behind = camera.position.clone().multiplyScalar(1.5);
  const box = new ScreenBox();
  expect(box.addPlace(toClip(camera), behind.x, behind.y, behind.z, SIZE, 12)).toBe(false);
  expect(box.addPlace(toClip(camera), Number.NaN, 0, 0, SIZE, 12)).toBe(false);
  expect(box.isEmpty).toBe(true);
});
