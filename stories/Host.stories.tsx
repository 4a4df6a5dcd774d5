import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect } from 'storybook/test';
import { GradientDescentViz } from '../src/index.js';
import irisLog from '../test/fixtures/logs/real-iris.ndjson?raw';
import reconnectLog from '../test/fixtures/logs/real-reconnect-midrun.ndjson?raw';

const linesOf = (log: string): string[] => log.split('\n').filter((line) => line !== '');

/** What a host decides: colours, and size and place in its page. */
const meta = {
  title: 'Host',
  component: GradientDescentViz,
  args: { events: linesOf(irisLog) },
  argTypes: { events: { control: false }, store: { control: false } },
} satisfies Meta<typeof GradientDescentViz>;

export default meta;
type Story = StoryObj<typeof meta>;

const rootOf = (canvasElement: HTMLElement): HTMLElement => canvasElement.querySelector<HTMLElement>('.gdv')!;

/** Colours by name; what is left out is that of the base. */
export const OwnColors: Story = {
  args: {
    theme: {
      base: 'dark',
      background: 'radial-gradient(at top, oklch(0.3 0.06 290), oklch(0.16 0.03 290))',
      card: 'oklch(0.22 0.05 290 / 92%)',
      line: 'oklch(0.7 0.1 290 / 30%)',
      muted: 'oklch(0.78 0.05 290)',
      good: 'oklch(0.85 0.18 150)',
      gridLine: 'oklch(0.34 0.06 290)',
      frame: 'oklch(0.55 0.1 290)',
      marker: 'oklch(0.8 0.2 150)',
      pathNew: 'gold',
    },
  },
  play: async ({ canvasElement }) => {
    await expect(getComputedStyle(rootOf(canvasElement)).getPropertyValue('--gdv-path-new')).toBe('gold');
  },
};

/** Rules such as Tailwind 4 writes: all in layers. */
const UTILITIES = `
  @layer theme, base, components, utilities;
  @layer base { *, ::before, ::after { box-sizing: border-box; margin: 0; padding: 0; border: 0 solid } }
  @layer utilities {
    .grid { display: grid } .grid-cols-2 { grid-template-columns: repeat(2, minmax(0, 1fr)) } .gap-4 { gap: 1rem }
    .p-4 { padding: 1rem } .h-96 { height: 24rem } .h-64 { height: 16rem } .rounded-xl { border-radius: 0.75rem }
    .text-center { text-align: center } .uppercase { text-transform: uppercase } .tracking-widest { letter-spacing: 0.1em }
  }`;

const RECONNECTED = linesOf(reconnectLog);

/** Two views in a grid, each as high as its class says, in a page whose text is set its own way. */
export const UtilityClasses: Story = {
  render: ({ events = [], theme = 'auto' }) => (
    <>
      <style>{UTILITIES}</style>
      <div className="grid grid-cols-2 gap-4 p-4 text-center uppercase tracking-widest">
        <GradientDescentViz events={events} theme={theme} className="h-96 rounded-xl" />
        <GradientDescentViz events={RECONNECTED} theme={theme} className="h-64 rounded-xl" />
      </div>
    </>
  ),
  play: async ({ canvasElement }) => {
    const heights = [...canvasElement.querySelectorAll<HTMLElement>('.gdv')].map(
      ({ offsetHeight }) => offsetHeight,
    );
    await expect(heights).toEqual([384, 256]);
  },
};
