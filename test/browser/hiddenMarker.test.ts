import { Color, PerspectiveCamera, Scene, WebGLRenderer } from 'three';
import { afterAll, expect, it } from 'vitest';
import { PathPoints } from '../../src/path/pathPoints.js';
import { DescentObjects } from '../../src/scene/path/descentObjects.js';
import { DescentView } from '../../src/view/descentView.js';
import { FieldTexture } from '../../src/scene/surface/fieldTexture.js';
import { SCENE_THEMES } from '../../src/scene/sceneTheme.js';
import { createHeightField, drawnHeightAt } from '../../src/surface/index.js';
import { drawPicture } from './drawPicture.js';

const SIZE_PX = 400;
const NODES = 65;

const renderer = new WebGLRenderer({ antialias: false, preserveDrawingBuffer: true });
renderer.setPixelRatio(1);
renderer.setSize(SIZE_PX, SIZE_PX);
afterAll(() => {
  renderer.dispose();
  renderer.forceContextLoss();
});

interface View {
  readonly heightAt: (x: number, y: number) => number;
  readonly marker: readonly [x: number, y: number];
  readonly eye: readonly [x: number, y: number, z: number];
  /** Of the heights; below 0 for a negative zScale. */
  readonly scale?: number;
}

/** Whether a line leads from the marker down to a floor far below: the number of rows in which it is seen. */
function countDropRows({ heightAt, marker, eye, scale = 1 }: View): number {
  const samples = Float32Array.from({ length: NODES * NODES }, (_, at) => {
    const [column, row] = [at % NODES, Math.floor(at / NODES)];
    return heightAt((2 * column) / (NODES - 1) - 1, (2 * row) / (NODES - 1) - 1);
  });
  const field = createHeightField(samples, NODES);
  const texture = new FieldTexture();
  texture.update(field, renderer);
  const objects = new DescentObjects(texture.uniforms, { value: -2 });
  objects.object.scale.y = scale;
  const path = new PathPoints();
  const row = path.beginEvent({ tsMs: 1, seq: 1, content: 0 }, 0);
  path.place(0, ...marker, Number.NaN, Number.NaN, row);
  path.endEvent(row);
  const view = new DescentView();
  const onField = (x: number, y: number): number => drawnHeightAt(field, x, y);
  objects.show(
    view,
    path,
    view.advance(path, onField, 0, false),
    { heightAt: onField, isWhole: false },
    renderer,
  );
  const camera = new PerspectiveCamera(90, 1, 0.01, 50);
  camera.position.set(...eye);
  camera.lookAt(marker[0], -1, -marker[1]);
  const theme = { ...SCENE_THEMES.light, marker: '#ff0000', markerRing: '#0000ff' };
  drawPicture(
    renderer,
    objects,
    theme,
    Object.assign(new Scene(), { background: new Color('#ffffff') }),
    camera,
  );
  const gl = renderer.getContext();
  const pixels = new Uint8Array(SIZE_PX * SIZE_PX * 4);
  gl.readPixels(0, 0, SIZE_PX, SIZE_PX, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  objects.dispose();
  texture.dispose();
  const isRed = (at: number): boolean => pixels[at]! > 150 && pixels[at + 1]! < 110 && pixels[at + 2]! < 110;
  return Array.from({ length: SIZE_PX }, (_, y) => y).filter((y) =>
    Array.from({ length: SIZE_PX }, (_, x) => (y * SIZE_PX + x) * 4).some(isRed),
  ).length;
}

const MARKER_ROWS = 40;
const bowl = (x: number, y: number): number => x * x + y * y;
const wall = (_: number, y: number): number => 10 * Math.exp(-((y + 0.2) ** 2) * 40);

it.each([1, -1])('[LINE-6] a wall before the marker hides it, with heights times %f', (scale) => {
  const eye = [0, 0.9 * scale, 2.5] as const;
  expect(countDropRows({ heightAt: wall, marker: [0, 0.3], eye, scale })).toBeGreaterThan(2 * MARKER_ROWS);
  expect(countDropRows({ heightAt: wall, marker: [0, -0.7], eye, scale })).toBeLessThan(MARKER_ROWS);
});

it.each([
  ['before', 0.1, -1.6],
  ['beside', -1.6, 0.1],
  ['behind', 0.1, 1.6],
  ['at a corner of', 1.4, -1.5],
] as const)('[LINE-6] nothing hides a marker outside, %s the surface', (_, x, y) => {
  const eye = [0.9, 2, 2.4] as const;
  expect(countDropRows({ heightAt: bowl, marker: [x, y], eye, scale: 0.3 })).toBeLessThan(MARKER_ROWS);
});

it('[LINE-6] the surface hides a marker far behind it', () => {
  const eye = [0, 0.6, 2.5] as const;
  expect(countDropRows({ heightAt: wall, marker: [0, 1.6], eye })).toBeGreaterThan(2 * MARKER_ROWS);
});

it('[LINE-6] a hole hides nothing, from above or below', () => {
  const holed = (x: number, y: number): number => (y > -0.8 && y < 0.05 ? Number.NaN : bowl(x, y));
  for (const height of [2.5, -2.5]) {
    const eye = [0, height, 2.5] as const;
    expect(countDropRows({ heightAt: holed, marker: [0, 0.3], eye })).toBeLessThan(MARKER_ROWS);
  }
});

it('[LINE-6] is decided also where the eye is exactly above the marker or in one plane with it', () => {
  const eye = [0, 0.9, 2.5] as const;
  expect(countDropRows({ heightAt: wall, marker: [0, 0.3], eye })).toBeGreaterThan(2 * MARKER_ROWS);
  expect(countDropRows({ heightAt: bowl, marker: [0, 0], eye: [0, 3, 0] })).toBeLessThan(MARKER_ROWS);
});
