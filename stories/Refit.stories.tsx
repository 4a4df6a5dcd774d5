import type { Meta, StoryObj } from '@storybook/react-vite';
import { useEffect, useState } from 'react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { createRunStore, GradientDescentViz, type GradientDescentVizProps } from '../src/index.js';
import { sampleLoss, valleyLoss } from './sampledGrids.js';

const NODES = 65;
const STEPS = 120;
/** By so much the second plane is turned against the first, in radians. */
const TURN_RAD = 0.5;
/** The second plane comes so long after the first. */
const NEXT_MS = 1500;

/** Where a step is on a plane that is turned by an angle. */
function placeOf(step: number, turnRad: number): { x: number; y: number; loss: number } {
  const left = Math.exp((-4 * step) / STEPS);
  const [x, y] = [0.35 - 0.9 * left, -0.2 + 0.9 * left * left];
  const [cos, sin] = [Math.cos(turnRad), Math.sin(turnRad)];
  return { x: cos * x + sin * y, y: cos * y - sin * x, loss: valleyLoss(x, y) };
}

/** What a backend sends of a plane: its surface, a start, and the whole path so far. */
function createPlane(n: number, plane: string, turnRad: number, last: number, more: object): object[] {
  const points = Array.from({ length: last + 1 }, (_, step) => placeOf(step, turnRad));
  const projection = { method: 'pca', explainedVariance: [0.62 + 0.1 * n, 0.2], plane };
  const surface = { resolution: NODES, domainHalf: 3, zScale: 0.02, source: 'measured', projection };
  const sent = [
    [
      'LOSS_SURFACE_GRID_READY',
      { ...surface, asset_url: `https://grids.example/${plane}.f32`, grid_format: 'float32' },
    ],
    ['GD_PATH_STARTED', { space: 'normalized', point0: points[0], ...more }],
    ['GD_PATH_UPDATE', { space: 'normalized', step_start: 0, points }],
  ] as const;
  return sent.map(([name, payload], i) => ({
    v: 1,
    type: 'EVENT',
    project_id: 'stories',
    seq: 10 * n + i + 1,
    ts: 1_790_000_000_000 + 10 * n + i,
    event: { name, payload: { run_id: 'run_refit', ...payload } },
  }));
}

const GRIDS = new Map(
  [0, TURN_RAD].map((turnRad, n) => {
    const [cos, sin] = [Math.cos(turnRad), Math.sin(turnRad)];
    return [n, sampleLoss((x, y) => valleyLoss(cos * x - sin * y, cos * y + sin * x), NODES)] as const;
  }),
);

const serve = (url: string): Promise<Response> =>
  Promise.resolve(new Response(GRIDS.get(url.includes('second') ? 1 : 0)));

/** A training whose path is shown on one plane, and a moment later on another. */
function Refitted(props: Pick<GradientDescentVizProps, 'refit' | 'theme'>) {
  const [store] = useState(() => {
    const created = createRunStore();
    created.ingest(createPlane(0, 'first', 0, 70, {}));
    return created;
  });
  useEffect(() => {
    const timer = setTimeout(
      () => store.ingest(createPlane(1, 'second', TURN_RAD, STEPS, { restart: 'projection' })),
      NEXT_MS,
    );
    return () => clearTimeout(timer);
  }, [store]);
  return <GradientDescentViz {...props} store={store} fetchAsset={serve} />;
}

/** A training’s new plane: shown at once, or kept waiting until the viewer asks for it. */
const meta = {
  title: 'New plane',
  component: GradientDescentViz,
  argTypes: { refit: { control: 'inline-radio', options: ['live', 'hold'] } },
  render: ({ refit }, { globals }) => (
    <Refitted {...(refit && { refit })} theme={globals['theme'] === 'dark' ? 'dark' : 'light'} />
  ),
} satisfies Meta<typeof GradientDescentViz>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Longer than the new plane is away. */
const UNTIL = { timeout: 8000 };

/** The picture before fades, the path moves to its place, and a note says so for some seconds. */
export const Live: Story = {
  args: { refit: 'live' },
  play: async ({ canvasElement }) => {
    const view = within(canvasElement);
    await waitFor(() => expect(view.getByText(/^New plane at step 70, 92/)).toBeVisible(), UNTIL);
  },
};

/** Plane, path and figures stay; the button shows the newest. */
export const Hold: Story = {
  args: { refit: 'hold' },
  play: async ({ canvasElement }) => {
    const view = within(canvasElement);
    const button = await waitFor(() => view.getByRole('button', { name: 'Show it' }), UNTIL);
    await expect(view.getByText(/^A new plane is waiting/)).toBeVisible();
    await userEvent.click(button);
    await waitFor(() => expect(view.queryByText(/^A new plane is waiting/)).toBeNull(), UNTIL);
  },
};
