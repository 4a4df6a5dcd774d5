import { createRoot } from 'react-dom/client';
import { expect, it } from 'vitest';
import UPlot from 'uplot';
import { countCanvasCalls } from '../../test/support/canvasCalls.js';
import { countUploadBytes, UPLOADS } from '../../test/support/uploadBytes.js';
import { createRunStore, GradientDescentViz, type RunStore } from '../../src/index.js';
import { selectShownRun } from '../../src/run/selectors.js';
import { drawCurve } from '../../src/ui/timeline/drawCurve.js';
import { LossCurve } from '../../src/view/curve/lossCurve.js';
import '../../src/ui/styles.css';
import { BATCH_POINTS, createLossUpdate, createOpening } from '../support/descentStream.js';
import { formatFigure, formatTable } from '../support/formatTable.js';
import { computeMedian } from '../support/statistics.js';
import { createFrame } from './frameElement.js';
import { untilStill, wait, watchFrames } from './watchFrames.js';
import { DRAWS, wrapCalls } from './wrapCalls.js';

const SIZES = [1_000, 100_000, 2_000_000] as const;
const APPENDS = 30;
const SCRUBS = 100;
/** Of both curves, in CSS pixels. */
const [WIDTH_PX, HEIGHT_PX] = [800, 80];
/** The component is as high as it takes for a timeline. */
const VIEW_HEIGHT_PX = 520;

type Figures = Readonly<Record<string, number>>;

function fillStore(points: number): RunStore {
  const store = createRunStore({ maxPointsPerRun: Infinity });
  for (const event of createOpening()) store.ingest(event);
  for (let i = 0; i < points / BATCH_POINTS; i++) store.ingest(createLossUpdate(i));
  return store;
}

/** Milliseconds that some work takes on the main thread. */
function time(work: () => void): number {
  const begunMs = performance.now();
  work();
  return performance.now() - begunMs;
}

const COLORS = {
  curve: '#06c',
  curveHeldOut: '#c60',
  muted: '#888',
  line: '#ccc',
  note: '#a60',
  text: '#000',
};
const INK = { ...COLORS, good: '#080', bad: '#c00', font: '10px sans-serif' };
const BOX = { left: 40, top: 8, width: WIDTH_PX - 50, height: HEIGHT_PX - 14 };

/** Our curve by itself, on a canvas. The append is the store's, with all that it does of a message. */
function measureOurs(points: number): Figures {
  const store = fillStore(points);
  const canvas = Object.assign(document.createElement('canvas'), { width: WIDTH_PX, height: HEIGHT_PX });
  document.body.append(canvas);
  const context = canvas.getContext('2d')!;
  const redraw = (curve: LossCurve): void => {
    curve.update(selectShownRun(store.getState()), null, BOX.width);
    context.clearRect(0, 0, WIDTH_PX, HEIGHT_PX);
    drawCurve(context, curve, BOX, INK, String);
  };
  const curve = new LossCurve();
  const buildMs = time(() => redraw(curve));
  const appends = Array.from({ length: APPENDS }, (_, i) =>
    time(() => {
      store.ingest(createLossUpdate(points / BATCH_POINTS + i));
      redraw(curve);
    }),
  );
  canvas.remove();
  return { buildMs, appendMs: computeMedian(appends) };
}

/** uPlot with the same losses. */
async function measureUPlot(points: number): Promise<Figures> {
  const { path } = selectShownRun(fillStore(points + APPENDS * BATCH_POINTS).getState())!;
  const steps = new Float64Array(path.length);
  const losses = new Float64Array(path.length);
  path.forEach((step, _x, _y, index, loss) => {
    steps[index] = step;
    losses[index] = loss;
  });
  // Of arrays that are there already: an append costs it no copy.
  const dataOf = (length: number): UPlot.AlignedData => [
    steps.subarray(0, length),
    losses.subarray(0, length),
  ];
  const { element, remove } = createFrame();
  const options = {
    width: WIDTH_PX,
    height: HEIGHT_PX,
    legend: { show: false },
    scales: { x: { time: false } },
    series: [{}, { stroke: '#06c', points: { show: false } }],
  };
  // It draws in a microtask.
  const begunMs = performance.now();
  const plot = new UPlot(options, dataOf(points), element);
  await Promise.resolve();
  const buildMs = performance.now() - begunMs;
  const appends: number[] = [];
  for (let i = 1; i <= APPENDS; i++) {
    const appendedMs = performance.now();
    plot.setData(dataOf(points + i * BATCH_POINTS));
    await Promise.resolve();
    appends.push(performance.now() - appendedMs);
  }
  plot.destroy();
  remove();
  return { buildMs, appendMs: computeMedian(appends) };
}

/** The timeline of a whole view: what appends and scrubs of its slider cost, with the scene that follows. */
async function measureTimeline(points: number): Promise<Figures> {
  const { element, remove } = createFrame();
  Object.assign(element.style, { width: `${WIDTH_PX}px`, height: `${VIEW_HEIGHT_PX}px` });
  const root = createRoot(element);
  const store = fillStore(points);
  const watch = watchFrames(false);
  const curve = countCanvasCalls((canvas) => canvas.className === 'gdv-strip-canvas');
  let [bytes, draws] = [0, 0];
  const restores = [
    wrapCalls(UPLOADS, (_, name, args) => (bytes += countUploadBytes(name, args))),
    wrapCalls(Object.keys(DRAWS), () => draws++),
  ];
  root.render(<GradientDescentViz store={store} theme="light" />);
  while (draws === 0) await wait(20);
  await untilStill(watch);
  const measure = async (count: number, work: (i: number) => void) => {
    const costs = { ms: [] as number[], bytes: 0, draws: 0, curveCalls: 0 };
    for (let i = 0; i < count; i++) {
      watch.reset();
      curve.reset();
      [bytes, draws] = [0, 0];
      const callMs = time(() => work(i));
      while (watch.isFramePending) await wait(1);
      costs.ms.push(callMs + watch.frames.reduce((sum, frame) => sum + frame.ms, 0));
      costs.bytes += bytes;
      costs.draws += draws;
      costs.curveCalls += curve.count;
    }
    return costs;
  };
  const slider = element.querySelector<HTMLInputElement>('.gdv-strip-slider')!;
  const scrubs = await measure(SCRUBS, (i) => {
    slider.valueAsNumber = Math.floor(((i * 0.618_034) % 1) * points);
    slider.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
  const appends = await measure(APPENDS, (i) => store.ingest(createLossUpdate(points / BATCH_POINTS + i)));
  for (const restore of restores) restore();
  curve.stop();
  watch.stop();
  root.unmount();
  remove();
  return {
    scrubMs: computeMedian(scrubs.ms),
    scrubBytes: scrubs.bytes,
    scrubDraws: scrubs.draws / SCRUBS,
    scrubCurveCalls: scrubs.curveCalls,
    appendMs: computeMedian(appends.ms),
    appendBytes: appends.bytes / APPENDS,
    appendCurveCalls: appends.curveCalls / APPENDS,
  };
}

const HEAD = [
  '',
  ...SIZES.map((size) => size.toLocaleString('en-US')),
  '100,000 ÷ 1,000',
  '2,000,000 ÷ 1,000',
];

function rowOf(name: string, figures: readonly number[]): string[] {
  const [first, second, third] = figures as [number, number, number];
  return [name, ...figures.map(formatFigure), formatFigure(second / first), formatFigure(third / first)];
}

it('draws the loss curve, beside uPlot with the same losses', async () => {
  // The compiler has its time before what counts.
  for (let round = 0; round < 3; round++) {
    for (const size of [1_000, 20_000]) {
      measureOurs(size);
      await measureUPlot(size);
    }
  }
  const rows: Figures[][] = [[], []];
  for (const size of SIZES) {
    rows[0]!.push(measureOurs(size));
    rows[1]!.push(await measureUPlot(size));
  }
  const [ours, theirs] = rows as [Figures[], Figures[]];
  const row = (name: string, of: Figures[], key: string) =>
    rowOf(
      name,
      of.map((one) => one[key]!),
    );
  console.log(
    formatTable(`a loss curve of ${WIDTH_PX} px, by points held: ms on the main thread`, HEAD, [
      row('ours: built', ours, 'buildMs'),
      row('uPlot: built', theirs, 'buildMs'),
      row('ours: 10 points appended and redrawn', ours, 'appendMs'),
      row('uPlot: 10 points appended and redrawn', theirs, 'appendMs'),
    ]),
  );
});

it('appends to the timeline of a view, and scrubs by its slider', async () => {
  await measureTimeline(1_000);
  const all: Figures[] = [];
  for (const size of SIZES) all.push(await measureTimeline(size));
  const row = (name: string, key: string) =>
    rowOf(
      name,
      all.map((one) => one[key]!),
    );
  console.log(
    formatTable(`the timeline of a view of ${WIDTH_PX} by ${VIEW_HEIGHT_PX} px, by points held`, HEAD, [
      row(`a scrub: ms on the main thread, median of ${SCRUBS}`, 'scrubMs'),
      row(`bytes to WebGL, of all ${SCRUBS}`, 'scrubBytes'),
      row('draw calls of WebGL, a scrub', 'scrubDraws'),
      row(`calls on the canvas of the curve, of all ${SCRUBS}`, 'scrubCurveCalls'),
      row(`10 points appended: ms on the main thread, median of ${APPENDS}`, 'appendMs'),
      row('bytes to WebGL, an append', 'appendBytes'),
      row('calls on the canvas of the curve, an append', 'appendCurveCalls'),
    ]),
  );
  for (const { scrubBytes, scrubCurveCalls } of all) expect([scrubBytes, scrubCurveCalls]).toEqual([0, 0]);
});
