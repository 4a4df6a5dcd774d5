import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor, within } from 'storybook/test';
import { GradientDescentViz } from '../src/index.js';
import type { FinishReason } from '../src/protocol/events.js';
import { createDescentEvents } from './descentEvents.js';

const ENDS: readonly (readonly [reason: FinishReason | undefined, steps: number, words: string])[] = [
  [undefined, 30, 'Running'],
  ['converged', 80, 'Converged'],
  ['max_steps', 20, 'Step limit reached'],
  ['cancelled', 12, 'Cancelled'],
  ['error', 5, 'Failed'],
];

const eventsOf = (reason: FinishReason | undefined, steps: number): object[] =>
  createDescentEvents({
    params: { kind: 'bowl', a: 0.05, b: 0.12, tiltX: 0, tiltY: 0, offset: 0 },
    from: { x: -0.8, y: 0.7 },
    steps,
    eta: 0.4,
    source: 'measured',
    ...(reason && { reason }),
    runId: `run_${reason ?? 'running'}`,
  });

/** Marks of the path: how it ended, its best point, its steps, its true loss. */
const meta = {
  title: 'Marks',
  component: GradientDescentViz,
  args: { events: [] },
  argTypes: { pathColor: { control: 'inline-radio', options: ['step', 'loss', 'plain'] } },
  render: ({ events = [], store: _store, ...style }, { globals }) => (
    <GradientDescentViz events={events} theme={globals['theme'] === 'dark' ? 'dark' : 'light'} {...style} />
  ),
} satisfies Meta<typeof GradientDescentViz>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Each end has a shape and a colour of its own. */
export const Ends: Story = {
  render: (_, { globals }) => (
    <div style={{ display: 'flex', flexWrap: 'wrap' }}>
      {ENDS.map(([reason, steps]) => (
        <div key={reason ?? 'running'} style={{ width: 300, height: 220 }}>
          <GradientDescentViz
            events={eventsOf(reason, steps)}
            theme={globals['theme'] === 'dark' ? 'dark' : 'light'}
          />
        </div>
      ))}
    </div>
  ),
  play: async ({ canvasElement }) => {
    for (const [, , words] of ENDS)
      await waitFor(() => expect(within(canvasElement).getByText(words)).toBeVisible());
  },
};

const WAVERING = createDescentEvents({
  params: { kind: 'bowl', a: 0.18, b: 0.3, tiltX: 0, tiltY: 0, offset: 0 },
  from: { x: -0.8, y: 0.7 },
  steps: 120,
  eta: 0.01,
  source: 'measured',
  // Worse again from step 60 on: the best point is not where the marker stands, which would cover it.
  lossAt: (step) =>
    15 * Math.exp(-step / 30) + 1.5 + 0.8 * Math.sin(step / 3) + 0.06 * Math.max(step - 60, 0),
  reason: 'max_steps',
});

/** On a measured surface: the best point, round steps, and a stem to the loss that the newest point states. */
export const BestAndTrueLoss: Story = {
  args: { events: WAVERING },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(canvasElement.querySelector('.gdv-mark--best')).toHaveTextContent('best'));
    await waitFor(() => expect(canvasElement.querySelector('.gdv-mark--stem')).toBeVisible());
  },
};

/** The path by the loss of its points. */
export const ByLoss: Story = {
  args: { events: WAVERING, pathColor: 'loss' },
};
