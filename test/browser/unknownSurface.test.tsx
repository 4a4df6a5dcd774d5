import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { GradientDescentViz, type GradientDescentVizStyle } from '../../src/index.js';
import '../../src/ui/styles.css';
import { picked } from '../support/testLength.js';
import { untilDrawnAndStill } from './frames.js';
import { projectToFrame, takePixels, type Pixels } from './pixels.js';

/** Hatching: a line wherever x - y, normalized, is a multiple of this. */
const HATCH_SPACING = 0.08;
/** A flat ground lies at the origin's height. */
const GROUND = { domainHalf: 6, zScale: 0.3, min: 0, max: 0 };

let seq = 0;
function envelope(name: string, payload: object): object {
  const ts = 1_790_000_000_000 + ++seq;
  return {
    v: 1,
    type: 'EVENT',
    project_id: 'p',
    seq,
    ts,
    event: { name, payload: { run_id: 'r', ...payload } },
  };
}
const started = envelope('GD_PATH_STARTED', { domainHalf: 6, point0: { x: -0.7, y: -0.75 } });
const walked = envelope('GD_PATH_UPDATE', {
  step_start: 1,
  points: [
    { x: -0.2, y: -0.75 },
    { x: 0.5, y: -0.75 },
  ],
});
const hyperparams = envelope('GD_HYPERPARAMS', { eta: 0.05, steps: 60 });
const spec = (kind: string): object =>
  envelope('LOSS_SURFACE_SPEC_READY', { surface_spec: { kind, params: {}, domainHalf: 6, zScale: 0.3 } });
const grid = envelope('LOSS_SURFACE_GRID_READY', {
  asset_url: '/none.f32',
  grid_format: 'float32',
  resolution: 9,
  domainHalf: 6,
  zScale: 0.3,
});

interface Case {
  readonly events: readonly object[];
  readonly style?: GradientDescentVizStyle;
  /** The one sentence that says why. */
  readonly why: string;
}

const CASES: Readonly<Record<string, Case>> = {
  'no surface event': {
    events: [started, walked],
    why: 'The ground is flat: no surface was sent',
  },
  'a kind that is not known': {
    events: [spec('saddle'), started, walked],
    why: 'The ground is flat: the surface kind “saddle” is not known',
  },
  'a grid on its way': {
    events: [grid, started, walked],
    style: { fetchAsset: () => new Promise<Response>(() => undefined) },
    why: 'The ground is flat until the sampled surface is there',
  },
  'a grid that failed': {
    events: [grid, started, walked],
    style: { fetchAsset: () => Promise.resolve(new Response('no', { status: 404 })) },
    why: 'The sampled surface could not be loaded: the ground is flat',
  },
  'no run': { events: [], why: 'Waiting for a run' },
};

async function draw({ events, style }: Case, theme: 'light' | 'dark') {
  const { container } = render(
    <div style={{ width: 640, height: 480 }}>
      <GradientDescentViz events={events} theme={theme} showTimeline={false} {...style} />
    </div>,
  );
  await untilDrawnAndStill();
  return { container, pixels: await takePixels(container.querySelector('.gdv')!) };
}

type Rgb = readonly [number, number, number];
const brightness = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** No path, no text and no line of the floor lies along it. */
const AXIS_Y = -0.45;

/** The ground from x = -0.85 to x = 0.85, a pixel at a time. */
function readAxis(pixels: Pixels): Rgb[] {
  const from = projectToFrame({ x: -0.85, y: AXIS_Y, z: 0 }, GROUND, pixels);
  const to = projectToFrame({ x: 0.85, y: AXIS_Y, z: 0 }, GROUND, pixels);
  const steps = Math.round(to.xPx - from.xPx);
  return Array.from({ length: steps + 1 }, (_, n) =>
    pixels.at(from.xPx + n, from.yPx + ((to.yPx - from.yPx) * n) / steps),
  );
}

describe.each(Object.entries(CASES))('with %s', (_name, given) => {
  it.each(picked(['light', 'dark'] as const, (theme) => theme === 'dark'))(
    '[SURFACE-3] a %s page shows flat hatched ground, and says why',
    async (theme) => {
      const { container, pixels } = await draw(given, theme);
      expect(screen.getByText(given.why)).toBeVisible();
      expect(container.querySelector('.gdv-legend')).toBeNull();
      expect([...container.querySelectorAll('dt')].map((name) => name.textContent)).not.toContain('Height');

      const axis = readAxis(pixels);
      // Nothing of a colour map: all of it is nearly grey.
      for (const color of axis) expect(Math.max(...color) - Math.min(...color)).toBeLessThan(32);
      const tones = axis.map(brightness);
      const paper = [...tones].sort((a, b) => a - b)[Math.floor(tones.length / 2)]!;
      // Unlit: between the lines the ground is of one tone, to the last level, from end to end.
      const isPaper = (tone: number): boolean => Math.abs(tone - paper) < 1.5;
      const ends = [tones.slice(0, 60), tones.slice(-60)];
      for (const end of ends) expect(end.filter(isPaper).length).toBeGreaterThan(20);
      // And a white line is seen on it.
      expect(paper).toBeLessThan(255 - 40);
      // Hatched: as many lines as the definition has, each visible.
      const lines = tones.filter(
        (tone, n) => Math.abs(tone - paper) >= 6 && Math.abs(tones[n - 1]! - paper) < 6,
      );
      const expected = 1.7 / HATCH_SPACING;
      expect(lines.length).toBeGreaterThan(expected - 3);
      expect(lines.length).toBeLessThan(expected + 8);
    },
  );
});

it.each(
  picked(
    [
      [300, 300],
      [390, 700],
      [480, 480],
    ] as const,
    ([width]) => width === 300,
  ),
)(
  '[SURFACE-15] in %d × %d px a grid that failed is said once, with a way to try again',
  async (width, height) => {
    const { events, style } = CASES['a grid that failed']!;
    const { container } = render(
      <div style={{ width, height }}>
        <GradientDescentViz events={[...events, hyperparams]} {...style} />
      </div>,
    );
    const button = await screen.findByRole('button', { name: 'Try again' });
    expect(container.textContent.match(/could not be loaded/g)).toHaveLength(1);
    const frame = container.querySelector('.gdv')!.getBoundingClientRect();
    expect(button.getBoundingClientRect().bottom).toBeLessThan(frame.bottom);
  },
);
