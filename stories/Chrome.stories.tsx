import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor, within } from 'storybook/test';
import { useState } from 'react';
import {
  ColorLegend,
  createRunStore,
  GradientDescentViz,
  RunNotices,
  RunReadOut,
  type GradientDescentVizSlots,
  type LegendSlotProps,
  type PictureNotice,
  type ReadOutSlotProps,
} from '../src/index.js';
import irisLog from '../test/fixtures/logs/real-iris.ndjson?raw';

import { createDescentEvents } from './descentEvents.js';

const LINES = irisLog.split('\n').filter((line) => line !== '');

/** What is shown beside the picture, and by whom. */
const meta = {
  title: 'Chrome',
  component: GradientDescentViz,
  args: { events: LINES },
  argTypes: { chrome: { control: 'inline-radio', options: ['auto', 'full', 'compact', 'none'] } },
  render: ({ events = [], store: _store, ...style }, { globals }) => (
    <GradientDescentViz events={events} theme={globals['theme'] === 'dark' ? 'dark' : 'light'} {...style} />
  ),
} satisfies Meta<typeof GradientDescentViz>;

export default meta;
type Story = StoryObj<typeof meta>;

/** A line of what fits, and a legend without a title. */
export const Compact: Story = {
  args: { chrome: 'compact' },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(within(canvasElement).getByText('Converged')).toBeVisible());
  },
};

/** Nothing but the picture. */
export const PictureAlone: Story = {
  args: { chrome: 'none' },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(within(canvasElement).getByRole('application')).toBeVisible());
    await expect(canvasElement.textContent).toBe('');
  },
};

const SIZES = [
  [480, 360],
  [300, 220],
  [240, 180],
  [160, 120],
] as const;

/** By the room there is: a card, a line, a badge. */
export const BySize: Story = {
  render: (_, { globals }) => (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 12, padding: 12 }}>
      {SIZES.map(([width, height]) => (
        <div key={width} style={{ width, height }}>
          <GradientDescentViz
            events={LINES.map((line) => line.replaceAll('run_c6fdc8ab', `iris ${width}`))}
            theme={globals['theme'] === 'dark' ? 'dark' : 'light'}
          />
        </div>
      ))}
    </div>
  ),
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(within(canvasElement).getAllByText('49')).toHaveLength(SIZES.length));
  },
};

function OwnFigures({ runId, statusText, figures }: ReadOutSlotProps) {
  return (
    <p
      style={{
        margin: 0,
        padding: '6px 10px',
        borderLeft: '3px solid #0b62d6',
        background: '#fff',
        color: '#1b2230',
      }}
    >
      <strong>{runId}</strong> {statusText.toLowerCase()} at step {figures.step}
    </p>
  );
}

function OwnLegend({ name, ticks, colors }: LegendSlotProps) {
  return (
    <figure aria-label={name} style={{ margin: 0, width: 160, fontSize: 11 }}>
      <div style={{ height: 8, background: `linear-gradient(to right, ${colors.join(', ')})` }} />
      {ticks[0]?.text} to {ticks.at(-1)?.text}
    </figure>
  );
}

const SLOTS: GradientDescentVizSlots = { readOut: OwnFigures, legend: OwnLegend, notices: null };

/** A card and a legend of the host's own, in the place of ours, and no notes. */
export const OwnParts: Story = {
  args: { slots: SLOTS },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(within(canvasElement).getByText(/converged at step 49/)).toBeVisible());
  },
};

function PartsBeside({ theme }: { readonly theme: 'light' | 'dark' }) {
  const [store] = useState(() => {
    const made = createRunStore();
    made.ingest(
      createDescentEvents({
        params: { kind: 'bowl', a: 0.18, b: 0.3, tiltX: 0, tiltY: 0, offset: 0 },
        from: { x: -0.8, y: 1.1 },
        steps: 80,
        eta: 0.1,
        source: 'measured',
        lossAt: (step) => 2.3 * Math.exp(-step / 30),
        hyperparams: { eta: 0.1, steps: 80 },
        reason: 'max_steps',
      }),
    );
    return made;
  });
  const [notices, setNotices] = useState<readonly PictureNotice[]>([]);
  return (
    <div style={{ display: 'flex', height: 480 }}>
      <div style={{ flex: 1 }}>
        <GradientDescentViz store={store} theme={theme} chrome="none" onNotices={setNotices} />
      </div>
      <aside style={{ display: 'grid', alignContent: 'start', gap: 12, width: 260, padding: 12 }}>
        <RunReadOut store={store} theme={theme} />
        <RunNotices notices={notices} theme={theme} />
        <ColorLegend min={0} max={17.3} theme={theme} />
      </aside>
    </div>
  );
}

/** A picture alone, and its card, notes and legend in a column beside it. */
export const PartsElsewhere: Story = {
  render: (_, { globals }) => <PartsBeside theme={globals['theme'] === 'dark' ? 'dark' : 'light'} />,
  play: async ({ canvasElement }) => {
    const aside = within(canvasElement).getByRole('complementary');
    await waitFor(() => expect(within(aside).getByText('Step limit reached')).toBeVisible());
    await waitFor(() => expect(within(aside).getByText(/lies outside the surface/)).toBeVisible());
  },
};
