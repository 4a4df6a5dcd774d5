import { Matrix4, PerspectiveCamera, Vector3 } from 'three';
import { expect, it } from 'vitest';
import { isHiddenAt } from '../../../src/scene/path/sight.js';

/** From the model to an eye in front of it, a little above the ground. */
function createView(): Matrix4 {
  const camera = new PerspectiveCamera();
  camera.position.set(0, 0.4, 3);
  camera.lookAt(0, 0, 0);
  camera.updateMatrixWorld();
  return camera.matrixWorldInverse;
}

const PLACE = new Vector3(0, 0, 0);
/** A wall between the place and the eye, 0.6 high; y of the domain runs away from the eye. */
const wall = (_: number, y: number): number => (y < -0.4 && y > -0.6 ? 0.6 : 0);

it('hides a place behind a wall, and none behind what is lower than the line of sight', () => {
  expect(isHiddenAt(PLACE, wall, createView())).toBe(true);
  expect(isHiddenAt(PLACE, (x, y) => wall(x, y) / 20, createView())).toBe(false);
  expect(isHiddenAt(new Vector3(0, 0, 0.8), wall, createView())).toBe(false);
});

it('looks past a hole, on either side of the wall', () => {
  const holed = (x: number, y: number): number => (y < -0.7 || y > -0.3 ? wall(x, y) : Number.NaN);
  const holedBeside = (x: number, y: number): number => (y > -0.3 || y < -0.8 ? Number.NaN : wall(x, y));
  expect(isHiddenAt(PLACE, holedBeside, createView())).toBe(true);
  expect(isHiddenAt(PLACE, holed, createView())).toBe(false);
});
