import { Mesh, MeshBasicMaterial, PerspectiveCamera, PlaneGeometry, Scene, WebGLRenderer } from 'three';
import { afterAll, expect, it } from 'vitest';
import { PathPoints } from '../../src/path/pathPoints.js';
import { DescentObjects } from '../../src/scene/path/descentObjects.js';
import { computeColorStops, COLOR_MAP_NAMES } from '../../src/scene/surface/colorMaps.js';
import { FieldTexture } from '../../src/scene/surface/fieldTexture.js';
import { SCENE_THEMES, type ThemeName } from '../../src/scene/sceneTheme.js';
import { createHeightField } from '../../src/surface/index.js';
import { DescentView } from '../../src/view/descentView.js';
import type { EndKind } from '../../src/view/endMark.js';
import { drawPicture } from './drawPicture.js';

const SIZE_PX = 80;
/** Nothing of a marker is further than this from its place, without a pulse. */
const REACH_PX = 22;
const ENDS: readonly (EndKind | null)[] = [null, 'converged', 'max_steps', 'cancelled', 'error', 'unstated'];

const renderer = new WebGLRenderer({ antialias: false, preserveDrawingBuffer: true });
renderer.setPixelRatio(1);
renderer.setSize(SIZE_PX, SIZE_PX);
const field = new FieldTexture();
field.update(createHeightField(new Float32Array(4), 2), renderer);
const objects = new DescentObjects(field.uniforms, { value: 0 });
const path = new PathPoints();
const row = path.beginEvent({ tsMs: 1, seq: 1, content: 0 }, 0);
path.place(1, 0, 0, Number.NaN, Number.NaN, row);
path.endEvent(row);
const view = new DescentView();
const heightAt = (): number => 0;
objects.show(view, path, view.advance(path, heightAt, 0, false), { heightAt, isWhole: false }, renderer);
afterAll(() => {
  objects.dispose();
  field.dispose();
  renderer.dispose();
  renderer.forceContextLoss();
});

interface Look {
  readonly kind: EndKind | null;
  readonly pulse?: number | null;
  readonly theme?: ThemeName;
  readonly ground?: string;
  /** Whether something lies between the marker and the eye. */
  readonly isHidden?: boolean;
}

/** The marker in the middle of a picture, on a ground of one colour, from above: red, green, blue, alpha of each pixel. */
function drawMarker({
  kind,
  pulse = null,
  theme = 'light',
  ground = '#808080',
  isHidden = false,
}: Look): Uint8Array {
  objects.marks.showEnd({ kind, pulse });
  const cover = new Mesh(new PlaneGeometry(9, 9), new MeshBasicMaterial({ color: ground }));
  cover.rotateX(-Math.PI / 2);
  cover.position.y = isHidden ? 0.5 : -0.5;
  const camera = new PerspectiveCamera(50, 1, 0.1, 20);
  camera.position.set(0, 4, 0);
  camera.up.set(0, 0, -1);
  camera.lookAt(0, 0, 0);
  drawPicture(renderer, objects, SCENE_THEMES[theme], new Scene().add(cover), camera);
  const gl = renderer.getContext();
  const pixels = new Uint8Array(SIZE_PX * SIZE_PX * 4);
  gl.readPixels(0, 0, SIZE_PX, SIZE_PX, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  return pixels;
}

/** How light each pixel is, in [0, 255]: what is left of a picture without colours. */
function toGrey(pixels: Uint8Array): number[] {
  return Array.from({ length: pixels.length / 4 }, (_, n) => {
    const [red, green, blue] = pixels.subarray(4 * n, 4 * n + 3);
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  });
}

/** Pixels of which one picture differs from another by more than a quarter of all that there is. */
const countFar = (one: ArrayLike<number>, other: ArrayLike<number>): number =>
  Array.from(one).filter((value, n) => Math.abs(value - other[n]!) > 64).length;

/** Where a picture is darker than half of its own range, as the shape that is left of it in two tones. */
function toShape(grey: readonly number[]): number[] {
  const middle = (Math.min(...grey) + Math.max(...grey)) / 2;
  return grey.map((value) => (value < middle ? 0 : 255));
}

/** Pixels of a marker's disc: of those so many tell two of them apart. */
const DISC_PX = Math.PI * 7 ** 2;

it.each(['light', 'dark'] as const)(
  'each end differs from each other at the marker, in grey and in two tones too: %s',
  (theme) => {
    const greys = ENDS.map((kind) => toGrey(drawMarker({ kind, theme })));
    for (const [i, one] of greys.entries()) {
      for (const [j, other] of greys.entries()) {
        if (j <= i) continue;
        const pair = `${String(ENDS[i])} and ${String(ENDS[j])}`;
        expect(countFar(one, other), pair).toBeGreaterThan(0.15 * DISC_PX);
        expect(countFar(toShape(one), toShape(other)), pair).toBeGreaterThan(0.15 * DISC_PX);
      }
    }
  },
);

it.each(COLOR_MAP_NAMES)('each end stands out from every colour of %s', (name) => {
  for (const ground of computeColorStops(name, 5)) {
    const plain = toGrey(drawMarker({ kind: null, ground }))[0]!;
    for (const kind of ENDS.slice(1)) {
      const grey = toGrey(drawMarker({ kind, ground }));
      const apart = grey.filter((value) => Math.abs(value - plain) > 64).length;
      expect(apart, `${String(kind)} on ${ground}`).toBeGreaterThan(0.5 * DISC_PX);
    }
  }
});

it('each end that the surface hides differs from each other', () => {
  const greys = ENDS.map((kind) => toGrey(drawMarker({ kind, isHidden: true, ground: '#ffffff' })));
  for (const [i, one] of greys.entries()) {
    for (const [j, other] of greys.entries()) {
      const pair = `${String(ENDS[i])} and ${String(ENDS[j])}`;
      if (j > i) expect(countFar(one, other), pair).toBeGreaterThan(0.15 * DISC_PX);
    }
  }
});

/** The furthest pixel from the middle that differs from the first. */
function reachOf(pixels: Uint8Array): number {
  const grey = toGrey(pixels);
  return Math.max(
    ...grey.map((value, n) => {
      const [x, y] = [(n % SIZE_PX) + 0.5 - SIZE_PX / 2, Math.floor(n / SIZE_PX) + 0.5 - SIZE_PX / 2];
      return Math.abs(value - grey[0]!) > 4 ? Math.hypot(x, y) : 0;
    }),
  );
}

it('a pulse is a ring that grows beyond the marker and fades, and leaves nothing', () => {
  const still = drawMarker({ kind: 'converged' });
  expect(reachOf(still)).toBeLessThan(REACH_PX);
  const reaches = [0.2, 0.4, 0.6].map((pulse) => reachOf(drawMarker({ kind: 'converged', pulse })));
  expect(reaches[0]).toBeGreaterThan(reachOf(still));
  expect(reaches[1]).toBeGreaterThan(reaches[0]! + 2);
  expect(reaches[2]).toBeGreaterThan(reaches[1]! + 1);
  const strengths = [0.2, 0.6, 0.9].map((pulse) => {
    const grey = toGrey(drawMarker({ kind: 'converged', pulse }));
    return Math.max(...grey.map((value, n) => (isOutside(n) ? Math.abs(value - grey[0]!) : 0)));
  });
  expect(strengths[0]).toBeGreaterThan(strengths[1]!);
  expect(strengths[1]).toBeGreaterThan(strengths[2]!);
});

const isOutside = (n: number): boolean =>
  Math.hypot((n % SIZE_PX) + 0.5 - SIZE_PX / 2, Math.floor(n / SIZE_PX) + 0.5 - SIZE_PX / 2) > 14;
