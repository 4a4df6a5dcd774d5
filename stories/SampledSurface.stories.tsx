import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { GradientDescentViz } from '../src/index.js';
import { createGridEvents, sampleLoss, valleyLoss, valleyWithHoles } from './sampledGrids.js';

/**
 * A surface that the backend sampled: `LOSS_SURFACE_GRID_READY` names where its float32 samples are. The path is
 * drawn while they load; over samples that are missing it is drawn dimmed.
 */
const meta = {
  title: 'Sampled surface',
  component: GradientDescentViz,
  args: { events: [] },
  argTypes: {
    heightScale: { control: 'inline-radio', options: ['linear', 'log', 'auto'] },
    theme: { control: 'inline-radio', options: ['auto', 'light', 'dark'] },
    events: { control: false },
    store: { control: false },
    fetchAsset: { control: false },
  },
  render: ({ events = [], store: _store, ...style }, { globals }) => (
    <GradientDescentViz events={events} theme={globals['theme'] === 'dark' ? 'dark' : 'light'} {...style} />
  ),
} satisfies Meta<typeof GradientDescentViz>;

export default meta;
type Story = StoryObj<typeof meta>;

const NODES = 129;

const shows =
  (text: string | RegExp): NonNullable<Story['play']> =>
  async ({ canvasElement }) => {
    await waitFor(() => expect(within(canvasElement).getByText(text)).toBeVisible());
  };

/** Serves samples as a server would. */
const serve = (samples: Float32Array<ArrayBuffer>) => () => Promise.resolve(new Response(samples));

const valley = sampleLoss(valleyLoss, NODES);
const valleyEvents = (assetUrl: string): object[] =>
  createGridEvents({ samples: valley, nodes: NODES, zScale: 0.02, assetUrl, reason: 'converged' });

export const Loaded: Story = {
  args: { events: valleyEvents('/grids/loaded.f32'), fetchAsset: serve(valley) },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(within(canvasElement).queryByText(/sampled surface/)).toBeNull());
  },
};

/** The same losses by their logarithm: the valley's floor is seen, ticks are true losses. */
export const LogScale: Story = {
  args: {
    events: valleyEvents('/grids/log.f32'),
    fetchAsset: serve(valley),
    heightScale: 'log',
  },
  play: shows('Loss (log)'),
};

/** A plane of a larger model's weights: what is projected stands apart from what was measured. */
export const Projected: Story = {
  args: {
    events: createGridEvents({
      samples: valley,
      nodes: NODES,
      zScale: 0.02,
      assetUrl: '/grids/projected.f32',
      projection: {
        method: 'pca',
        explainedVariance: [0.87, 0.09],
        randomWalk: [0.81, 0.09],
        checkpoints: 160,
      },
    }),
    fetchAsset: serve(valley),
    heightScale: 'log',
  },
  play: shows('PCA plane · 160 checkpoints'),
};

/** Samples that were not finite are missing: not drawn, not in the range, said. */
export const WithHoles: Story = {
  args: (() => {
    const samples = sampleLoss(valleyWithHoles, NODES);
    return {
      events: createGridEvents({ samples, nodes: NODES, zScale: 0.02, assetUrl: '/grids/holes.f32' }),
      fetchAsset: serve(samples),
      heightScale: 'log' as const,
    };
  })(),
  play: shows(/samples missing/),
};

/** One sample of a million, away from the path: it is cut, striped and said, and the full range is one press away. */
export const OutlierCut: Story = {
  args: (() => {
    const samples = valley.slice();
    samples[110 * NODES + 100] = 1e6;
    return {
      events: createGridEvents({ samples, nodes: NODES, zScale: 0.02, assetUrl: '/grids/outlier.f32' }),
      fetchAsset: serve(samples),
    };
  })(),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await waitFor(() => expect(canvas.getByText(/^Heights above .* are cut/)).toBeVisible());
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Full range' })).toBeVisible());
  },
};

/** A third of the bytes is there, the rest is not: the path is drawn on flat ground meanwhile. */
export const Loading: Story = {
  args: {
    events: valleyEvents('/grids/loading.f32'),
    fetchAsset: () => {
      const bytes = new Uint8Array(valley.buffer);
      const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
        start: (controller) => controller.enqueue(bytes.slice(0, bytes.length / 3)),
      });
      return Promise.resolve(new Response(body, { headers: { 'content-length': String(bytes.length) } }));
    },
  },
  play: shows(/22.2 kB of 66.6 kB · 33 %/),
};

/** What came is a page and no grid: said so, with a way to try again. */
export const Failed: Story = {
  args: {
    events: valleyEvents('/grids/failed.f32'),
    fetchAsset: () =>
      Promise.resolve(
        new Response('<!doctype html><title>Sign in</title>', { headers: { 'content-type': 'text/html' } }),
      ),
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await waitFor(() => expect(canvas.getByRole('alert')).toBeVisible());
    await userEvent.click(canvas.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(canvas.getByRole('alert')).toBeVisible());
  },
};

/** A million samples. */
export const Large: Story = {
  args: (() => {
    const nodes = 1025;
    const samples = sampleLoss(valleyLoss, nodes);
    return {
      events: createGridEvents({ samples, nodes, zScale: 0.02, assetUrl: '/grids/large.f32' }),
      fetchAsset: serve(samples),
      heightScale: 'auto' as const,
    };
  })(),
  play: shows('Loss (log)'),
};
