import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from 'vitest/browser';
import { afterEach, expect, it, vi } from 'vitest';
import {
  createRunStore,
  GradientDescentViz,
  type GradientDescentVizStyle,
  type RunStore,
} from '../../src/index.js';
import '../../src/ui/styles.css';
import { createRandom } from '../surface/surfaceArbitraries.js';
import { itOnce, scaled } from '../support/testLength.js';
import { untilDrawnAndStill, untilStill } from './frames.js';
import { projectToFrame, takePixels, type Pixels } from './pixels.js';
import { recordUploads } from './uploads.js';

const NODES = 9;
/** Of one side of a grid that is large. */
const LARGE = scaled({ short: 257, long: 1025 });
const DOMAIN_HALF = 2;
const Z_SCALE = 0.12;
/** The marker's colour, #ff3d2e. */
const MARKER = [255, 61, 46];

afterEach(() => vi.restoreAllMocks());

let seq = 0;
function envelope(name: string, payload: object): object {
  const event = { name, payload: { run_id: 'run_grid', ...payload } };
  const ts = 1_790_000_000_000 + ++seq;
  return { v: 1, type: 'EVENT', project_id: 'p', seq, ts, event };
}

const gridReady = (assetUrl: string, resolution = NODES): object =>
  envelope('LOSS_SURFACE_GRID_READY', {
    asset_url: assetUrl,
    grid_format: 'float32',
    resolution,
    domainHalf: DOMAIN_HALF,
    zScale: Z_SCALE,
  });

const started = (x: number, y: number): object =>
  envelope('GD_PATH_STARTED', { space: 'normalized', domainHalf: DOMAIN_HALF, point0: { x, y } });

function mount(store: RunStore, style: GradientDescentVizStyle = {}): HTMLElement {
  const { container } = render(
    <div style={{ width: 640, height: 480 }}>
      <GradientDescentViz showTimeline={false} store={store} theme="light" {...style} />
    </div>,
  );
  return container;
}

const serve = (samples: Float32Array<ArrayBuffer>) => () => Promise.resolve(new Response(samples));

const isMarker = (pixels: Pixels, { xPx, yPx }: { xPx: number; yPx: number }): boolean =>
  String(pixels.at(xPx, yPx)) === String(MARKER);

/** Losses of a rough grid, from 0 to 4. */
function createSamples(seed: number): Float32Array<ArrayBuffer> {
  const random = createRandom(seed);
  const samples = Float32Array.from({ length: NODES * NODES }, () => 0.5 + 3 * random());
  samples.set([0, 4]);
  return samples;
}

/** The loss on the triangle that is drawn at a point inside a cell, by the contract's words alone. */
function lossOnTriangle(samples: Float32Array, x: number, y: number): number {
  const [column, row] = [((x + 1) / 2) * (NODES - 1), ((y + 1) / 2) * (NODES - 1)];
  const [i, j] = [Math.floor(column), Math.floor(row)];
  const [fx, fy] = [column - i, row - j];
  const z = (di: number, dj: number): number => samples[(j + dj) * NODES + i + di]!;
  return fx + fy <= 1
    ? z(0, 0) + fx * (z(1, 0) - z(0, 0)) + fy * (z(0, 1) - z(0, 0))
    : z(1, 1) + (1 - fx) * (z(0, 1) - z(1, 1)) + (1 - fy) * (z(1, 0) - z(1, 1));
}

itOnce(
  '[SURFACE-11] draws the marker on the triangles of a sampled grid: pixels agree with the definitions at several points',
  async () => {
    const samples = createSamples(4301);
    const store = createRunStore();
    store.ingest(gridReady('/pixels.f32'));
    const container = mount(store, { fetchAsset: serve(samples) });
    const places = [
      [0.03, -0.61],
      [-0.42, -0.3],
      [0.55, -0.17],
      [-0.71, 0.12],
      [0.31, 0.29],
      [-0.08, 0.66],
    ] as const;
    for (const [x, y] of places) {
      store.ingest(started(x, y));
      await untilDrawnAndStill();
      const pixels = await takePixels(container.querySelector('.gdv')!);
      const placing = { domainHalf: DOMAIN_HALF, zScale: Z_SCALE, min: 0, max: 4 };
      const here = projectToFrame({ x, y, z: lossOnTriangle(samples, x, y) }, placing, pixels);
      for (const [dx, dy] of [
        [0, 0],
        [-4, 0],
        [4, 0],
        [0, -4],
        [0, 4],
      ] as const) {
        expect([x, y, dx, dy, isMarker(pixels, { xPx: here.xPx + dx, yPx: here.yPx + dy })]).toEqual([
          x,
          y,
          dx,
          dy,
          true,
        ]);
      }
    }
  },
);

itOnce('[SURFACE-8] draws nothing over a hole, and its neighbours', async () => {
  const samples = new Float32Array(NODES * NODES).fill(1);
  samples.set([0, 2]);
  const middle = (NODES * NODES - 1) / 2;
  samples[middle] = Number.NaN;
  const store = createRunStore();
  store.ingest(gridReady('/hole.f32'));
  store.ingest(started(-0.9, -0.9));
  const container = mount(store, { fetchAsset: serve(samples) });
  await untilDrawnAndStill();
  await waitFor(() => expect(container).toHaveTextContent('1 of 81 samples missing'));
  await untilStill();
  const pixels = await takePixels(container.querySelector('.gdv')!);
  const placing = { domainHalf: DOMAIN_HALF, zScale: Z_SCALE, min: 0, max: 2 };
  const colorAt = (x: number, y: number): readonly number[] => {
    const { xPx, yPx } = projectToFrame({ x, y, z: 1 }, placing, pixels);
    return pixels.at(xPx, yPx);
  };
  const cell = 2 / (NODES - 1);
  const surface = colorAt(0.6, 0.1);
  // Flat all around: the shine alone differs a little from place to place. Through the hole the pale floor is seen.
  const isDrawn = (x: number, y: number): boolean | null => {
    const color = colorAt(x * cell, y * cell);
    if (color.every((channel, n) => Math.abs(channel - surface[n]!) < 8)) return true;
    return color.every((channel) => channel > 200) ? false : null;
  };
  // The six triangles around the node are gone, the two that only touch its cells are there.
  expect([
    isDrawn(0.3, 0.3),
    isDrawn(-0.3, -0.3),
    isDrawn(0.8, 0.85),
    isDrawn(-0.8, -0.85),
    isDrawn(-0.3, 0.6),
    isDrawn(0.3, -0.6),
  ]).toEqual([false, false, true, true, false, false]);
});

itOnce(
  '[SURFACE-15] draws the path while the grid is under way, says how far it is, and drapes all anew when it is there',
  async () => {
    const samples = createSamples(4302);
    const bytes = new Uint8Array(samples.buffer);
    let source: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | null = null;
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => {
        source = controller;
      },
    });
    const headers = { 'content-length': String(bytes.length) };
    const store = createRunStore();
    store.ingest(gridReady('/slow.f32'));
    store.ingest(started(0.31, 0.29));
    const container = mount(store, { fetchAsset: () => Promise.resolve(new Response(body, { headers })) });
    source!.enqueue(bytes.slice(0, 81));
    await waitFor(() => expect(container).toHaveTextContent('81 B of 324 B · 25 %'));
    expect(screen.getByRole('progressbar', { name: 'Bytes received' })).toHaveAttribute('value', '0.25');
    expect(container).toHaveTextContent('The ground is flat until the sampled surface is there');
    await untilStill();
    const before = await takePixels(container.querySelector('.gdv')!);
    // On flat ground, at the origin's height.
    const flat = { domainHalf: DOMAIN_HALF, zScale: Z_SCALE, min: 0, max: 0 };
    expect(isMarker(before, projectToFrame({ x: 0.31, y: 0.29, z: 0 }, flat, before))).toBe(true);

    source!.enqueue(bytes.slice(81));
    source!.close();
    await waitFor(() => expect(container).not.toHaveTextContent('The ground is flat'));
    await untilStill();
    const after = await takePixels(container.querySelector('.gdv')!);
    const placing = { domainHalf: DOMAIN_HALF, zScale: Z_SCALE, min: 0, max: 4 };
    const place = { x: 0.31, y: 0.29 };
    const z = lossOnTriangle(samples, place.x, place.y);
    expect(isMarker(after, projectToFrame({ ...place, z }, placing, after))).toBe(true);
  },
);

itOnce(
  '[SURFACE-15] offers to try again where a grid could not be loaded, and reports why, once',
  async () => {
    const onDiagnostic = vi.fn();
    const store = createRunStore({ onDiagnostic });
    store.ingest(gridReady('/failing.f32'));
    store.ingest(started(0, 0));
    const samples = createSamples(4303);
    const answers = [new Response('<!doctype html><title>Sign in</title>'), new Response(samples)];
    const container = mount(store, { fetchAsset: () => Promise.resolve(answers.shift()!) });
    expect(await screen.findByRole('alert')).toHaveTextContent('The sampled surface could not be loaded');
    expect(onDiagnostic).toHaveBeenCalledOnce();
    expect(onDiagnostic.mock.calls[0]![0]).toMatchObject({
      code: 'asset_not_grid',
      projectId: 'p',
      runId: 'run_grid',
      path: 'event.payload.asset_url',
    });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(container).not.toHaveTextContent(/the ground is flat/i));
    expect(screen.queryByRole('alert')).toBeNull();
  },
);

itOnce('[SURFACE-15] never lets a superseded load replace a newer surface', async () => {
  const older = createSamples(4304);
  const newer = new Float32Array(25).map((_, n) => 10 + n);
  const aborted: string[] = [];
  const pending = new Map<string, (response: Response) => void>();
  const store = createRunStore();
  store.ingest(gridReady('/older.f32'));
  store.ingest(started(0, 0));
  const container = mount(store, {
    fetchAsset: (url, { signal }) => {
      const name = new URL(url).pathname;
      signal.addEventListener('abort', () => aborted.push(name));
      return new Promise((resolve) => pending.set(name, resolve));
    },
  });
  await waitFor(() => expect(pending.has('/older.f32')).toBe(true));
  store.ingest(gridReady('/newer.f32', 5));
  await waitFor(() => expect(pending.has('/newer.f32')).toBe(true));
  expect(aborted).toEqual(['/older.f32']);
  pending.get('/newer.f32')!(new Response(newer));
  await waitFor(() => expect(container.querySelector('.gdv-legend')).toHaveAccessibleName(/from 10 to 34/));
  pending.get('/older.f32')!(new Response(older));
  await untilStill();
  expect(container.querySelector('.gdv-legend')).toHaveAccessibleName(/from 10 to 34/);

  store.ingest(
    envelope('LOSS_SURFACE_SPEC_READY', { surface_spec: { kind: 'bowl', domainHalf: 1, zScale: 0.3 } }),
  );
  await waitFor(() => expect(container.querySelector('.gdv-legend')).toHaveAccessibleName(/from 0 to 0.36/));
});

itOnce('[SURFACE-15] changes surface and path in one and the same frame', async () => {
  const samples = createSamples(4305);
  let answer: (response: Response) => void = () => undefined;
  const answered = new Promise<Response>((resolve) => {
    answer = resolve;
  });
  const store = createRunStore();
  store.ingest(started(-0.5, 0.4));
  store.ingest(envelope('LOSS_SURFACE_SPEC_READY', { surface_spec: { kind: 'bowl' } }));
  store.ingest(gridReady('/one-frame.f32'));
  const points = Array.from({ length: 30 }, (_, n) => ({ x: -0.5 + n / 30, y: 0.4 - n / 40 }));
  store.ingest(envelope('GD_PATH_UPDATE', { space: 'normalized', step_start: 0, points }));
  const container = mount(store, { fetchAsset: () => answered });
  await untilDrawnAndStill();
  const frames = recordFrames();
  answer(new Response(samples));
  await waitFor(() => expect(container).not.toHaveTextContent('The announced surface is shown'));
  await untilStill();
  frames.stop();
  const changing = frames.all.filter((uploads) => uploads.length > 0);
  expect(changing).toHaveLength(1);
  // The heights, and the line.
  expect(changing[0]).toHaveLength(2);
  expect(changing[0]).toContain(samples.byteLength);
});

/** What each animation frame from here on sends to the GPU. */
function recordFrames(): { readonly all: readonly (readonly number[])[]; stop(): void } {
  const all: (readonly number[])[] = [];
  const request = window.requestAnimationFrame;
  window.requestAnimationFrame = (callback) =>
    request.call(window, (time) => {
      const record = recordUploads();
      callback(time);
      record.stop();
      all.push(record.uploads);
    });
  return {
    all,
    stop() {
      window.requestAnimationFrame = request;
    },
  };
}

it(`sends a grid of ${LARGE}² samples to the GPU once, and little besides`, async () => {
  const nodes = LARGE;
  const samples = Float32Array.from({ length: nodes * nodes }, (_, n) => n % nodes);
  const store = createRunStore();
  store.ingest(started(0, 0));
  const container = mount(store, { fetchAsset: serve(samples) });
  await untilDrawnAndStill();
  const record = recordUploads();
  store.ingest(gridReady('/large.f32', nodes));
  await waitFor(() => expect(container.querySelector('.gdv-legend')).toHaveAccessibleName(/ to \d{3}/));
  await untilStill();
  record.stop();
  expect(record.uploads.filter((bytes) => bytes >= 4 * nodes * nodes)).toEqual([4 * nodes * nodes]);
  expect(record.bytes).toBeLessThan(4 * nodes * nodes + 8e5);
});

itOnce(
  '[SURFACE-18] shows the old path on the old surface until the new grid is there, and then both anew',
  async () => {
    const [first, second] = [createSamples(11), createSamples(12)];
    let letCome: () => void = () => undefined;
    const mayCome = new Promise<void>((resolve) => (letCome = resolve));
    const store = createRunStore();
    store.ingest(gridReady('/first.f32'));
    store.ingest(started(-0.42, -0.3));
    const container = mount(store, {
      fetchAsset: async (url) => {
        if (url.endsWith('second.f32')) await mayCome;
        return new Response(url.endsWith('second.f32') ? second : first);
      },
    });
    await untilDrawnAndStill();
    const placing = { domainHalf: DOMAIN_HALF, zScale: Z_SCALE, min: 0, max: 4 };
    const seenAt = async (samples: Float32Array, x: number, y: number): Promise<boolean> => {
      const pixels = await takePixels(container.querySelector('.gdv')!);
      return isMarker(pixels, projectToFrame({ x, y, z: lossOnTriangle(samples, x, y) }, placing, pixels));
    };
    expect(await seenAt(first, -0.42, -0.3)).toBe(true);
    store.ingest(gridReady('/second.f32'));
    store.ingest(started(0.55, -0.17));
    // A point more asks for a frame, which the restart did too.
    store.ingest(envelope('GD_PATH_UPDATE', { step_start: 1, points: [{ x: 0.31, y: 0.29 }] }));
    await untilStill();
    expect([await seenAt(first, -0.42, -0.3), await seenAt(first, 0.31, 0.29)]).toEqual([true, false]);
    letCome();
    await waitFor(async () => expect(await seenAt(second, 0.31, 0.29)).toBe(true));
    expect(await seenAt(first, -0.42, -0.3)).toBe(false);
  },
);
