import { _roots } from '@react-three/fiber';
import { render } from '@testing-library/react';
import { StrictMode, type CSSProperties } from 'react';
import { afterEach, beforeEach, expect, it, vi, type MockInstance } from 'vitest';
import {
  createRunStore,
  GradientDescentViz,
  type GradientDescentVizStyle,
  type RunStore,
} from '../../src/index.js';
import { DescentObjects } from '../../src/scene/path/descentObjects.js';
import { Picture } from '../../src/scene/stage/picture.js';
import { PictureQuality } from '../../src/scene/stage/pictureQuality.js';
import '../../src/ui/styles.css';
import { itOnce, scaled } from '../support/testLength.js';
import { countDraws, nextFrames, nextMessage, once, untilDrawnAndStill } from './frames.js';

const SIZE = { width: 300, height: 200 };
const original = Object.getOwnPropertyDescriptor(window, 'devicePixelRatio')!;

/** Finds which picture is drawn, and how. */
let draw: MockInstance<Picture['draw']>;
const newestPicture = (): Picture => draw.mock.contexts.at(-1) as Picture;
beforeEach(() => {
  draw = vi.spyOn(Picture.prototype, 'draw');
  // Whole frames that are only to be measured would hide what is stale.
  vi.spyOn(PictureQuality.prototype, 'takeAsk').mockReturnValue(false);
});
afterEach(() => {
  vi.restoreAllMocks();
  Object.defineProperty(window, 'devicePixelRatio', original);
});

let seq = 0;
function envelope(run: string, name: string, payload: object): object {
  const event = { name, payload: { run_id: run, ...payload } };
  return { v: 1, type: 'EVENT', project_id: 'p', seq: ++seq, ts: 1_790_000_000_000 + seq, event };
}

const surface = (kind: string, run = 'r'): object =>
  envelope(run, 'LOSS_SURFACE_SPEC_READY', { surface_spec: { kind, params: {} } });

const started = (run = 'r'): object =>
  envelope(run, 'GD_PATH_STARTED', { space: 'normalized', point0: { x: 0.9, y: 0 } });

/** A way that crosses itself. */
const update = (from: number, count: number, run = 'r', x = 0): object =>
  envelope(run, 'GD_PATH_UPDATE', {
    space: 'normalized',
    step_start: from,
    points: Array.from({ length: count }, (_, i) => ({
      x: x + 0.9 * Math.cos(0.05 * (from + i)),
      y: 0.8 * Math.sin(0.083 * (from + i)),
    })),
  });

function createStore(points: number): RunStore {
  const store = createRunStore();
  store.ingest(surface('multi_hill'));
  store.ingest(started());
  if (points > 1) store.ingest(update(1, points - 1));
  return store;
}

async function mount(store: RunStore) {
  const sized = (style: GradientDescentVizStyle, size: CSSProperties) => (
    <div style={{ ...SIZE, ...size }}>
      <GradientDescentViz store={store} theme="light" quality="high" {...style} />
    </div>
  );
  const view = render(sized({}, {}), { wrapper: StrictMode });
  await untilDrawnAndStill();
  return {
    frame: view.container.firstElementChild as HTMLElement,
    canvas: view.container.querySelector('canvas')!,
    set: (style: GradientDescentVizStyle, size: CSSProperties = {}) => view.rerender(sized(style, size)),
  };
}

function readCanvas(canvas: HTMLCanvasElement): Uint8ClampedArray {
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  const context = copy.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(canvas, 0, 0);
  return context.getImageData(0, 0, copy.width, copy.height).data;
}

/** Resolves once no frame is asked for, nor will be. */
async function untilRest(canvas: HTMLCanvasElement): Promise<void> {
  const { internal } = _roots.get(canvas)!.store.getState();
  for (let calm = 0; calm < 4;) {
    await new Promise(requestAnimationFrame);
    calm = internal.frames === 0 && !newestPicture().isLagging ? calm + 1 : 0;
  }
}

/** At rest, how many pixels differ from those of the same picture drawn anew, by more than 8 in a channel. */
async function countStale(canvas: HTMLCanvasElement): Promise<number> {
  await untilRest(canvas);
  const shown = readCanvas(canvas);
  const picture = newestPicture();
  picture.markGround();
  picture.draw({ ...draw.mock.lastCall![0], isStill: true });
  const anew = readCanvas(canvas);
  // There is something to see.
  expect(new Set(new Uint32Array(anew.buffer)).size).toBeGreaterThan(50);
  let stale = 0;
  for (let at = 0; at < anew.length; at += 4) {
    if ([0, 1, 2, 3].some((channel) => Math.abs(shown[at + channel]! - anew[at + channel]!) > 8)) stale++;
  }
  return stale;
}

/** Another screen, or the browser's zoom: device pixels for a CSS pixel. */
function setDevicePixelRatio(ratio: number): void {
  Object.defineProperty(window, 'devicePixelRatio', { configurable: true, value: ratio });
  window.dispatchEvent(new Event('resize'));
}

itOnce('is the picture drawn anew after each prop has changed, at rest and in a glide', async () => {
  const store = createStore(150);
  const { canvas, set } = await mount(store);
  const changes: GradientDescentVizStyle[] = [
    { theme: 'dark' },
    { colorMap: 'magma' },
    { heightScale: 'log' },
    { lossRange: [0, 0.5] },
    { crowdedPath: 'full' },
    { missingSteps: 'blank' },
    { hiddenMarker: 'faint' },
    { quality: 'low' },
    { quality: 'high' },
  ];
  const stale: number[] = [];
  let style: GradientDescentVizStyle = {};
  const pictures: Uint8ClampedArray[] = [];
  for (const change of changes) {
    style = { ...style, ...change };
    set(style);
    stale.push(await countStale(canvas));
    pictures.push(readCanvas(canvas));
  }
  // Low quality has one sample a pixel; high has its samples back.
  const [before, low, high] = pictures.slice(-3).map(String);
  expect(low).not.toBe(high);
  expect(high).toBe(before);
  store.ingest(update(150, 20));
  await nextFrames(3);
  set({ theme: 'light', quality: 'low' });
  stale.push(await countStale(canvas));
  expect(canvas.getContext('webgl2')!.getError()).toBe(0);
  expect(stale).toEqual(stale.map(() => 0));
});

itOnce(
  'is the picture drawn anew, and has its labels in place, after the size and the pixels of the screen have changed',
  async () => {
    const { frame, canvas, set } = await mount(createStore(1));
    const placed = (): number[][] =>
      [...frame.querySelectorAll<HTMLElement>('.gdv-label:not([hidden])')].map((label) =>
        [...label.style.transform.matchAll(/[\d.]+(?=px)/g)].map(Number),
      );
    const before = placed();
    const stale: number[] = [];
    set({}, { width: 250, height: 260 });
    stale.push(await countStale(canvas));
    set({});
    stale.push(await countStale(canvas));
    // The browser's zoom, where the view fills the page: the canvas has as many pixels as before.
    set({}, { width: 150, height: 100 });
    setDevicePixelRatio(2);
    stale.push(await countStale(canvas));
    expect([canvas.width, canvas.height]).toEqual([300, 200]);
    for (const [i, [x, y]] of placed().entries()) {
      expect(Math.abs(2 * x! - before[i]![0]!)).toBeLessThanOrEqual(1);
      expect(Math.abs(2 * y! - before[i]![1]!)).toBeLessThanOrEqual(1);
    }
    // To another screen and back before there was a frame.
    setDevicePixelRatio(1);
    await nextMessage();
    setDevicePixelRatio(2);
    stale.push(await countStale(canvas));
    setDevicePixelRatio(1.25);
    stale.push(await countStale(canvas));
    for (const at of placed().flat()) expect((at * 1.25) % 1).toBeCloseTo(0, 3);
    expect(stale).toEqual(stale.map(() => 0));
  },
);

it('is the picture drawn anew after points and runs of every kind', async () => {
  const store = createRunStore();
  store.ingest(surface('multi_hill'));
  const { canvas, set } = await mount(store);
  // Else a line that has become more crowded is drawn anew at rest.
  set({ crowdedPath: 'full' });
  const stale = [await countStale(canvas)];
  const messages = [
    [started(), update(1, 91)],
    [update(200, 90)],
    // Points from before, elsewhere.
    [update(20, 5, 'r', -0.1)],
    [surface('saddle'), update(290, 1)],
    [update(93, 50)],
    [update(291, 1)],
    [update(292, 90)],
    [surface('bowl', 's'), started('s'), update(1, 1, 's')],
    [update(2, 250, 's')],
    [started('s'), update(1, 20, 's'), surface('saddle', 's')],
  ];
  for (const some of messages.slice(0, scaled({ short: 4, long: messages.length }))) {
    for (const message of some) store.ingest(message);
    stale.push(await countStale(canvas));
  }
  store.clear();
  stale.push(await countStale(canvas));
  // Of a line too short to have settled.
  store.ingest(started());
  stale.push(await countStale(canvas));
  store.clear();
  stale.push(await countStale(canvas));
  expect(canvas.getContext('webgl2')!.getError()).toBe(0);
  expect(stale).toEqual(stale.map(() => 0));
});

it('is the picture drawn anew after the context was lost and restored, at rest and in a glide, and from anywhere', async () => {
  const store = createStore(150);
  const { canvas } = await mount(store);
  const extension = canvas.getContext('webgl2')!.getExtension('WEBGL_lose_context')!;
  const stale: number[] = [];
  for (const points of [0, 30].slice(-scaled({ short: 1, long: 2 }))) {
    if (points > 0) store.ingest(update(150, points));
    await nextFrames(3);
    const lost = once(canvas, 'webglcontextlost');
    extension.loseContext();
    await lost;
    if (points > 0) store.ingest(update(180, points));
    await nextFrames(3);
    const restored = once(canvas, 'webglcontextrestored');
    extension.restoreContext();
    await restored;
    await nextFrames(3);
    stale.push(await countStale(canvas));
  }
  const press = (key: string): boolean =>
    canvas.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  // While it glides; then from so near that parts of the line are behind the eye.
  for (const keys of [
    Array<string>(20).fill('+'),
    Array<string>(20).fill('ArrowDown'),
    ['ArrowLeft', 'ArrowUp'],
  ].slice(0, scaled({ short: 1, long: 3 }))) {
    store.ingest(update(210 + 40 * stale.length, 40));
    for (const key of keys) {
      press(key);
      await nextFrames(1);
    }
    stale.push(await countStale(canvas));
  }
  expect(stale).toEqual(stale.map(() => 0));
});

itOnce('a new surface has its line at once where a glide has to wait for its next frame', async () => {
  const store = createStore(2);
  await mount(store);
  vi.spyOn(PictureQuality.prototype, 'leastGapMs', 'get').mockReturnValue(1e6);
  const show = vi.spyOn(DescentObjects.prototype, 'show');
  store.ingest(update(2, 1));
  await vi.waitFor(() => expect(show).toHaveBeenCalledTimes(1));
  const counter = countDraws();
  store.ingest(surface('saddle'));
  await vi.waitFor(() => expect(counter.draws).toBeGreaterThan(0));
  counter.stop();
  expect(show).toHaveBeenCalledTimes(2);
});
