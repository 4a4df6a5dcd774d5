import { render, waitFor } from '@testing-library/react';
import type { CSSProperties, ReactElement, ReactNode } from 'react';
import { describe, expect, it, onTestFinished } from 'vitest';
import { commands } from 'vitest/browser';
import { GradientDescentViz, type GradientDescentVizTheme } from '../../src/index.js';
import '../../src/ui/styles.css';
import { SCENE_COLORS, TEXT_COLORS, variableOf, type ThemeColorName } from '../../src/view/vizTheme.js';
import { finish, spec, start, update } from '../run/createRunEvent.js';
import { untilDrawnAndStill } from './frames.js';
import { takePixels } from './pixels.js';

const START = start(2, { point0: { x: -0.8, y: -0.8 } });
const PATH = update(3, 1, [
  { x: 0.2, y: -0.5 },
  { x: 0.5, y: 0.3 },
]);
const BOWL = spec(1, { domainHalf: 2, params: { a: 0.1, b: 0.1 } }, { source: 'measured' });

/** The end that has a colour; the run goes on where the colour is none of an end. */
const ENDS: Partial<Record<ThemeColorName, object>> = {
  endConverged: finish(4, { reason: 'converged' }),
  endStepLimit: finish(4, { reason: 'max_steps' }),
  endCancelled: finish(4, { reason: 'cancelled' }),
  endFailed: finish(4, { reason: 'error' }),
};

const viz = (props: object = {}): ReactElement => (
  <GradientDescentViz events={[BOWL, START, PATH]} quality="high" theme="light" {...props} />
);

async function mount(child: ReactNode, style: object = {}) {
  const view = render(<div style={{ width: 500, height: 400, ...style }}>{child}</div>);
  await untilDrawnAndStill();
  return view;
}

function addRules(text: string): void {
  const style = document.createElement('style');
  style.textContent = text;
  document.head.append(style);
  onTestFinished(() => style.remove());
}

/** A colour's bytes, as the browser paints it, and no code of ours. */
function bytesOf(color: string): readonly number[] {
  const context = document.createElement('canvas').getContext('2d')!;
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}

type Pixel = readonly [number, number, number];

async function countPixels(isCounted: (pixel: Pixel) => boolean): Promise<number> {
  const pixels = await takePixels(document.querySelector('.gdv-canvas')!);
  let count = 0;
  for (let y = 0; y < pixels.heightPx; y++)
    for (let x = 0; x < pixels.widthPx; x++) if (isCounted(pixels.at(x, y))) count++;
  return count;
}

/** Pixels of the picture that have a colour, within a shade or two. */
function countOf(color: string): Promise<number> {
  const bytes = bytesOf(color);
  return countPixels((pixel) => pixel.every((value, i) => Math.abs(value - bytes[i]!) <= 3));
}

/** Pixels that are mostly of magenta, which nothing else in a picture is: a path is mixed with what it goes over. */
const countMagenta = (): Promise<number> =>
  countPixels(([red, green, blue]) => Math.min(red, blue) - green > 90);

const MARKER = '#ff3d2e';
/** The marker's disc has a radius of 7 px. */
const DISC_PX = 90;

const setOn = (name: ThemeColorName, color: string): CSSProperties => ({ [variableOf(name)]: color });

describe('a colour of the scene', () => {
  it.each(SCENE_COLORS)('%s comes of a variable around the view', async (name) => {
    const surface = name.startsWith('ground') ? [] : [BOWL];
    const events = [...surface, START, PATH, ...(ENDS[name] ? [ENDS[name]] : [])];
    const view = await mount(viz({ events }), setOn(name, '#ff00ff'));
    expect(await countMagenta()).toBeGreaterThan(5);
    view.rerender(<div style={{ width: 500, height: 400 }}>{viz({ events, className: 'anew' })}</div>);
    await waitFor(async () => expect(await countMagenta()).toBe(0));
  });

  it.each([
    '#0a7',
    'rebeccapurple',
    'hsl(200 80% 40%)',
    'oklch(0.7 0.15 150)',
    'oklch(0.75 0.4 150)',
    'lab(50% 40 -60)',
    'color-mix(in oklab, blue, yellow 30%)',
    'color(display-p3 0.2 0.6 0.4)',
  ])('may be %s', async (color) => {
    await mount(viz({ theme: { base: 'light', marker: color } }));
    expect(await countOf(color)).toBeGreaterThan(DISC_PX);
    expect(await countOf(MARKER)).toBe(0);
  });

  it('may be another variable of the host, and what no colour is leaves the default', async () => {
    await mount(
      viz({ theme: { base: 'light', marker: 'var(--brand)' }, style: setOn('start', 'nonsense') }),
      {
        '--brand': 'oklch(0.6 0.2 300)',
      },
    );
    expect(await countOf('oklch(0.6 0.2 300)')).toBeGreaterThan(DISC_PX);
    expect(await countOf('#141a26')).toBeGreaterThan(5);
  });

  it('is the element’s before that of what is around it, and the style’s before the theme’s', async () => {
    addRules('.mine { --gdv-marker: #0000ff }');
    const view = await mount(viz({ className: 'mine' }), setOn('marker', '#00ff00'));
    expect(await countOf('#0000ff')).toBeGreaterThan(DISC_PX);
    view.rerender(
      <div style={{ width: 500, height: 400, ...setOn('marker', '#00ff00') }}>
        {viz({ className: 'mine', theme: { base: 'light', marker: '#ffff00' } })}
      </div>,
    );
    await waitFor(async () => expect(await countOf('#ffff00')).toBeGreaterThan(DISC_PX));
    view.rerender(
      <div style={{ width: 500, height: 400 }}>
        {viz({ theme: { base: 'light', marker: '#ffff00' }, style: setOn('marker', '#00ffff') })}
      </div>,
    );
    await waitFor(async () => expect(await countOf('#00ffff')).toBeGreaterThan(DISC_PX));
  });

  it.each(['documentElement', 'body'] as const)(
    'follows the class that a page puts on its %s to be dark',
    async (where) => {
      addRules('.night { --gdv-marker: #00ff00 }');
      onTestFinished(() => document[where].classList.remove('night'));
      await mount(viz());
      expect(await countOf(MARKER)).toBeGreaterThan(DISC_PX);
      document[where].classList.add('night');
      await waitFor(async () => expect(await countOf('#00ff00')).toBeGreaterThan(DISC_PX));
      document[where].classList.remove('night');
      await waitFor(async () => expect(await countOf(MARKER)).toBeGreaterThan(DISC_PX));
    },
  );

  it('follows what the host says for a dark system', async () => {
    onTestFinished(() => commands.emulateMedia({}));
    await commands.emulateMedia({ colorScheme: 'light' });
    addRules(
      '.mine { --gdv-marker: #00ff00 } @media (prefers-color-scheme: dark) { .mine { --gdv-marker: #0000ff } }',
    );
    await mount(viz({ className: 'mine' }));
    expect(await countOf('#00ff00')).toBeGreaterThan(DISC_PX);
    await commands.emulateMedia({ colorScheme: 'dark' });
    await waitFor(async () => expect(await countOf('#0000ff')).toBeGreaterThan(DISC_PX));
  });
});

describe('a colour of the text', () => {
  /** Where each is seen, and as which property. */
  const SEEN: Readonly<Record<(typeof TEXT_COLORS)[number], readonly [string, string]>> = {
    text: ['.gdv-run', 'color'],
    muted: ['.gdv-legend-tick', 'color'],
    card: ['.gdv-card', 'background-color'],
    line: ['.gdv-card', 'border-top-color'],
    background: ['.gdv', 'background-color'],
    live: ['.gdv-status--live', 'color'],
    good: ['.gdv-status--good', 'color'],
    bad: ['.gdv-status--bad', 'color'],
    note: ['.gdv-status--silent', 'color'],
    curve: ['.gdv-strip-swatch', 'border-top-color'],
    curveHeldOut: ['.gdv-strip-swatch--second', 'border-top-color'],
  };
  const GIVEN = 'oklch(0.6 0.11 300)';
  const read = (name: (typeof TEXT_COLORS)[number]): string => {
    const [selector, property] = SEEN[name];
    let element = document.querySelector(selector);
    if (element === null) {
      element = document.createElement('p');
      element.className = selector.slice(1);
      document.querySelector('.gdv-overlay')!.append(element);
    }
    return getComputedStyle(element).getPropertyValue(property);
  };

  it.each(TEXT_COLORS)('%s comes of the theme, and of a variable around the view', (name) => {
    const theme: GradientDescentVizTheme = { [name]: GIVEN };
    const view = render(viz({ theme }));
    expect(read(name)).toBe(GIVEN);
    view.unmount();
    const around = render(<div style={setOn(name, GIVEN)}>{viz()}</div>);
    expect(read(name)).toBe(GIVEN);
    around.unmount();
    render(viz());
    expect(read(name)).not.toBe(GIVEN);
  });
});
