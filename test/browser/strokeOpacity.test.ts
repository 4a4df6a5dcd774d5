import {
  Mesh,
  MeshBasicMaterial,
  OrthographicCamera,
  PerspectiveCamera,
  PlaneGeometry,
  Scene,
  WebGLRenderer,
} from 'three';
import { afterAll, expect, it } from 'vitest';
import { PathPoints } from '../../src/path/pathPoints.js';
import { DescentObjects } from '../../src/scene/path/descentObjects.js';
import { DescentView } from '../../src/view/descentView.js';
import { FieldTexture } from '../../src/scene/surface/fieldTexture.js';
import { SCENE_THEMES } from '../../src/scene/sceneTheme.js';
import { createHeightField } from '../../src/surface/index.js';
import { itOnce, picked } from '../support/testLength.js';
import { drawPicture } from './drawPicture.js';

/** CSS pixels of a normalized unit, and device pixels too. */
const UNIT_PX = 300;
const SIZE_PX = 2 * UNIT_PX;

const renderer = new WebGLRenderer({ antialias: false, preserveDrawingBuffer: true });
renderer.setPixelRatio(1);
renderer.setSize(SIZE_PX, SIZE_PX);
afterAll(() => {
  renderer.dispose();
  renderer.forceContextLoss();
});

const WHITE_LINE = { ...SCENE_THEMES.light, pathOld: '#ffffff', pathNew: '#ffffff' };
/** Without age: of one colour and one width. */
const EVEN = {
  crowdedPath: 'thin',
  missingSteps: 'dashed',
  hiddenMarker: 'ring',
  pathColor: 'plain',
} as const;
const FLAT = { heightAt: () => 0, isWhole: false };

interface Drawing {
  readonly isHole?: boolean;
  /** Whether something lies between the line and the eye, and what colour everything has that is not the line. */
  readonly isHidden: boolean;
  /** Where the line lies beside its middle, normalized, by the step. */
  readonly wayAside?: (step: number) => number;
  readonly ground: number;
}

/**
 * A straight line seen from above, from x = -0.9 to 0.9, in steps of a size.
 * @returns the brightness of a pixel by its distance from the line's middle and its place along it, in [0, 255]
 */
function drawLine(stepSize: number, { isHole = false, isHidden, ground, wayAside = () => 0 }: Drawing) {
  const field = new FieldTexture();
  field.update(createHeightField(new Float32Array(4), 2), renderer);
  const objects = new DescentObjects(field.uniforms, { value: 0 });
  objects.style(EVEN);
  const theme = { ...WHITE_LINE, pathCasing: '#000000' };
  const path = new PathPoints();
  const row = path.beginEvent({ tsMs: 1, seq: 1, content: 0 }, 0);
  for (let step = 0; step * stepSize <= 1.8; step++) {
    path.place(step, -0.9 + step * stepSize, wayAside(step), Number.NaN, Number.NaN, row);
  }
  path.endEvent(row);
  const view = new DescentView();
  const height = (x: number): number => (isHole && Math.abs(x) < 0.6 ? Number.NaN : 0);
  const changed = view.advance(path, height, 0, false);
  objects.show(view, path, changed, { heightAt: height, isWhole: false }, renderer);
  const cover = new Mesh(new PlaneGeometry(4, 4), new MeshBasicMaterial({ color: ground }));
  cover.rotateX(-Math.PI / 2);
  cover.position.y = isHidden ? 0.5 : -0.5;
  const camera = new OrthographicCamera(-1, 1, 1, -1, 0.1, 20);
  camera.position.set(0, 4, 0);
  camera.up.set(0, 0, -1);
  camera.lookAt(0, 0, 0);
  drawPicture(renderer, objects, theme, new Scene().add(cover), camera);
  const gl = renderer.getContext();
  const pixels = new Uint8Array(SIZE_PX * SIZE_PX * 4);
  gl.readPixels(0, 0, SIZE_PX, SIZE_PX, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  objects.dispose();
  field.dispose();
  return (x: number, offPx: number): number =>
    pixels[((UNIT_PX + offPx) * SIZE_PX + Math.round((x + 1) * UNIT_PX)) * 4]!;
}

const SPACINGS = picked(
  [1 / 12, 1 / 48, 1 / 96, 1 / 192, 1 / 384, 1 / 768, 1 / 1536, 1 / 10_000],
  (spacing) => [1 / 48, 1 / 768, 1 / 10_000].includes(spacing),
);
const ALONG = [-0.5, -0.31, -0.1, 0.003, 0.2, 0.37, 0.5];

/** Mean over places along the line, of the two pixels beside its middle, in [0, 1]. */
function meanOf(brightness: (x: number, offPx: number) => number, offsPx: readonly number[]): number {
  const values = ALONG.flatMap((x) => offsPx.map((offPx) => brightness(x, offPx)));
  return values.reduce((sum, value) => sum + value, 0) / values.length / 255;
}

it.each(SPACINGS)('[LINE-5] what the surface hides of a line is 0.3 opaque, in steps of %f', (spacing) => {
  const brightness = drawLine(spacing, { isHidden: true, ground: 0x000000 });
  const opacity = meanOf(brightness, [-1, 0]);
  expect(opacity).toBeGreaterThan(0.25);
  expect(opacity).toBeLessThan(0.35);
});

itOnce.each([
  ['to and fro', (step: number) => 0.004 * (step % 2)],
  ['in loops', (step: number) => 0.01 * Math.sin(step / 3)],
  ['at random', (step: number) => 0.006 * (((step * 7919) % 101) / 101)],
] as const)(
  '[LINE-5] what is hidden of a line that goes %s is nowhere more than 0.3 opaque',
  (_, wayAside) => {
    const brightness = drawLine(1 / 600, { isHidden: true, ground: 0x000000, wayAside });
    const shown = ALONG.flatMap((x) => [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((offPx) => brightness(x, offPx)));
    expect(Math.max(...shown) / 255).toBeLessThan(0.31);
    expect(Math.max(...shown) / 255).toBeGreaterThan(0.25);
  },
);

it.each(SPACINGS)('[LINE-5] the dark edge of a line is 0.8 opaque, in steps of %f', (spacing) => {
  const brightness = drawLine(spacing, { isHidden: false, ground: 0xffffff });
  // From 1.5 px to 2.75 px from the middle: the middle of a pixel lies half of one further.
  const opacity = 1 - meanOf(brightness, [-3, 2]);
  const atOnce = 1 - meanOf(drawLine(1.8, { isHidden: false, ground: 0xffffff }), [-3, 2]);
  expect(Math.abs(opacity - atOnce)).toBeLessThan(0.05);
});

it.each(SPACINGS)('[LINE-5] over a hole a line is dimmed to 0.4, in steps of %f', (spacing) => {
  const brightness = drawLine(spacing, { isHidden: false, isHole: true, ground: 0x000000 });
  const opacity = meanOf(brightness, [-1, 0]);
  expect(opacity).toBeGreaterThan(0.35);
  expect(opacity).toBeLessThan(0.45);
});

itOnce('[LINE-4] lines that lie close together are drawn in full when they are seen from nearby', () => {
  const field = new FieldTexture();
  field.update(createHeightField(new Float32Array(4), 2), renderer);
  const objects = new DescentObjects(field.uniforms, { value: 0 });
  objects.style(EVEN);
  const theme = { ...WHITE_LINE, pathCasing: '#000000' };
  const path = new PathPoints();
  const row = path.beginEvent({ tsMs: 1, seq: 1, content: 0 }, 0);
  // To and fro over the domain, a 250th of a unit aside each time: a pixel apart from afar.
  const LINES = 21;
  for (let line = 0; line < LINES; line++) {
    const y = (line - 10) / 250;
    path.place(2 * line, line % 2 === 0 ? -1 : 1, y, Number.NaN, Number.NaN, row);
    path.place(2 * line + 1, line % 2 === 0 ? 1 : -1, y, Number.NaN, Number.NaN, row);
  }
  path.endEvent(row);
  const view = new DescentView();
  const changed = view.advance(path, () => 0, 0, false);
  const cover = new Mesh(new PlaneGeometry(4, 4), new MeshBasicMaterial({ color: 0x808080 }));
  cover.rotateX(-Math.PI / 2);
  cover.position.y = -0.01;
  const lookFrom = (heightUnits: number): Uint8Array => {
    objects.show(view, path, changed, FLAT, renderer);
    const camera = new PerspectiveCamera(90, 1, 0.001, 20);
    camera.position.set(0, heightUnits, 0);
    camera.up.set(0, 0, -1);
    camera.lookAt(0, 0, 0);
    drawPicture(renderer, objects, theme, new Scene().add(cover), camera);
    const gl = renderer.getContext();
    const column = new Uint8Array(SIZE_PX * 4);
    gl.readPixels(SIZE_PX / 2 + 7, 0, 1, SIZE_PX, gl.RGBA, gl.UNSIGNED_BYTE, column);
    return column;
  };
  const countWhite = (column: Uint8Array): number =>
    Array.from({ length: SIZE_PX }, (_, y) => column[y * 4]!).filter((brightness) => brightness > 240).length;
  // A picture of 600 px shows 0.08 units: 20 of the lines, each 3 px wide.
  const nearby = countWhite(lookFrom(0.04));
  expect(nearby).toBeGreaterThanOrEqual(2 * 19);
  // From afar they lie on each other, and are not drawn in full.
  expect(countWhite(lookFrom(1.2))).toBeLessThan(12);
  objects.dispose();
  field.dispose();
});

/** Lines to and fro, each so far from the one before; and turns of a spiral, which never cross either. */
const SIDE_BY_SIDE = {
  ravine: (gap: number, n: number) => [n % 4 < 2 === (n % 2 === 0) ? -0.95 : 0.95, -0.8 + (n >> 1) * gap],
  spiral: (gap: number, n: number) => {
    const radius = 0.9 - (n / 200) * gap;
    return [radius * Math.cos((n * Math.PI) / 100), radius * Math.sin((n * Math.PI) / 100)];
  },
} as const;

it.each(
  picked(
    (['ravine', 'spiral'] as const).flatMap((kind) =>
      [2, 3, 4, 5, 6, 8, 10, 14].map((gapPx) => ({ kind, gapPx })),
    ),
    ({ kind, gapPx }) => (kind === 'ravine' ? [3, 10] : [2, 6]).includes(gapPx),
  ),
)('[LINE-4] lines of a $kind that lie $gapPx px apart let half show through', ({ kind, gapPx }) => {
  const gap = gapPx / UNIT_PX;
  const field = new FieldTexture();
  field.update(createHeightField(new Float32Array(4), 2), renderer);
  const objects = new DescentObjects(field.uniforms, { value: 0 });
  objects.style(EVEN);
  const theme = { ...WHITE_LINE, pathCasing: '#ffffff' };
  const path = new PathPoints();
  const row = path.beginEvent({ tsMs: 1, seq: 1, content: 0 }, 0);
  const count = Math.floor(kind === 'ravine' ? 2 * (1.6 / gap) : 200 * (0.8 / gap));
  for (let n = 0; n < count; n++) {
    const [x, y] = SIDE_BY_SIDE[kind](gap, n);
    path.place(n, x!, y!, Number.NaN, Number.NaN, row);
  }
  path.endEvent(row);
  const view = new DescentView();
  objects.show(
    view,
    path,
    view.advance(path, () => 0, 0, false),
    FLAT,
    renderer,
  );
  const cover = new Mesh(new PlaneGeometry(4, 4), new MeshBasicMaterial({ color: 0x000000 }));
  cover.rotateX(-Math.PI / 2);
  cover.position.y = -0.5;
  const camera = new PerspectiveCamera((2 * Math.atan(1 / 40) * 180) / Math.PI, 1, 1, 60);
  camera.position.set(0, 40, 0);
  camera.up.set(0, 0, -1);
  camera.lookAt(0, 0, 0);
  drawPicture(renderer, objects, theme, new Scene().add(cover), camera);
  const gl = renderer.getContext();
  const side = 0.4 * UNIT_PX;
  const pixels = new Uint8Array(side * side * 4);
  gl.readPixels(1.2 * UNIT_PX, 0.8 * UNIT_PX, side, side, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  objects.dispose();
  field.dispose();
  let covered = 0;
  for (let at = 0; at < pixels.length; at += 4) covered += pixels[at]! / 255;
  const share = covered / side ** 2;
  expect(share).toBeLessThan(0.5);
  // And the way is seen.
  expect(share).toBeGreaterThan(0.15);
});
