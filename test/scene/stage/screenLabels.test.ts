import { Object3D, PerspectiveCamera } from 'three';
import { describe, expect, it } from 'vitest';
import { FloorLabels, type FloorLabel, type ScreenLabels } from '../../../src/scene/stage/screenLabels.js';

const LABELS: readonly FloorLabel[] = [
  { axis: 'x', place: 0.5, text: '1', kind: 'tick' },
  { axis: 'y', place: 0, text: 'y', kind: 'title' },
];
const SIZE = { width: 400, height: 300 };
const WIDE = { width: 500, height: 300 };

function place() {
  const places: [index: number, xPx: number, yPx: number, isVisible: boolean][] = [];
  const screen = {
    revision: 1,
    set: () => undefined,
    remove: () => undefined,
    place: (...args: (typeof places)[number]) => places.push(args),
  } satisfies ScreenLabels;
  const camera = new PerspectiveCamera(50, SIZE.width / SIZE.height, 0.1, 60);
  camera.position.set(0, 3, 4);
  camera.lookAt(0, 0, 0);
  const floor = new Object3D();
  const labels = new FloorLabels(screen, LABELS);
  /** As three does where it draws the floor. */
  const draw = (size = SIZE): void => {
    camera.updateMatrixWorld();
    floor.updateWorldMatrix(true, false);
    floor.modelViewMatrix.multiplyMatrices(camera.matrixWorldInverse, floor.matrixWorld);
    labels.place(floor, camera, size);
  };
  return { screen, camera, floor, draw, take: () => places.splice(0) };
}

describe('FloorLabels', () => {
  it('stand beside the edge that is nearer to the camera, in pixels of the canvas', () => {
    const { camera, draw, take } = place();
    draw();
    const [tick, title] = take();
    // The floor's middle is the canvas's: an edge before it is seen below, one to the right of it to the right.
    expect(tick).toEqual([
      0,
      expect.toSatisfy((x: number) => x > 200),
      expect.toSatisfy((y) => y > 150),
      true,
    ]);
    expect(title).toEqual([1, expect.toSatisfy((x: number) => x > 200), expect.closeTo(150, 6), true]);
    camera.position.z = -4;
    camera.lookAt(0, 0, 0);
    draw();
    expect(take()[0]![2]).toBeGreaterThan(150);
  });

  it('are left alone by a frame that moves nothing, and placed by one that moves the camera, the floor or the frame', () => {
    const { screen, camera, floor, draw, take } = place();
    draw();
    expect(take()).toHaveLength(LABELS.length);
    draw();
    expect(take()).toEqual([]);
    camera.position.x += 0.01;
    draw();
    expect(take()).toHaveLength(LABELS.length);
    floor.position.y -= 0.01;
    draw();
    expect(take()).toHaveLength(LABELS.length);
    draw(WIDE);
    expect(take()).toHaveLength(LABELS.length);
    screen.revision++;
    draw(WIDE);
    expect(take()).toHaveLength(LABELS.length);
  });
});
