import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { GradientDescentViz } from '../src/index.js';
import irisLog from '../test/fixtures/logs/real-iris.ndjson?raw';
import failureLog from '../test/fixtures/logs/real-fit-failure.ndjson?raw';
import saddleLog from '../test/fixtures/logs/variant-kind-saddle.ndjson?raw';
import reconnectLog from '../test/fixtures/logs/real-reconnect-midrun.ndjson?raw';
import { createDescentEvents } from './descentEvents.js';
import { ReplayedLog } from './ReplayedLog.js';

const linesOf = (log: string): string[] => log.split('\n').filter((line) => line !== '');

/**
 * A loss surface with a gradient descent going down it. Give it a store that is fed live (`store`), or a plain array
 * of envelopes (`events`). It fills its container.
 */
const meta = {
  title: 'GradientDescentViz',
  component: GradientDescentViz,
  args: { events: [] },
  argTypes: {
    colorMap: { control: 'select', options: ['viridis', 'cividis', 'magma', 'inferno', 'plasma'] },
    theme: { control: 'inline-radio', options: ['auto', 'light', 'dark'] },
    events: { control: false },
    store: { control: false },
  },
  render: ({ events = [], store: _store, ...style }, { globals }) => (
    <GradientDescentViz events={events} theme={globals['theme'] === 'dark' ? 'dark' : 'light'} {...style} />
  ),
} satisfies Meta<typeof GradientDescentViz>;

export default meta;
type Story = StoryObj<typeof meta>;

/** A bowl, and a loss that was reported beside it. */
const createTrainingEvents = (source: 'measured' | 'illustrative'): object[] =>
  createDescentEvents({
    params: { kind: 'bowl', a: 0.18, b: 0.3, tiltX: 0, tiltY: 0, offset: 0 },
    from: { x: -0.8, y: 0.7 },
    steps: 80,
    eta: 0.1,
    source,
    lossAt: (step) => 2.3 * Math.exp(-step / 30),
  });

/** Asserts that a run's status is on screen. */
const showsStatus =
  (text: string): NonNullable<Story['play']> =>
  async ({ canvasElement }) => {
    await waitFor(() => expect(within(canvasElement).getByText(text)).toBeVisible());
  };

export const FixedExample: Story = {
  args: {
    events: createDescentEvents({
      params: { kind: 'fixed_example' },
      from: { x: -0.62, y: -0.55 },
      steps: 80,
      eta: 0.03,
    }),
  },
};

export const Bowl: Story = {
  args: {
    events: createDescentEvents({
      params: { kind: 'bowl', a: 0.1, b: 0.3, tiltX: 0.1, tiltY: -0.2, offset: 1 },
      from: { x: -0.9, y: 0.85 },
      steps: 120,
      eta: 0.28,
      hyperparams: {
        eta: 0.28,
        steps: 200,
        tolGrad: 0.001,
        tolStep: 0.0005,
        others: [{ name: 'optimizer', value: 'sgd' }],
      },
      reason: 'converged',
    }),
  },
  play: showsStatus('Converged'),
};

export const MultiHill: Story = {
  args: {
    events: createDescentEvents({
      params: {
        kind: 'multi_hill',
        bowlStrength: 0.06,
        offset: 0,
        hills: [
          { x: -2, y: 1.5, amp: 4, sigma: 1.1 },
          { x: 2.5, y: 2, amp: 3, sigma: 0.9 },
          { x: 1, y: -2.5, amp: -3.5, sigma: 1.2 },
          { x: -3, y: -3, amp: 2, sigma: 0.7 },
        ],
      },
      from: { x: 0.55, y: -0.75 },
      steps: 150,
      eta: 0.06,
      reason: 'converged',
    }),
  },
};

export const Ripples: Story = {
  args: {
    events: createDescentEvents({
      params: { kind: 'ripples', amp: 2.5, freq: 2, decay: 0.15, bowlStrength: 0.06, offset: 0 },
      from: { x: 0.7, y: -0.6 },
      steps: 200,
      eta: 0.03,
      reason: 'max_steps',
    }),
  },
};

/** A real run's recorded stream, at its own pace. */
export const ReplayOfARecordedRun: Story = {
  render: ({ colorMap = 'viridis' }, { globals }) => (
    <ReplayedLog
      log={irisLog}
      speed={1}
      colorMap={colorMap}
      theme={globals['theme'] === 'dark' ? 'dark' : 'light'}
    />
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await waitFor(() => expect(canvas.getByText('Converged')).toBeVisible(), { timeout: 120_000 });
    await waitFor(() => expect(canvas.getByText('49')).toBeVisible());
  },
};

/** A backend that offers a kind that is not in the contract: flat ground is shown, and why. */
export const UnknownKind: Story = {
  args: { events: linesOf(saddleLog) },
  play: showsStatus('The ground is flat: the surface kind “saddle” is not known'),
};

const STAGE_FAILED = {
  v: 1,
  type: 'EVENT',
  project_id: 'fitfail',
  seq: 200,
  ts: 1_795_403_800_000,
  event: { name: 'STAGE_STATUS', payload: { stage_id: 'TRAIN', status: 'FAILED' } },
};

/** A recorded run whose path never ended, and whose stage says that it failed. */
export const TrainingFailed: Story = {
  args: { events: [...linesOf(failureLog), STAGE_FAILED] },
  play: showsStatus('Training failed'),
};

/** A loss that was reported, and a surface that only illustrates: its height is no loss, and stands apart. */
export const IllustrativeSurface: Story = {
  args: { events: createTrainingEvents('illustrative') },
  play: showsStatus('Height (illustrative)'),
};

const noisyLoss = (step: number): number => {
  const noise = Math.sin(12.9898 * step) * 43_758.5453;
  return 0.4 + Math.exp(-step / 40) + (noise - Math.floor(noise)) / 50;
};

/** How fast the loss falls, how far it is above its best, and how long it has not become better. */
export const RatesOfALoss: Story = {
  args: {
    events: createDescentEvents({
      params: { kind: 'bowl', a: 0.18, b: 0.3, tiltX: 0, tiltY: 0, offset: 0 },
      from: { x: -0.8, y: 0.7 },
      steps: 600,
      eta: 0.02,
      source: 'illustrative',
      lossAt: noisyLoss,
      hyperparams: { eta: 0.02, steps: 1000 },
    }),
  },
  play: async ({ canvasElement }) => {
    await waitFor(() =>
      expect(within(canvasElement).getByText('Slope (last 200 steps)')).toBeInTheDocument(),
    );
    await expect(within(canvasElement).getByText('none: noise')).toBeInTheDocument();
  },
};

/** The same surface where its heights are the loss. */
export const MeasuredSurface: Story = {
  args: { events: createTrainingEvents('measured') },
  play: showsStatus('Loss'),
};

/** No surface event has come: the path lies on flat ground, without a height. */
export const NoSurface: Story = {
  args: { events: linesOf(irisLog).filter((line) => !line.includes('LOSS_SURFACE')) },
  play: showsStatus('The ground is flat: no surface was sent'),
};

/** Steps that never came: the line does not bridge them. */
export const MissingSteps: Story = {
  args: { events: linesOf(reconnectLog) },
  play: showsStatus('25 steps missing (35–59)'),
};

/** A surface so tall that it is compressed, and says so. */
export const TallSurface: Story = {
  args: {
    events: createDescentEvents({
      params: { kind: 'bowl', a: 40, b: 60, tiltX: 0, tiltY: 0, offset: 1_000_000 },
      from: { x: 0.9, y: -0.8 },
      steps: 60,
      eta: 0.001,
    }),
  },
};

/** Several things to be said of the picture: one line, the gravest of them, opens to the others. */
export const SeveralNotices: Story = {
  args: {
    events: createDescentEvents({
      params: { kind: 'bowl', a: 40, b: 60, tiltX: 0, tiltY: 0, offset: 0 },
      from: { x: 1.1, y: -0.8 },
      steps: 60,
      eta: 0.001,
    }),
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByText(/^Height compressed/));
    await waitFor(() => expect(canvas.getByText('Part of the path lies outside the surface')).toBeVisible());
  },
};

/** Nothing has come yet. */
export const EmptyRun: Story = {
  args: { events: [] },
  play: showsStatus('Waiting for a run'),
};

/** A run that is known by its surface alone. */
export const BeforeTheFirstStep: Story = {
  args: {
    events: createDescentEvents({
      params: { kind: 'ripples', amp: 2.5, freq: 2, decay: 0.15, bowlStrength: 0.06, offset: 0 },
      from: { x: 0, y: 0 },
      steps: 1,
      eta: 0,
    }).slice(0, 1),
  },
  play: showsStatus('Waiting'),
};

/** Waves finer than the finest mesh: that the plane is none is said, and by how much. */
export const RipplesFinerThanTheMesh: Story = {
  args: {
    events: createDescentEvents({
      params: { kind: 'ripples', amp: 1, freq: 268.082573106329, decay: 0, bowlStrength: 0, offset: 0 },
      from: { x: 0.8, y: 0 },
      steps: 20,
      eta: 1e-6,
    }),
  },
  play: async ({ canvasElement }) => {
    await waitFor(() =>
      expect(within(canvasElement).getByText(/^Drawn coarser than it is: off by up to/)).toBeVisible(),
    );
  },
};

const finished = (reason: 'converged' | 'max_steps' | 'cancelled' | 'error', status: string): Story => ({
  args: {
    events: createDescentEvents({
      params: { kind: 'fixed_example' },
      from: { x: 0.42, y: -0.12 },
      steps: reason === 'converged' ? 90 : 18,
      eta: 0.03,
      reason,
    }),
  },
  play: showsStatus(status),
});

export const FinishedConverged: Story = finished('converged', 'Converged');
export const FinishedAtMaxSteps: Story = finished('max_steps', 'Step limit reached');
export const FinishedCancelled: Story = finished('cancelled', 'Cancelled');
export const FinishedWithAnError: Story = finished('error', 'Failed');

/** The same run in high quality and in low: smoother and rougher edges of the surface, all of the screen's pixels or one. */
export const BothQualities: Story = {
  render: (_, { globals }) => (
    <div style={{ display: 'flex', height: '100%' }}>
      {(['high', 'low'] as const).map((quality) => (
        <GradientDescentViz
          key={quality}
          quality={quality}
          events={linesOf(irisLog.replaceAll('run_c6fdc8ab', quality))}
          theme={globals['theme'] === 'dark' ? 'dark' : 'light'}
        />
      ))}
    </div>
  ),
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(within(canvasElement).getAllByText('Converged')).toHaveLength(2));
  },
};

/** The browser took the WebGL context back; the figures go on, and a button draws the picture anew. */
export const LostContext: Story = {
  args: { events: linesOf(irisLog) },
  play: async ({ canvasElement }) => {
    const canvas = await waitFor(() => {
      const found = canvasElement.querySelector('canvas');
      if (found?.dataset['engine'] === undefined) throw new Error('nothing is drawn yet');
      return found;
    });
    canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
    await waitFor(() => expect(within(canvasElement).getByText(/^The picture was lost/)).toBeVisible());
  },
};
