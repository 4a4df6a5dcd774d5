import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { GradientDescentViz, type PathColumns } from '../src/index.js';
import { GERMAN_LABELS } from './germanLabels.js';

/** A training of 800 steps: where it was, and what it reported. */
function createTraining() {
  let seed = 7;
  const noise = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647 - 0.5;
  const steps = Array.from({ length: 800 }, (_, step) => step);
  const left = steps.map((step) => Math.exp((-4 * step) / steps.length));
  const path = {
    x: left.map((share) => share * (-0.7 + 0.05 * noise())),
    y: left.map((share) => share * (0.8 + 0.2 * Math.sin(5 * share))),
  };
  const losses = left.map((share) => 0.25 + 2.1 * share ** 1.75 + 0.5 * noise() * (0.2 + share));
  const tested = steps.filter((step) => step % 20 === 0);
  const metrics = [
    { name: 'loss', split: 'train', values: losses },
    {
      name: 'loss',
      split: 'val',
      steps: tested,
      values: tested.map((step) => 0.32 + 1.9 * left[step]! ** 1.5 + 0.2 * Math.max(step / 800 - 0.6, 0)),
    },
  ];
  return { path, losses, metrics };
}

const { path, losses, metrics } = createTraining();
const BOWL = { kind: 'bowl', params: { a: 0.4, b: 0.6 } };

/** The loss curve under the picture, with what plays the run. */
const meta = {
  title: 'Timeline',
  component: GradientDescentViz,
  args: { path: path satisfies PathColumns, surface: BOWL, metrics },
  argTypes: { showTimeline: { control: 'inline-radio', options: ['auto', true, false] } },
  render: (args, { globals }) => (
    <GradientDescentViz {...args} theme={globals['theme'] === 'dark' ? 'dark' : 'light'} />
  ),
} satisfies Meta<typeof GradientDescentViz>;

export default meta;
type Story = StoryObj<typeof meta>;

const sliderIn = (canvasElement: HTMLElement): HTMLElement =>
  within(canvasElement).getByRole('slider', { name: 'Step on the loss curve' });

/** The loss as it was reported, on training data and on held-out data. */
export const Reported: Story = {
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(within(canvasElement).getByText('val loss')).toBeVisible());
    await expect(within(canvasElement).getByRole('button', { name: 'Live' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  },
};

/** By the keyboard: ten per cent back, and one point. */
export const PastStep: Story = {
  play: async ({ canvasElement }) => {
    const slider = await waitFor(() => sliderIn(canvasElement));
    await waitFor(() => expect(slider).toBeEnabled());
    slider.focus();
    await userEvent.keyboard('{PageDown}{ArrowLeft}');
    await waitFor(() =>
      expect(slider).toHaveAttribute('aria-valuetext', expect.stringMatching(/^step 718 of 799, train loss/)),
    );
    await expect(within(canvasElement).getByRole('button', { name: /81 behind/ })).toBeVisible();
  },
};

/** The losses of the path's own points, of a run that has ended. */
export const PointLosses: Story = {
  args: { path: { ...path, loss: losses }, metrics: [], finished: 'converged' },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(within(canvasElement).getByRole('button', { name: 'End' })).toBeVisible());
  },
};

/** An illustration has heights, and no loss. */
export const NoLoss: Story = {
  args: { metrics: [] },
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(within(canvasElement).getByText('No loss reported')).toBeVisible());
  },
};

/** As wide as a phone: what changes how the curve is shown is behind a button. */
export const Narrow: Story = {
  render: (args, { globals }) => (
    <div style={{ width: 320, height: 560 }}>
      <GradientDescentViz {...args} theme={globals['theme'] === 'dark' ? 'dark' : 'light'} />
    </div>
  ),
  play: async ({ canvasElement }) => {
    await userEvent.click(
      await waitFor(() => within(canvasElement).getByRole('button', { name: 'More of the timeline' })),
    );
    await waitFor(() =>
      expect(within(canvasElement).getByRole('slider', { name: 'Smoothing' })).toBeVisible(),
    );
  },
};

export const German: Story = { args: { labels: GERMAN_LABELS, locale: 'de' } };
