import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, waitFor, within } from 'storybook/test';
import { GradientDescentViz } from '../src/index.js';
import reconnectLog from '../test/fixtures/logs/real-reconnect-midrun.ndjson?raw';
import { GERMAN_LABELS, HEBREW_LABELS } from './germanLabels.js';

const LINES = reconnectLog.split('\n').filter((line) => line !== '');

/** Words and numbers of a host: `labels` and `locale`. */
const meta = {
  title: 'Labels',
  component: GradientDescentViz,
  args: { events: LINES },
  render: ({ events = [], store: _store, ...style }, { globals }) => (
    <GradientDescentViz events={events} theme={globals['theme'] === 'dark' ? 'dark' : 'light'} {...style} />
  ),
} satisfies Meta<typeof GradientDescentViz>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Labels in German, and numbers as they are written there. */
export const German: Story = {
  args: { labels: GERMAN_LABELS, locale: 'de' },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(within(canvasElement).getByText('25 Schritte fehlen (35–59)')).toBeVisible());
  },
};

/** Labels in Hebrew: each stands from right to left, in a layout that stays. */
export const Hebrew: Story = {
  args: { labels: HEBREW_LABELS, locale: 'he' },
  play: async ({ canvasElement }) => {
    const step = await within(canvasElement).findByText('צעד');
    await expect(getComputedStyle(step).direction).toBe('rtl');
  },
};

/** Numbers as they are written in India; words stay as they are. */
export const NumbersOfALocale: Story = {
  args: { locale: 'en-IN' },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(within(canvasElement).getAllByText('Step')[0]).toBeVisible());
  },
};
