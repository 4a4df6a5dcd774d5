import { afterAll, beforeAll, expect, it } from 'vitest';
import { BATCH_POINTS } from '../support/descentStream.js';
import { formatFigure, formatTable } from '../support/formatTable.js';
import { computeMedian } from '../support/statistics.js';
import { mountBareLine } from './bareLineSubject.js';
import { createFilledStore, mountComponent } from './componentSubject.js';
import { computeLineGrowths, type Growth } from './lineGrowth.js';
import { mountLinePerBatch } from './linePerBatchSubject.js';
import { measureAppend, measureAppends, type AppendCost, type Subject } from './subject.js';
import { untilStill, wait, watchFrames, type FrameWatch } from './watchFrames.js';

const SIZES = [1_000, 100_000, 1_000_000] as const;
const SAMPLE = { warmUp: 2, appends: 8 };
const GROWTH_MOUNTS = 2;

let watch: FrameWatch;
beforeAll(() => {
  watch = watchFrames();
});
afterAll(() => watch.stop());

async function withMounted<T>(subject: Subject, measure: () => Promise<T>): Promise<T> {
  while (watch.frames.length === 0) await wait(20);
  await untilStill(watch);
  try {
    return await measure();
  } finally {
    subject.unmount();
  }
}

async function measureSizes(
  sizes: readonly number[],
  mount: (updates: number) => Subject,
): Promise<ReadonlyMap<number, readonly AppendCost[]>> {
  const costs = new Map<number, readonly AppendCost[]>();
  for (const held of sizes) {
    watch.reset();
    const subject = mount(held / BATCH_POINTS);
    costs.set(held, await withMounted(subject, () => measureAppends(subject, watch, held, SAMPLE)));
  }
  return costs;
}

const total = ({ ingestMs, textMs, frameMs }: AppendCost): number => ingestMs + textMs + frameMs;

function medianOf(costs: readonly AppendCost[] | undefined, pick: (cost: AppendCost) => number): string {
  return costs === undefined ? '–' : formatFigure(computeMedian(costs.map(pick)));
}

function reportSubject(
  title: string,
  costs: ReadonlyMap<number, readonly AppendCost[]>,
  more: readonly (readonly string[])[] = [],
): void {
  const row = (name: string, pick: (cost: AppendCost) => number): string[] => [
    name,
    ...SIZES.map((size) => medianOf(costs.get(size), pick)),
  ];
  console.log(
    formatTable(
      title,
      ['', '1,000', '100,000', '1,000,000'],
      [
        row('append 10 points and draw, ms', total),
        [
          'the shortest, ms',
          ...SIZES.map((size) => {
            const all = costs.get(size);
            return all === undefined ? '–' : formatFigure(Math.min(...all.map(total)));
          }),
        ],
        row('of it the call, ms', ({ ingestMs }) => ingestMs),
        row('of it text, ms', ({ textMs }) => textMs),
        row('of it the frame, ms', ({ frameMs }) => frameMs),
        row('draw calls in the frame', ({ frameDraws }) => frameDraws),
        row('bytes sent in the frame', ({ frameBytes }) => frameBytes),
        row('picture drawn after, ms (wall time, software)', ({ pictureMs }) => pictureMs),
        row('frames after it until still', ({ laterFrames }) => laterFrames),
        row('each of them, ms', ({ laterMs }) => laterMs),
        row('bytes sent in all of them', ({ laterBytes }) => laterBytes),
        ...more,
      ],
    ),
  );
}

it('appends to a mounted component', async () => {
  const { verticesAt } = computeLineGrowths(
    SIZES[2] / BATCH_POINTS,
    SIZES.map((size) => size / BATCH_POINTS),
  );
  const costs = await measureSizes(SIZES, (updates) => mountComponent(createFilledStore(updates)));
  reportSubject('GradientDescentViz, by points held', costs, [
    [
      'vertices of the drawn line',
      ...SIZES.map((size) => formatFigure(verticesAt.get(size / BATCH_POINTS) ?? Number.NaN)),
    ],
  ]);
});

it('appends where the line outgrows what it had', async () => {
  const { growths } = computeLineGrowths(SIZES[2] / BATCH_POINTS, []);
  const largestDoubling = growths.findLast(({ kind }) => kind === 'buffer doubled');
  const thinnings = growths.filter(({ kind }) => kind === 'line thinned');
  // The first looks at every vertex, and simplifies; the last only at those that came since the one before.
  const measured = [largestDoubling, thinnings.at(0), thinnings.at(-1)];
  const rows: string[][] = [];
  for (const growth of measured.filter((one) => one !== undefined)) rows.push(await measureGrowth(growth));
  console.log(
    formatTable(
      `The single appends that cost more, in the scene (${GROWTH_MOUNTS} mounts each)`,
      ['', 'points held', 'vertices', 'frame, ms', 'bytes sent'],
      rows,
    ),
  );
});

async function measureGrowth({ kind, update, verticesBefore, verticesAfter }: Growth): Promise<string[]> {
  const costs: AppendCost[] = [];
  for (let mount = 0; mount < GROWTH_MOUNTS; mount++) {
    watch.reset();
    const subject = mountComponent(createFilledStore(update));
    costs.push(await withMounted(subject, () => measureAppend(subject, watch, update)));
  }
  return [
    kind,
    (update * BATCH_POINTS).toLocaleString('en-US'),
    `${verticesBefore.toLocaleString('en-US')} → ${verticesAfter.toLocaleString('en-US')}`,
    formatFigure(Math.min(...costs.map(({ frameMs }) => frameMs))),
    medianOf(costs, ({ frameBytes }) => frameBytes),
  ];
}

it('appends to drei’s line, made anew for each batch', async () => {
  reportSubject(
    'A peer: drei `<Line>` per batch, nothing else drawn',
    await measureSizes([1_000, 100_000], mountLinePerBatch),
  );
});

it('appends to a bare line', async () => {
  const room = SAMPLE.warmUp + SAMPLE.appends;
  reportSubject(
    'A floor: bare three.js, a line one pixel wide, nothing else drawn',
    await measureSizes(SIZES, (updates) => mountBareLine(updates, room)),
  );
  expect(window.crossOriginIsolated).toBe(true);
});
