import { OrthographicCamera, Scene, WebGLRenderer } from 'three';
import { afterAll, expect, it } from 'vitest';
import { PathPoints } from '../../src/path/pathPoints.js';
import { DescentObjects } from '../../src/scene/path/descentObjects.js';
import { DescentView } from '../../src/view/descentView.js';
import { FieldTexture } from '../../src/scene/surface/fieldTexture.js';
import { SCENE_THEMES } from '../../src/scene/sceneTheme.js';
import { createHeightField, drawnHeightAt, type HeightField } from '../../src/surface/index.js';
import { drawPicture } from './drawPicture.js';
import { createRandom } from '../surface/surfaceArbitraries.js';
import { picked } from '../support/testLength.js';

const WIDTH = 480;
const HEIGHT = 360;
const POINTS = 60;

const renderer = new WebGLRenderer({ antialias: false, preserveDrawingBuffer: true });
renderer.setPixelRatio(1);
renderer.setSize(WIDTH, HEIGHT);
afterAll(() => {
  renderer.dispose();
  renderer.forceContextLoss();
});

/** Steep from node to node, so that a wrong triangle, cell or axis is seen; values far from [0, 1]. */
function createRoughField(nodes: number, random: () => number): HeightField {
  const samples = Float32Array.from({ length: nodes * nodes }, () => 40 + 20 * random());
  return createHeightField(samples, nodes);
}

/** To and fro over the domain, and somewhat beyond its edges. */
function createWalk(random: () => number): PathPoints {
  const path = new PathPoints();
  const row = path.beginEvent({ tsMs: 1, seq: 1, content: 0 }, 0);
  for (let step = 0; step < POINTS; step++) {
    path.place(step, 2.4 * random() - 1.2, 2.4 * random() - 1.2, Number.NaN, Number.NaN, row);
  }
  path.endEvent(row);
  return path;
}

/** Seen from the front: across the picture x, up it the heights, and a little of y. */
function draw(path: PathPoints, field: HeightField, drape: 'before' | 'shader' | 'nowhere'): Uint8Array {
  const texture = new FieldTexture();
  texture.update(field, renderer);
  const objects = new DescentObjects(texture.uniforms, { value: 0 });
  const view = new DescentView();
  const heightAt = (x: number, y: number): number => drawnHeightAt(field, x, y);
  const changed = view.advance(path, heightAt, 0, false, drape === 'before' ? heightAt : () => 0);
  objects.show(view, path, changed, { heightAt, isWhole: drape === 'shader' }, renderer);
  const camera = new OrthographicCamera(-1.3, 1.3, 1.3, -1.3, 0.1, 20);
  camera.position.set(0.3, 2, 4);
  camera.lookAt(0, 0.4, 0);
  drawPicture(renderer, objects, SCENE_THEMES.light, new Scene(), camera);
  const gl = renderer.getContext();
  const pixels = new Uint8Array(WIDTH * HEIGHT * 4);
  gl.readPixels(0, 0, WIDTH, HEIGHT, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  objects.dispose();
  texture.dispose();
  return pixels;
}

/** Pixels of which a channel differs by more than rounding. */
function countDifferent(one: Uint8Array, other: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < one.length; at += 4) {
    if ([0, 1, 2, 3].some((channel) => Math.abs(one[at + channel]! - other[at + channel]!) > 24)) count++;
  }
  return count;
}

it.each(picked([2, 5, 12], (nodes) => nodes === 5))(
  'a line that the shader drapes on %i nodes a side is the one that was draped before (seed 4301)',
  (nodes) => {
    const random = createRandom(4301 + nodes);
    const field = createRoughField(nodes, random);
    const path = createWalk(random);
    const before = draw(path, field, 'before');
    expect(countDifferent(before, draw(path, field, 'nowhere'))).toBeGreaterThan(10_000);
    expect(countDifferent(before, draw(path, field, 'shader'))).toBeLessThan(60);
  },
);

/** Heights that lie close together, far from 0, as a grid of float32 has them, or the file of doubles that gave an offset. */
const FAR_FIELDS: readonly (readonly [string, (random: () => number) => HeightField])[] = [
  ['float32 whose range is 2^-18 of their size', (random) => createFarField(2 ** 18, 1, 0, random)],
  ['float32 about 2.302585, a millionth of it apart', (random) => createFarField(2.302585, 2e-5, 0, random)],
  ['float32 below 0', (random) => createFarField(-4e6, 30, 0, random)],
  ['doubles whose range is 1e-9 of their size', (random) => createFarField(0, 1e-3, 1e6, random)],
  ['doubles of 1e-9 and a thousandth of it apart', (random) => createFarField(0, 1e-12, 1e-9, random)],
];

function createFarField(base: number, range: number, offset: number, random: () => number): HeightField {
  const nodes = 12;
  const samples = Float32Array.from({ length: nodes * nodes }, () => base + range * random());
  return createHeightField(samples, nodes, { offset });
}

it.each(picked(FAR_FIELDS, ([name]) => /about|1e-9 of their/.test(name)))(
  '[HEIGHT-2] a line that the shader drapes lies on the drawn triangles of %s (seed 4302)',
  (_, createField) => {
    const random = createRandom(4302);
    const field = createField(random);
    const path = createWalk(random);
    const before = draw(path, field, 'before');
    expect(countDifferent(before, draw(path, field, 'nowhere'))).toBeGreaterThan(10_000);
    expect(countDifferent(before, draw(path, field, 'shader'))).toBeLessThan(60);
  },
);
