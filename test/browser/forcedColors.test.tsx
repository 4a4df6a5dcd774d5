import { render } from '@testing-library/react';
import { expect, it, onTestFinished } from 'vitest';
import { commands } from 'vitest/browser';
import { GradientDescentViz } from '../../src/index.js';
import '../../src/ui/styles.css';
import { createEvents, grid, path, spec } from '../picture/events.js';
import { untilDrawnAndStill } from './frames.js';
import { takePixels } from './pixels.js';

const EVENTS = createEvents([spec('bowl', {}), ...path([{ x: 0.5, y: 0.5 }])]);
const PROJECTION = { method: 'pca', explainedVariance: [0.5, 0.2], checkpoints: 40, randomWalk: [0.4, 0.1] };
const PROJECTED = createEvents([
  grid(2, (x, y) => x + y, { domainHalf: 1, zScale: 0.3 }, { projection: PROJECTION }),
  ...path([{ x: 0.5, y: 0.5 }]),
]);

it.each(['light', 'dark'] as const)(
  'a bar of shares differs from what is left of it where the system has colours of its own, %s',
  async (colorScheme) => {
    onTestFinished(() => commands.emulateMedia({}));
    await commands.emulateMedia({ forcedColors: 'active', colorScheme });
    const { container } = render(
      <div style={{ width: 800, height: 560 }}>
        <GradientDescentViz events={PROJECTED} />
      </div>,
    );
    await untilDrawnAndStill();
    const bars = [...container.querySelectorAll('.gdv-share-bar')];
    expect(bars).toHaveLength(2);
    for (const bar of bars) {
      const pixels = await takePixels(bar);
      const at = (share: number) => pixels.at(pixels.widthPx * share, pixels.heightPx / 2).join();
      expect(new Set([at(0.2), at(0.93)]).size, `${at(0.2)} beside ${at(0.93)}`).toBe(2);
    }
  },
);

it.each(['light', 'dark'] as const)(
  'the colour bar keeps its colours where the system has colours of its own, and its values have those of the system, %s',
  async (colorScheme) => {
    onTestFinished(() => commands.emulateMedia({}));
    await commands.emulateMedia({ forcedColors: 'active', colorScheme });
    const { container } = render(
      <div style={{ width: 640, height: 400 }}>
        <GradientDescentViz events={EVENTS} />
      </div>,
    );
    await untilDrawnAndStill();
    const bar = container.querySelector('.gdv-legend-bar')!;
    const pixels = await takePixels(bar);
    const middlePx = Math.floor(pixels.widthPx / 2);
    // Viridis from #440154 to #fde725; its middle is #21918c.
    const expected = [
      [253, 231, 37],
      [33, 145, 140],
      [68, 1, 84],
    ];
    for (const [i, color] of expected.entries()) {
      const shown = pixels.at(middlePx, [2, pixels.heightPx / 2, pixels.heightPx - 3][i]!);
      const off = shown.map((value, channel) => Math.abs(value - color[channel]!));
      expect(Math.max(...off), `${shown.join()} for ${color.join()}`).toBeLessThanOrEqual(12);
    }
    const colorOf = (selector: string): string => getComputedStyle(container.querySelector(selector)!).color;
    expect(colorOf('.gdv-legend-tick')).toBe(colorOf('.gdv-legend-title'));
  },
);
