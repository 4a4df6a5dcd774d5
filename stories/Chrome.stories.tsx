import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor, within } from 'storybook/test';
import { GradientDescentViz } from '../src/index.js';
import irisLog from '../test/fixtures/logs/real-iris.ndjson?raw';

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
