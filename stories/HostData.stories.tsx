import type { Meta, StoryObj } from '@storybook/react-vite';
import { useRef, useState } from 'react';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { GradientDescentViz, type CameraPose, type GradientDescentVizHandle } from '../src/index.js';
import { sampleLoss, valleyLoss } from './sampledGrids.js';

/**
 * A host without events: `path` and `surface` are what it holds, a `ref` is what it asks, `camera` is what it keeps.
 */
const meta = {
  title: 'Host data',
  component: GradientDescentViz,
  args: { path: [] },
} satisfies Meta<typeof GradientDescentViz>;

export default meta;
type Story = StoryObj<typeof meta>;

const BOWL = { kind: 'bowl', params: { a: 0.25, b: 0.12 }, domainHalf: 3 } as const;

/** Gradient descent on the bowl, normalized. */
const descend = (steps: number) =>
  Array.from({ length: steps }, (_, step) => {
    const [x, y] = [0.85 * 0.9 ** step, -0.8 * 0.95 ** step];
    return { x, y, loss: 9 * (0.25 * x * x + 0.12 * y * y) };
  });

const themeOf = (globals: Readonly<Record<string, unknown>>) =>
  globals['theme'] === 'dark' ? 'dark' : 'light';

export const PointsAndFormula: Story = {
  render: (_, { globals }) => (
    <GradientDescentViz
      surface={BOWL}
      path={descend(60)}
      run="lr 0.1"
      hyperparams={{ eta: 0.1, batch: 32 }}
      finished="converged"
      theme={themeOf(globals)}
    />
  ),
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(within(canvasElement).getByText('Converged')).toBeVisible());
  },
};

const STEPS = 60;
const LOSSES = {
  train: Array.from({ length: STEPS }, (_, step) => 0.4 + 0.6 * Math.exp(-step / 20)),
  /** Validated every tenth step. */
  val: Array.from({ length: STEPS / 10 }, (_, i) => 0.45 + 0.6 * Math.exp(-i / 2)),
};

/** A surface that only illustrates, with the losses of the training beside it. */
export const ReportedLosses: Story = {
  render: (_, { globals }) => (
    <GradientDescentViz
      surface={BOWL}
      path={descend(STEPS).map(({ x, y }) => ({ x, y }))}
      metrics={[
        { name: 'loss', split: 'train', values: LOSSES.train },
        { name: 'loss', split: 'val', values: LOSSES.val, steps: LOSSES.val.map((_, i) => 10 * i) },
      ]}
      finished="max_steps"
      theme={themeOf(globals)}
    />
  ),
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(within(canvasElement).getByText('Step limit reached')).toBeVisible());
  },
};

const NODES = 129;
const VALLEY = { values: sampleLoss(valleyLoss, NODES), resolution: NODES, domainHalf: 2 };
const COLUMNS = {
  x: Float32Array.from({ length: 80 }, (_, step) => 0.8 * 0.96 ** step),
  y: Float32Array.from({ length: 80 }, (_, step) => 0.7 * 0.97 ** step),
};

export const ColumnsAndSamples: Story = {
  render: (_, { globals }) => (
    <GradientDescentViz surface={VALLEY} path={COLUMNS} heightScale="auto" theme={themeOf(globals)} />
  ),
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(within(canvasElement).getByText('79')).toBeVisible());
  },
};

function Linked({ theme }: { readonly theme: 'light' | 'dark' }) {
  const [camera, setCamera] = useState<CameraPose>({ position: [-2.6, 2.4, 3.4], target: [0, -0.2, 0] });
  const linked = { camera, onCameraChange: setCamera, theme };
  return (
    <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', height: '100%' }}>
      <GradientDescentViz {...linked} surface={BOWL} path={descend(60)} run="lr 0.1" />
      <GradientDescentViz {...linked} surface={BOWL} path={descend(20)} run="lr 0.1, stopped" finished />
    </div>
  );
}

/** One pose, two views: whichever the viewer turns. */
export const LinkedCameras: Story = { render: (_, { globals }) => <Linked theme={themeOf(globals)} /> };

function Asked({ theme }: { readonly theme: 'light' | 'dark' }) {
  const viz = useRef<GradientDescentVizHandle>(null);
  const [place, setPlace] = useState<{ readonly x: number; readonly y: number } | null>(null);
  const showStep = (): void => setPlace(viz.current?.getScreenPosition(10) ?? null);
  return (
    <div style={{ position: 'relative', height: '100%' }}>
      <GradientDescentViz
        ref={viz}
        surface={BOWL}
        path={descend(60)}
        theme={theme}
        onReady={showStep}
        onCameraChange={showStep}
      />
      {place !== null && (
        <span
          style={{
            position: 'absolute',
            left: place.x,
            top: place.y,
            padding: '2px 8px',
            borderRadius: 6,
            background: '#1b2230',
            color: '#fff',
            font: '12px system-ui',
            transform: 'translate(-50%, -160%)',
            pointerEvents: 'none',
          }}
        >
          step 10
        </span>
      )}
      <button
        type="button"
        style={{ position: 'absolute', right: 12, top: 12 }}
        onClick={() => viz.current?.setCamera({ position: [0, 5, 0.01], target: [0, 0, 0] }, 600)}
      >
        From above
      </button>
    </div>
  );
}

/** A label of the host's at a step, which follows the camera. */
export const LabelAtStep: Story = {
  render: (_, { globals }) => <Asked theme={themeOf(globals)} />,
  play: async ({ canvasElement }) => {
    const label = await within(canvasElement).findByText('step 10');
    const { left } = label.style;
    await userEvent.click(within(canvasElement).getByText('From above'));
    await waitFor(() => expect(label.style.left).not.toBe(left));
  },
};
