import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from 'vitest/browser';
import { describe, expect, it } from 'vitest';
import { createRunStore, GradientDescentViz, type GradientDescentVizStyle } from '../../src/index.js';
import '../../src/ui/styles.css';
import { untilDrawnAndStill, untilStill } from './frames.js';
import { projectToFrame, takePixels, type Pixels } from './pixels.js';
import { itOnce, picked } from '../support/testLength.js';

const NODES = 41;
const WIDTH = 640;
const HEIGHT = 480;
/** The bad sample's node: x = 0.5, y = -0.3. */
const STRAY = { column: 30, row: 14 };
const STRAY_PLACE = { x: 0.5, y: -0.3 };
/** Within as many pixels of it the picture may be another. */
const NEAR_PX = 40;

const place = (i: number): number => (2 * i) / (NODES - 1) - 1;
const basin = (x: number, y: number): number => 0.2 + (x + 0.2) ** 2 + 1.5 * y * y;
const [MIN, MAX] = [0.2, basin(1, 1)];

function sampleBasin(stray?: number): Float32Array<ArrayBuffer> {
  const samples = Float32Array.from({ length: NODES ** 2 }, (_, n) =>
    basin(place(n % NODES), place(Math.floor(n / NODES))),
  );
  if (stray !== undefined) samples[STRAY.row * NODES + STRAY.column] = stray;
  return samples;
}

let seq = 0;
function envelope(name: string, payload: object): object {
  const event = { name, payload: { run_id: 'run_range', ...payload } };
  return { v: 1, type: 'EVENT', project_id: 'p', seq: ++seq, ts: 1_790_000_000_000 + seq, event };
}

let files = 0;
async function mount(
  samples: Float32Array<ArrayBuffer>,
  style: GradientDescentVizStyle & {
    readonly size?: readonly [number, number];
    readonly zScale?: number;
  } = {},
) {
  const { size: [width, height] = [WIDTH, HEIGHT], zScale = 0.25, ...props } = style;
  const store = createRunStore();
  const surface = { asset_url: `/range-${++files}.f32`, resolution: NODES, domainHalf: 1, zScale };
  store.ingest(envelope('LOSS_SURFACE_GRID_READY', surface));
  store.ingest(envelope('GD_PATH_STARTED', { space: 'normalized', point0: { x: -0.9, y: 0.8 } }));
  const points = Array.from({ length: 30 }, (_, n) => ({ x: -0.2 - 0.7 * 0.85 ** n, y: 0.8 * 0.8 ** n }));
  store.ingest(envelope('GD_PATH_UPDATE', { space: 'normalized', step_start: 1, points }));
  const fetchAsset = () => Promise.resolve(new Response(samples));
  const { container } = render(
    <div style={{ width, height }}>
      <GradientDescentViz
        showTimeline={false}
        store={store}
        theme="light"
        fetchAsset={fetchAsset}
        {...props}
      />
    </div>,
  );
  await untilDrawnAndStill();
  await waitFor(() => expect(container.querySelector('.gdv-legend')).not.toBeNull());
  await untilStill();
  return { container, store };
}

/** Pixels that differ, within and beyond some pixels of the bad sample's place on the basin. */
function compare(a: Pixels, b: Pixels): { readonly near: number; readonly far: number } {
  const placing = { domainHalf: 1, zScale: 0.25, min: MIN, max: MAX };
  const at = projectToFrame({ ...STRAY_PLACE, z: basin(0.5, -0.3) }, placing, {
    widthPx: WIDTH,
    heightPx: HEIGHT,
  });
  const counts = { near: 0, far: 0 };
  for (let y = 0; y < a.heightPx; y++) {
    for (let x = 0; x < a.widthPx; x++) {
      const [one, other] = [a.at(x, y), b.at(x, y)];
      if (!one.some((channel, n) => Math.abs(channel - other[n]!) > 12)) continue;
      // A cone to the cap stands over the place.
      const isNear = Math.abs(x - at.xPx) < NEAR_PX && y < at.yPx + NEAR_PX;
      counts[isNear ? 'near' : 'far']++;
    }
  }
  return counts;
}

/** The picture without the text over it. */
async function takeCanvas(container: HTMLElement): Promise<Pixels> {
  const text = [...container.querySelectorAll<HTMLElement>('.gdv-overlay, .gdv-labels')];
  for (const layer of text) layer.style.visibility = 'hidden';
  const pixels = await takePixels(container.querySelector('canvas')!);
  for (const layer of text) layer.style.visibility = '';
  return pixels;
}

describe.each(picked(['linear', 'log', 'auto'] as const, (scale) => scale === 'auto'))(
  'under the %s scale',
  (heightScale) => {
    it('[HEIGHT-8] a basin with one bad sample looks like the one without it, and says where not', async () => {
      const good = await mount(sampleBasin(), { heightScale });
      const expected = await takeCanvas(good.container);
      cleanup();
      // Under the logarithm 30 lies no decade above the rest, and flattens nothing.
      for (const stray of heightScale === 'log' ? [1e6] : [1e6, 30]) {
        const { container } = await mount(sampleBasin(stray), { heightScale });
        const { near, far } = compare(await takeCanvas(container), expected);
        expect(far).toBeLessThan(1500);
        expect(near).toBeGreaterThan(20);
        expect(container.textContent).toMatch(/≥ 3\.14/);
        expect(screen.getByText(/^Heights above 3\.14 .* are cut: 1 of 1\D681 samples$/)).toBeVisible();
        cleanup();
      }
    });
  },
);

itOnce('[HEIGHT-8] a zScale that was made for the bad sample does not flatten the rest', async () => {
  const expected = await takeCanvas((await mount(sampleBasin())).container);
  cleanup();
  const zScale = (0.25 * (MAX - MIN)) / 1e6;
  const { container } = await mount(sampleBasin(1e6), { zScale });
  expect(compare(await takeCanvas(container), expected).far).toBeLessThan(1500);
});

itOnce('[HEIGHT-8] the full range is one press away, by keyboard too, and back', async () => {
  const { container } = await mount(sampleBasin(1e6));
  const cut = await takeCanvas(container);
  const button = screen.getByRole('button', { name: 'Full range' });
  button.focus();
  await untilDrawnAndStill(() => userEvent.keyboard('{Enter}'));
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'Full range', pressed: true })).toBeVisible(),
  );
  expect(compare(await takeCanvas(container), cut).far).toBeGreaterThan(20_000);
  expect(container.textContent).not.toContain('≥');
  await untilDrawnAndStill(() => userEvent.click(screen.getByRole('button', { name: 'Full range' })));
  await waitFor(() => expect(container.textContent).toContain('≥'));
  const { near, far } = compare(await takeCanvas(container), cut);
  expect(near + far).toBeLessThan(300);
});

it.each(picked(['viridis', 'cividis', 'magma', 'inferno', 'plasma'] as const, (map) => map === 'plasma'))(
  '[HEIGHT-8] what is cut has stripes of light and dark in %s, light theme or dark',
  async (colorMap) => {
    for (const theme of ['light', 'dark'] as const) {
      const { container } = await mount(sampleBasin(), { theme, colorMap, lossRange: [0.6, 3] });
      const pixels = await takeCanvas(container);
      const placing = { domainHalf: 1, zScale: 0.25, min: 0.6, max: 3 };
      // The bottom of the basin, drawn flat at the low end.
      const at = projectToFrame({ x: 0.1, y: -0.1, z: 0.6 }, placing, { widthPx: WIDTH, heightPx: HEIGHT });
      const lights = Array.from({ length: 24 }, (_, n) => pixels.at(at.xPx - 12 + n, at.yPx)).map(
        ([red, green, blue]) => (red + green + blue) / 3,
      );
      expect(Math.max(...lights) - Math.min(...lights)).toBeGreaterThan(100);
      cleanup();
    }
  },
);

itOnce(
  '[HEIGHT-9] marker and line stand on what is drawn: the line on a cut place lies at its end',
  async () => {
    const { container } = await mount(sampleBasin(), { lossRange: [0.6, 3] });
    const pixels = await takeCanvas(container);
    const placing = { domainHalf: 1, zScale: 0.25, min: 0.6, max: 3 };
    const at = projectToFrame({ x: -0.2, y: 0, z: 0.6 }, placing, { widthPx: WIDTH, heightPx: HEIGHT });
    // The marker's colour, #ff3d2e.
    expect(pixels.at(at.xPx, at.yPx)).toEqual([255, 61, 46]);
  },
);

it.each(
  picked(
    [
      [300, 300],
      [320, 480],
      [390, 600],
      [480, 480],
      [480, 320],
      [1440, 800],
    ] as const,
    ([width]) => width === 300,
  ),
)('[HEIGHT-8] in a frame of %i × %i the button covers no other box', async (width, height) => {
  const { container } = await mount(sampleBasin(1e6), { size: [width, height] });
  const frame = container.querySelector('.gdv')!.getBoundingClientRect();
  const legend = container.querySelector('.gdv-legend')!;
  const boxes = [...legend.querySelectorAll('.gdv-legend-title, .gdv-legend-tick, .gdv-legend-range')];
  const others = [...container.querySelectorAll('.gdv-column > *, .gdv-connection')];
  const shown = [...boxes, ...others]
    .map((box) => box.getBoundingClientRect())
    .filter(({ width: w }) => w > 0);
  for (const box of shown.slice(0, boxes.length)) {
    expect(box.left >= frame.left && box.right <= frame.right + 0.5).toBe(true);
    expect(box.top >= frame.top && box.bottom <= frame.bottom + 0.5).toBe(true);
  }
  const overlaps = shown.flatMap((a, n) =>
    shown
      .slice(n + 1)
      .filter(
        (b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1,
      )
      .map((b) => [a.toJSON(), b.toJSON()] as const),
  );
  expect(overlaps).toEqual([]);
});

it('[HEIGHT-10] a surface flatter than any eye sees is a lit plane, and not black', async () => {
  for (const scale of picked([1e-6, 1e-20, 1e-30, 1e-36], (one) => one === 1e-36)) {
    const { container } = await mount(Float32Array.from(sampleBasin(), (z) => z * scale));
    const pixels = await takeCanvas(container);
    const placing = { domainHalf: 1, zScale: 1, min: 0, max: 0 };
    for (const [x, y] of [
      [0.3, 0.2],
      [-0.6, -0.5],
      [0.7, -0.6],
    ] as const) {
      const { xPx, yPx } = projectToFrame({ x, y, z: 0 }, placing, { widthPx: WIDTH, heightPx: HEIGHT });
      expect(Math.max(...pixels.at(xPx, yPx))).toBeGreaterThan(60);
    }
    cleanup();
  }
});
