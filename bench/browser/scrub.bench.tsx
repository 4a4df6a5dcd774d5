import { createRef } from 'react';
import { createRoot } from 'react-dom/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { GradientDescentViz, type GradientDescentVizHandle } from '../../src/index.js';
import '../../src/ui/styles.css';
import { BATCH_POINTS } from '../support/descentStream.js';
import { formatFigure, formatTable } from '../support/formatTable.js';
import { computeMedian } from '../support/statistics.js';
import { createFilledStore } from './componentSubject.js';
import { createFrame } from './frameElement.js';
import { untilStill, wait, watchFrames, type FrameWatch } from './watchFrames.js';

const SIZES = [1_000, 100_000, 2_000_000] as const;
const SCRUBS = 100;
/** Shares of the path, far from one another: none is on the way to the next. */
const SHARES = Array.from({ length: SCRUBS }, (_, i) => (i * 0.618_034) % 1);

interface ScrubCost {
  /** The call, with what it writes to the page. */
  readonly callMs: number;
  readonly frameMs: number;
  readonly draws: number;
  readonly bytes: number;
  /** From the call until the rasterizer has drawn the frame. */
  readonly pictureMs: number;
}

let watch: FrameWatch;
beforeAll(() => {
  watch = watchFrames();
});
afterAll(() => watch.stop());

async function measureScrubs(points: number): Promise<readonly ScrubCost[]> {
  const { element, remove } = createFrame();
  const root = createRoot(element);
  const ref = createRef<GradientDescentVizHandle>();
  watch.reset();
  root.render(
    <GradientDescentViz ref={ref} store={createFilledStore(points / BATCH_POINTS)} theme="light" />,
  );
  while (watch.frames.length === 0) await wait(20);
  await untilStill(watch);
  const costs: ScrubCost[] = [];
  for (const share of SHARES) {
    watch.reset();
    const begun = performance.now();
    ref.current!.seek(Math.floor(share * points));
    const called = performance.now();
    while (watch.frames.length === 0) await wait(1);
    watch.finish();
    const drawn = performance.now();
    const [{ ms, draws, bytes }] = watch.frames as [{ ms: number; draws: number; bytes: number }];
    costs.push({ callMs: called - begun, frameMs: ms, draws, bytes, pictureMs: drawn - begun });
  }
  root.unmount();
  remove();
  return costs;
}

it('scrubs to steps all over the path', async () => {
  const bySize = new Map<number, readonly ScrubCost[]>();
  for (const size of SIZES) bySize.set(size, await measureScrubs(size));
  const row = (name: string, pick: (cost: ScrubCost) => number): string[] => [
    name,
    ...SIZES.map((size) => formatFigure(computeMedian(bySize.get(size)!.map(pick)))),
  ];
  console.log(
    formatTable(
      `${SCRUBS} scrubs, by points held: the median of each`,
      ['', ...SIZES.map((size) => size.toLocaleString('en-US'))],
      [
        row('the call, ms', ({ callMs }) => callMs),
        row('the frame, ms', ({ frameMs }) => frameMs),
        row('draw calls in the frame', ({ draws }) => draws),
        row('bytes sent in the frame', ({ bytes }) => bytes),
        row('picture drawn after, ms (wall time, software)', ({ pictureMs }) => pictureMs),
      ],
    ),
  );
  for (const costs of bySize.values()) {
    for (const { bytes } of costs) expect(bytes).toBe(0);
  }
});
