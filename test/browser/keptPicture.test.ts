import { Group, PerspectiveCamera, Scene, Vector3, WebGLRenderer } from 'three';
import { afterAll, expect, it } from 'vitest';
import type { VertexRange } from '../../src/path/drawnPath.js';
import { PathPoints } from '../../src/path/pathPoints.js';
import {
  CAMERA_POSITION,
  CAMERA_TARGET,
  computeUnitPx,
  fitCameraToFrame,
} from '../../src/scene/stage/camera.js';
import { createColorMapTexture } from '../../src/scene/surface/colorMaps.js';
import { DescentObjects } from '../../src/scene/path/descentObjects.js';
import { DescentView } from '../../src/view/descentView.js';
import type { DrawnSurface } from '../../src/view/drawnSurface.js';
import { FieldTexture } from '../../src/scene/surface/fieldTexture.js';
import { Picture } from '../../src/scene/stage/picture.js';
import { SCENE_THEMES, type ThemeName } from '../../src/scene/sceneTheme.js';
import { SurfaceObject } from '../../src/scene/surface/surfaceObject.js';
import { createHeightField, drawnHeightAt } from '../../src/surface/index.js';
import { createRandom } from '../surface/surfaceArbitraries.js';
import { countDraws } from './frames.js';
import { itOnce, picked } from '../support/testLength.js';

const WIDTH_PX = 640;
const HEIGHT_PX = 400;
const FRAME_S = 1 / 30;

const renderers: WebGLRenderer[] = [];
afterAll(() => {
  for (const renderer of renderers) {
    renderer.dispose();
    renderer.forceContextLoss();
  }
});

/** A view of its own: what it draws shares nothing with another. */
function createView(surface: DrawnSurface, theme: ThemeName, pixelRatio: number) {
  const renderer = new WebGLRenderer({ alpha: true, antialias: false, preserveDrawingBuffer: true });
  renderers.push(renderer);
  renderer.setPixelRatio(pixelRatio);
  renderer.setSize(WIDTH_PX, HEIGHT_PX);
  const camera = new PerspectiveCamera(50, WIDTH_PX / HEIGHT_PX, 0.1, 60);
  camera.position.set(...CAMERA_POSITION);
  camera.lookAt(...CAMERA_TARGET);
  fitCameraToFrame(camera, WIDTH_PX, HEIGHT_PX);
  const field = new FieldTexture();
  const ground = new SurfaceObject(field);
  ground.paint(createColorMapTexture('viridis'), SCENE_THEMES[theme]);
  ground.show(surface, renderer);
  const descent = new DescentObjects(field.uniforms, { value: -0.6 });
  descent.line.unitPx = computeUnitPx(WIDTH_PX, HEIGHT_PX);
  const picture = new Picture(descent);
  picture.paint(SCENE_THEMES[theme]);
  const group = new Group().add(ground.mesh, descent.object);
  group.position.y = -0.4;
  group.scale.y = 0.8;
  const scene = new Scene().add(group);
  return {
    renderer,
    camera,
    descent,
    draw: (isStill: boolean, isPaced: boolean, nowMs: number) =>
      picture.draw({ renderer, scene, camera, samples: 0, isStill, isPaced, nowMs }),
    isLagging: () => picture.isLagging,
    show: (view: DescentView, path: PathPoints, changed: VertexRange | null) =>
      descent.show(view, path, changed, surface, renderer),
    readPixels() {
      const gl = renderer.getContext();
      const pixels = new Uint8Array(gl.drawingBufferWidth * gl.drawingBufferHeight * 4);
      gl.readPixels(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
      return pixels;
    },
  };
}

/** Pixels of which a channel differs by more than 8. */
function countDifferent(one: Uint8Array, other: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < one.length; at += 4) {
    if ([0, 1, 2, 3].some((channel) => Math.abs(one[at + channel]! - other[at + channel]!) > 8)) count++;
  }
  return count;
}

/** Waves, so that parts of the line are behind others; with holes where it is asked for. */
function createGround(hasHoles: boolean): DrawnSurface {
  const nodes = 65;
  const samples = Float32Array.from({ length: nodes * nodes }, (_, at) => {
    const x = (2 * (at % nodes)) / (nodes - 1) - 1;
    const y = (2 * Math.floor(at / nodes)) / (nodes - 1) - 1;
    const isHole = hasHoles && Math.hypot(x - 0.3, y + 0.2) < 0.25;
    return isHole ? Number.NaN : Math.sin(5 * x) * Math.cos(4 * y) + x * x + y * y;
  });
  const field = createHeightField(samples, nodes);
  return {
    field,
    isKnown: true,
    isWhole: !hasHoles,
    heightAt: (x: number, y: number) => drawnHeightAt(field, x, y),
  } as DrawnSurface;
}

/** Appends points of a way that crosses itself again and again, with noise, and leaves the domain. */
function createWay(seed: number) {
  const random = createRandom(seed);
  const path = new PathPoints();
  let step = 0;
  return {
    path,
    append(count: number) {
      const row = path.beginEvent({ tsMs: step, seq: step, content: step }, 0);
      for (const end = step + count; step < end; step++) {
        const t = step * 0.013;
        const x = 0.9 * Math.sin(3 * t) + 0.02 * (random() - 0.5);
        const y = 1.05 * Math.cos(2.03 * t) + 0.02 * (random() - 0.5);
        path.place(step, x, y, Number.NaN, Number.NaN, row);
      }
      path.endEvent(row);
    },
  };
}

/** Where the shader drapes the line. */
const onGround = (): number => 0;

/** Of all pixels, those that may differ by more than 8 while something moves. */
const MOST = 0.0003;
/** As long as a line that becomes crowded is not drawn anew with each point, on a machine that could not. */
const MOST_IN_CROWD = 0.01;

const CASES = [
  {
    theme: 'light',
    pixelRatio: 1,
    hasHoles: false,
    isPaced: false,
    isThinned: true,
    pointsPerFrame: 3,
    most: MOST,
  },
  {
    theme: 'light',
    pixelRatio: 2,
    hasHoles: true,
    isPaced: false,
    isThinned: true,
    pointsPerFrame: 1,
    most: MOST,
  },
  {
    theme: 'dark',
    pixelRatio: 1,
    hasHoles: true,
    isPaced: true,
    isThinned: false,
    pointsPerFrame: 3,
    most: MOST,
  },
  {
    theme: 'dark',
    pixelRatio: 2,
    hasHoles: false,
    isPaced: true,
    isThinned: false,
    pointsPerFrame: 10,
    most: MOST,
  },
  {
    theme: 'dark',
    pixelRatio: 1,
    hasHoles: true,
    isPaced: true,
    isThinned: true,
    pointsPerFrame: 3,
    most: MOST_IN_CROWD,
  },
  {
    theme: 'light',
    pixelRatio: 2,
    hasHoles: false,
    isPaced: true,
    isThinned: true,
    pointsPerFrame: 6,
    most: MOST_IN_CROWD,
  },
] as const;

it.each(picked(CASES, ({ pixelRatio, isThinned }) => pixelRatio === 1 && isThinned))(
  'what is drawn as it moves is the picture drawn whole: $theme, ratio $pixelRatio, holes $hasHoles, $pointsPerFrame points a frame, paced $isPaced, thinned $isThinned',
  ({ theme, pixelRatio, hasHoles, isPaced, isThinned, pointsPerFrame, most }) => {
    const ground = createGround(hasHoles);
    const kept = createView(ground, theme, pixelRatio);
    const whole = createView(ground, theme, pixelRatio);
    for (const { descent } of [kept, whole]) {
      descent.style({
        crowdedPath: isThinned ? 'thin' : 'full',
        missingSteps: 'dashed',
        hiddenMarker: 'ring',
        pathColor: 'step',
      });
    }
    const way = createWay(4701);
    const view = new DescentView();
    let worst = 0;
    let parts = 0;
    const drawFrame = (frame: number, isStill: boolean): number => {
      const changed = view.advance(
        way.path,
        ground.heightAt,
        FRAME_S,
        true,
        ground.isWhole ? onGround : ground.heightAt,
      );
      kept.show(view, way.path, changed);
      if (kept.draw(isStill, isPaced, (frame * 1000) / 30) === 'part') parts++;
      if (frame % 7 !== 0 && !isStill) return 0;
      whole.descent.changes.isRestyled = true;
      whole.show(view, way.path, { from: 0, to: view.drawn.count });
      whole.draw(true, false, 0);
      return countDifferent(kept.readPixels(), whole.readPixels());
    };
    const FRAMES = 300;
    for (let frame = 0; frame < FRAMES; frame++) {
      way.append(frame === 0 ? 200 : pointsPerFrame);
      worst = Math.max(worst, drawFrame(frame, false));
    }
    expect(worst).toBeLessThanOrEqual(most * WIDTH_PX * HEIGHT_PX * pixelRatio ** 2);
    expect(parts).toBe(FRAMES - 1);
    for (let frame = FRAMES; view.isMoving; frame++) drawFrame(frame, false);
    expect(drawFrame(2 * FRAMES, true)).toBe(0);
    expect(kept.isLagging()).toBe(false);
  },
  60_000,
);

itOnce(
  'a frame of a glide draws the newest segments, the picture and the marks; those that have settled now and then',
  () => {
    const ground = createGround(false);
    const kept = createView(ground, 'light', 1);
    const way = createWay(4702);
    const view = new DescentView();
    const drawFrame = (points: number, isStill = false): number => {
      if (points > 0) way.append(points);
      kept.show(view, way.path, view.advance(way.path, ground.heightAt, FRAME_S, false, onGround));
      const counter = countDraws();
      kept.draw(isStill, true, 0);
      counter.stop();
      return counter.draws;
    };
    // The ground and the settled segments too.
    expect(drawFrame(200)).toBe(5);
    const draws = Array.from({ length: 40 }, () => drawFrame(1));
    expect(new Set(draws)).toEqual(new Set([3, 4]));
    expect(draws.filter((count) => count === 3).length).toBeGreaterThan(10);
    // Nothing has moved: one frame that shows how crowded it has become, and no other.
    expect(drawFrame(0)).toBe(0);
    expect(kept.isLagging()).toBe(true);
    expect(drawFrame(0, true)).toBe(4);
    expect(kept.isLagging()).toBe(false);
    expect(drawFrame(0, true)).toBe(0);
  },
);

itOnce('a canvas beyond what the GPU can have is drawn in the pixels that it has', () => {
  const ground = createGround(false);
  const { renderer, camera, descent, show, draw, readPixels } = createView(ground, 'light', 1.5);
  const gl = renderer.getContext();
  const mostPx = gl.getParameter(gl.MAX_TEXTURE_SIZE) as number;
  renderer.setSize(mostPx * 0.75, 30);
  expect(gl.drawingBufferWidth).toBeLessThan(renderer.domElement.width);
  camera.aspect = (mostPx * 0.75) / 30;
  camera.updateProjectionMatrix();
  const way = createWay(4703);
  way.append(100);
  const view = new DescentView();
  show(view, way.path, view.advance(way.path, ground.heightAt, 0, false, onGround));
  draw(true, false, 0);
  expect(gl.getError()).toBe(gl.NO_ERROR);
  const { x, y, height } = view.marker;
  const place = descent.object.localToWorld(new Vector3(x, height, -y)).project(camera);
  const at = [place.x, place.y].map((clip, axis) =>
    Math.floor(((clip + 1) / 2) * (axis === 0 ? gl.drawingBufferWidth : gl.drawingBufferHeight)),
  );
  const pixels = readPixels();
  const first = 4 * (at[1]! * gl.drawingBufferWidth + at[0]!);
  // The marker's colour, #ff3d2e.
  expect([...pixels.subarray(first, first + 3)]).toEqual([255, 61, 46]);
});
