import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { createRunStore, GradientDescentViz } from '../../src/index.js';
import '../../src/ui/styles.css';
import { picked } from '../support/testLength.js';
import { untilDrawnAndStill, untilStill } from './frames.js';
import { takePixels, type Pixels } from './pixels.js';

/** As many as the formula's mesh has: its triangles are then the same. */
const NODES = 65;
const DOMAIN_HALF = 2;

let seq = 0;
function envelope(name: string, payload: object): object {
  const event = { name, payload: { run_id: 'run_far', ...payload } };
  return { v: 1, type: 'EVENT', project_id: 'p', seq: ++seq, ts: 1_790_000_000_000 + seq, event };
}

/** A float64 .npy file of `loss` over the domain. */
function writeNpy(loss: (x: number, y: number) => number): Uint8Array<ArrayBuffer> {
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${NODES}, ${NODES}), }`;
  const text = `${header}${' '.repeat((64 - ((11 + header.length) % 64)) % 64)}\n`;
  const bytes = new Uint8Array(10 + text.length + 8 * NODES * NODES);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length & 0xff, text.length >> 8]);
  bytes.set(new TextEncoder().encode(text), 10);
  const view = new DataView(bytes.buffer, 10 + text.length);
  const placeOf = (i: number): number => DOMAIN_HALF * ((2 * i) / (NODES - 1) - 1);
  for (let n = 0; n < NODES * NODES; n++) {
    view.setFloat64(8 * n, loss(placeOf(n % NODES), placeOf(Math.floor(n / NODES))), true);
  }
  return bytes;
}

const PATH = [
  envelope('GD_PATH_STARTED', { space: 'normalized', point0: { x: -0.8, y: 0.6 } }),
  envelope('GD_PATH_UPDATE', {
    space: 'normalized',
    step_start: 1,
    points: Array.from({ length: 40 }, (_, n) => ({ x: -0.8 * 0.93 ** n, y: 0.6 * 0.9 ** n })),
  }),
];

async function draw(surface: object, file?: Uint8Array<ArrayBuffer>): Promise<Pixels> {
  const store = createRunStore();
  for (const event of [surface, ...PATH]) store.ingest(event);
  const fetchAsset = () => Promise.resolve(new Response(file));
  const { container, unmount } = render(
    <div style={{ width: 640, height: 480 }}>
      <GradientDescentViz store={store} theme="light" fetchAsset={fetchAsset} surfaceSource="measured" />
    </div>,
  );
  await untilDrawnAndStill();
  await screen.findByText('Loss');
  await untilStill();
  const pixels = await takePixels(container.querySelector('canvas')!);
  unmount();
  return pixels;
}

function countDifferent(a: Pixels, b: Pixels): number {
  let count = 0;
  for (let y = 0; y < a.heightPx; y++) {
    for (let x = 0; x < a.widthPx; x++) {
      const [one, other] = [a.at(x, y), b.at(x, y)];
      if (one.some((channel, n) => Math.abs(channel - other[n]!) > 12)) count++;
    }
  }
  return count;
}

it.each(
  picked(
    [
      [1e6, 0.01],
      [1e9, 1],
      [-2.302585, 1e-8],
    ] as const,
    ([offset]) => offset < 0,
  ),
)('[HEIGHT-1] draws a file of doubles of %d + %d·r² as the bowl that it is', async (offset, a) => {
  const [domainHalf, zScale] = [DOMAIN_HALF, 0.2 / a];
  const bowl = envelope('LOSS_SURFACE_SPEC_READY', {
    surface_spec: { kind: 'bowl', params: { a, b: a, offset }, domainHalf, zScale },
  });
  const grid = envelope('LOSS_SURFACE_GRID_READY', {
    asset_url: `/far-${offset}.npy`,
    grid_format: 'npy',
    resolution: NODES,
    domainHalf,
    zScale,
  });
  const expected = await draw(bowl);
  const drawn = await draw(
    grid,
    writeNpy((x, y) => offset + a * (x * x + y * y)),
  );
  const level = await draw(
    grid,
    writeNpy(() => offset),
  );
  expect(countDifferent(level, expected)).toBeGreaterThan(30_000);
  expect(countDifferent(drawn, expected)).toBeLessThan(400);
});
