import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { GradientDescentViz } from '../../src/index.js';
import '../../src/ui/styles.css';
import { untilDrawnAndStill } from './frames.js';
import { takePixels, type Pixels } from './pixels.js';

const LOGS = import.meta.glob<string>('../fixtures/logs/*.ndjson', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Colours of the frame on a coarse grid. */
function countColors({ widthPx, heightPx, at }: Pixels): number {
  const colors = new Set<string>();
  for (let y = 4; y < heightPx; y += 8) for (let x = 4; x < widthPx; x += 8) colors.add(at(x, y).join());
  return colors.size;
}

it.each(Object.keys(LOGS))('draws %s without a word on the console', async (file) => {
  const { container } = render(
    <div style={{ width: 400, height: 300 }}>
      <GradientDescentViz events={LOGS[file]!.split('\n').filter((line) => line !== '')} theme="light" />
    </div>,
  );
  await untilDrawnAndStill();
  const pixels = await takePixels(container.querySelector('.gdv')!);
  // A shaded surface has hundreds of colours, an empty or a black frame a few dozen.
  expect(countColors(pixels)).toBeGreaterThan(200);
});
