import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { GradientDescentViz } from '../../src/index.js';
import '../../src/ui/styles.css';
import { untilDrawnAndStill } from './frames.js';
import { takePixels, type Pixels } from './pixels.js';
import { picked } from '../support/testLength.js';

const LOGS = import.meta.glob<string>('../fixtures/logs/*.ndjson', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Two of them; the others in the long run. */
const FILES = picked(Object.keys(LOGS), (file) => /real-reconnect-midrun|kind-saddle/.test(file));

/** Vivid colours of the frame on a coarse grid: those of a colour map, not of ground, text and paper. */
function countColors({ widthPx, heightPx, at }: Pixels): number {
  const colors = new Set<string>();
  for (let y = 4; y < heightPx; y += 8)
    for (let x = 4; x < widthPx; x += 8) {
      const color = at(x, y);
      if (Math.max(...color) - Math.min(...color) > 40) colors.add(color.join());
    }
  return colors.size;
}

/** Of a marker on its way, and of one that has converged: those of the recorded runs that ended did. */
const COLORS = [
  [255, 61, 46],
  [11, 128, 67],
] as const;

it.each(FILES)('draws %s without a word on the console', async (file) => {
  const log = LOGS[file]!;
  const { container } = render(
    <div style={{ width: 400, height: 300 }}>
      <GradientDescentViz
        showTimeline={false}
        events={log.split('\n').filter((line) => line !== '')}
        theme="light"
        chrome="full"
      />
    </div>,
  );
  await untilDrawnAndStill();
  // The picture alone: a long note has its own colour, and many shades of it.
  container.querySelector<HTMLElement>('.gdv-overlay')!.style.visibility = 'hidden';
  const pixels = await takePixels(container.querySelector('.gdv')!);
  // A shaded surface has hundreds; hatched ground has none, but that the marker is red.
  const isKnown = log.includes('"LOSS_SURFACE') && !log.includes('"saddle"');
  if (isKnown) expect(countColors(pixels)).toBeGreaterThan(100);
  else expect(countColors(pixels)).toBeLessThan(20);
});

it.each(FILES)('[LINE-6] shows the marker of %s under a logarithm, before it or through it', async (file) => {
  const { container } = render(
    <div style={{ width: 640, height: 480 }}>
      <GradientDescentViz
        showTimeline={false}
        events={LOGS[file]!.split('\n').filter((line) => line !== '')}
        theme="light"
        heightScale="log"
      />
    </div>,
  );
  await untilDrawnAndStill();
  const { widthPx, heightPx, at } = await takePixels(container.querySelector('.gdv')!);
  let inItsColor = 0;
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const [red, green, blue] = at(x, y);
      const isIts = COLORS.some(([r, g, b]) => Math.hypot(red - r, green - g, blue - b) < 12);
      if (isIts) inItsColor++;
    }
  }
  // A ring of 5 to 7.5 px has 98 px², what is soft of it apart; no colour map has its colour.
  expect(inItsColor).toBeGreaterThan(40);
});
