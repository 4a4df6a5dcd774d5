import { afterAll, beforeAll, expect, it } from 'vitest';
import { formatFigure, formatTable } from '../support/formatTable.js';
import { computeMedian } from '../support/statistics.js';
import { createFrame } from './frameElement.js';
import { mountBarePath, mountBareSurface } from './surfaceBareSubject.js';
import { freshComponent, mountLoadingComponent } from './surfaceComponentSubject.js';
import { openMainThread, watchLongestTask, watchLongTasks, type MainThread } from './surfaceCpu.js';
import { watchGpu, type GpuWatch } from './surfaceGpuWatch.js';
import { createGridBytes } from './surfaceGrid.js';
import { freshEcharts, freshPlotly } from './surfacePeerSubjects.js';
import type { FreshSubject, LoadingSubject } from './surfaceSubject.js';
import { untilStill, wait, watchFrames, type FrameWatch } from './watchFrames.js';

const SIZES = [129, 513, 1_025] as const;
const LOADS = { warmUp: 2, rounds: 9, counted: 2, longest: 3 };
/** A page that shows landscapes has drawn some: the code of both is compiled before anything is measured. */
const FIRST_LOADS = { nodes: 65, rounds: 25 };
const MOUNTS = { warmUp: 1, rounds: 5 };
/** A peer that takes longer than this once is not asked again. */
const PATIENCE_MS = 20_000;
const MAX_UPLOAD_BYTES = 5_000_000;

/** No two grids of this page are the same. */
let variants = 0;
let mainThread: MainThread;
let gpu: GpuWatch;
let frames: FrameWatch;
let longTasks: ReturnType<typeof watchLongTasks>;
beforeAll(async () => {
  mainThread = await openMainThread();
  gpu = watchGpu();
  frames = watchFrames(false);
  longTasks = watchLongTasks();
});
afterAll(() => {
  longTasks.stop();
  frames.stop();
  gpu.stop();
});

/** Five in six of the surface's triangles: a library may leave the edge out. */
const leastVertices = (nodes: number): number => 5 * (nodes - 1) ** 2;

interface LoadCost {
  readonly cpuMs: number;
  /** Until a pixel can be read: wall time. */
  readonly pictureMs: number;
  readonly longTasks: number;
  readonly laterFrames: number;
  readonly laterCpuMs: number;
}

/** What it costs to ask, in ms, of a page in the same state: where it has just collected its garbage, half as much again. */
async function measureEmpty(): Promise<number> {
  await untilIdle();
  await collectGarbage();
  const before = await mainThread.readCpuMs();
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
  return (await mainThread.readCpuMs()) - before;
}

async function measureLoad(subject: LoadingSubject, nodes: number): Promise<LoadCost> {
  const bytes = await prepareLoad(subject, nodes);
  frames.holdNext();
  const drawn = gpu.begin({ vertices: leastVertices(nodes), heights: bytes }, true);
  longTasks.take();
  const cpuBefore = await mainThread.readCpuMs();
  const begun = performance.now();
  subject.give(bytes);
  await drawn;
  const framesDrawn = frames.frames.length;
  const cpuAfter = await mainThread.readCpuMs();
  frames.resume();
  gpu.finish();
  const pictureMs = performance.now() - begun;
  const long = longTasks.take();
  const cpuLater = await mainThread.readCpuMs();
  await untilIdle();
  return {
    cpuMs: cpuAfter - cpuBefore,
    pictureMs,
    longTasks: long,
    laterFrames: frames.frames.length - framesDrawn,
    laterCpuMs: (await mainThread.readCpuMs()) - cpuLater,
  };
}

/** What is sent to the GPU for one grid. */
interface LoadBytes {
  readonly bytes: number;
  readonly heightUploads: number;
  /** In the frames after it, until the picture is still. */
  readonly laterBytes: number;
}

/** Another round, for to count takes time. */
async function countLoad(subject: LoadingSubject, nodes: number): Promise<LoadBytes> {
  const bytes = await prepareLoad(subject, nodes);
  frames.holdNext();
  const drawn = gpu.begin({ vertices: leastVertices(nodes), heights: bytes });
  subject.give(bytes);
  await drawn;
  const { bytes: sent, heightUploads } = gpu.count;
  frames.resume();
  await untilIdle();
  return { bytes: sent, heightUploads, laterBytes: gpu.count.bytes - sent };
}

/** Another round, in which messages watch for the longest task instead. */
async function measureLongestTask(subject: LoadingSubject, nodes: number): Promise<number> {
  const bytes = await prepareLoad(subject, nodes);
  const drawn = gpu.begin({ vertices: leastVertices(nodes), heights: bytes });
  const watch = watchLongestTask();
  await wait(0);
  subject.give(bytes);
  await drawn;
  const longest = watch.stop();
  await untilIdle();
  return longest;
}

/** Still, and the GPU too: what it has not yet taken makes the next upload dearer. */
async function untilIdle(): Promise<void> {
  await untilStill(frames);
  frames.finish();
}

async function prepareLoad(subject: LoadingSubject, nodes: number): Promise<ArrayBuffer> {
  const variant = ++variants;
  await subject.askFor(nodes, variant);
  await untilIdle();
  const bytes = createGridBytes(nodes, variant);
  await collectGarbage();
  frames.reset();
  return bytes;
}

async function collectGarbage(): Promise<void> {
  await mainThread.collectGarbage();
  await wait(20);
}

async function loadOften(): Promise<void> {
  frames.reset();
  const subjects = [mountLoadingComponent(), mountBarePath(), mountBareSurface()] as const;
  while (frames.frames.length === 0) await wait(20);
  for (let round = 0; round < FIRST_LOADS.rounds; round++) {
    for (const subject of subjects) await measureLoad(subject, FIRST_LOADS.nodes);
  }
  for (const subject of subjects) subject.unmount();
}

interface SizedLoads {
  readonly emptyMs: number;
  readonly component: readonly LoadCost[];
  /** Three.js with the surface and the path on it. */
  readonly barePath: readonly LoadCost[];
  readonly bare: readonly LoadCost[];
  readonly componentBytes: readonly LoadBytes[];
  readonly bareBytes: readonly LoadBytes[];
  readonly componentLongestMs: readonly number[];
  readonly bareLongestMs: readonly number[];
}

async function measureLoads(nodes: number): Promise<SizedLoads> {
  const [component, barePath, bare]: [LoadCost[], LoadCost[], LoadCost[]] = [[], [], []];
  const [componentBytes, bareBytes]: [LoadBytes[], LoadBytes[]] = [[], []];
  const [componentLongestMs, bareLongestMs]: [number[], number[]] = [[], []];
  const emptiesMs: number[] = [];
  frames.reset();
  const subjects = [mountLoadingComponent(), mountBarePath(), mountBareSurface()] as const;
  while (frames.frames.length === 0) await wait(20);
  await untilIdle();
  try {
    for (let round = 0; round < LOADS.warmUp + LOADS.rounds; round++) {
      const emptyMs = await measureEmpty();
      if (round >= LOADS.warmUp) emptiesMs.push(emptyMs);
      for (const [subject, costs] of [
        [subjects[0], component],
        [subjects[1], barePath],
        [subjects[2], bare],
      ] as const) {
        const cost = await measureLoad(subject, nodes);
        if (round >= LOADS.warmUp) costs.push(cost);
      }
    }
    for (let round = 0; round < LOADS.counted; round++) {
      componentBytes.push(await countLoad(subjects[0], nodes));
      bareBytes.push(await countLoad(subjects[2], nodes));
    }
    for (let round = 0; round < LOADS.longest; round++) {
      componentLongestMs.push(await measureLongestTask(subjects[0], nodes));
      bareLongestMs.push(await measureLongestTask(subjects[2], nodes));
    }
  } finally {
    for (const subject of subjects) subject.unmount();
  }
  const emptyMs = computeMedian(emptiesMs);
  return {
    emptyMs,
    component,
    barePath,
    bare,
    componentBytes,
    bareBytes,
    componentLongestMs,
    bareLongestMs,
  };
}

it('draws a grid in a component that is mounted', async () => {
  await loadOften();
  const all = new Map<number, SizedLoads>();
  for (const nodes of SIZES) all.set(nodes, await measureLoads(nodes));

  const row = (name: string, figure: (loads: SizedLoads) => number): string[] => [
    name,
    ...SIZES.map((nodes) => formatFigure(figure(all.get(nodes)!))),
  ];
  const median = (costs: readonly LoadCost[], pick: (cost: LoadCost) => number): number =>
    computeMedian(costs.map(pick));
  type Subject = 'component' | 'barePath' | 'bare';
  const cpu = (loads: SizedLoads, subject: Subject): number =>
    median(loads[subject], ({ cpuMs }) => cpuMs) - loads.emptyMs;
  const sent = (costs: readonly LoadBytes[], pick: (cost: LoadBytes) => number): number =>
    computeMedian(costs.map(pick));
  console.log(
    formatTable(
      `From a grid’s bytes to its frame, mounted (medians of ${LOADS.rounds})`,
      ['', ...SIZES.map((nodes) => `${nodes.toLocaleString('en-US')}²`)],
      [
        row('GradientDescentViz, main thread CPU, ms', (loads) => cpu(loads, 'component')),
        row('bare three.js, main thread CPU, ms', (loads) => cpu(loads, 'bare')),
        row('ratio', (loads) => cpu(loads, 'component') / cpu(loads, 'bare')),
        row('bare three.js with the path, main thread CPU, ms', (loads) => cpu(loads, 'barePath')),
        row('ratio to that', (loads) => cpu(loads, 'component') / cpu(loads, 'barePath')),
        row('to ask, main thread CPU, ms, left out of these', ({ emptyMs }) => emptyMs),
        row('GradientDescentViz, bytes sent', ({ componentBytes }) => sent(componentBytes, (c) => c.bytes)),
        row('bare three.js, bytes sent', ({ bareBytes }) => sent(bareBytes, (c) => c.bytes)),
        row(
          'ratio',
          ({ componentBytes, bareBytes }) =>
            sent(componentBytes, (c) => c.bytes) / sent(bareBytes, (c) => c.bytes),
        ),
        row('uploads of the heights', ({ componentBytes }) => sent(componentBytes, (c) => c.heightUploads)),
        row('GradientDescentViz, longest task, ms (wall time)', (loads) =>
          computeMedian(loads.componentLongestMs),
        ),
        row('bare three.js, longest task, ms (wall time)', (loads) => computeMedian(loads.bareLongestMs)),
        row('GradientDescentViz, tasks over 50 ms, all rounds', ({ component }) =>
          component.reduce((sum, c) => sum + c.longTasks, 0),
        ),
        row('bare three.js, tasks over 50 ms, all rounds', ({ bare }) =>
          bare.reduce((sum, c) => sum + c.longTasks, 0),
        ),
        row('GradientDescentViz, picture after, ms (wall time, software)', ({ component }) =>
          median(component, ({ pictureMs }) => pictureMs),
        ),
        row('bare three.js, picture after, ms (wall time, software)', ({ bare }) =>
          median(bare, ({ pictureMs }) => pictureMs),
        ),
        row('frames after it until still', ({ component }) => median(component, (c) => c.laterFrames)),
        row('all of them, main thread CPU, ms', ({ component }) => median(component, (c) => c.laterCpuMs)),
        row('bytes sent in all of them', ({ componentBytes }) => sent(componentBytes, (c) => c.laterBytes)),
      ],
    ),
  );
  for (const [nodes, { componentBytes }] of all) {
    for (const { bytes, heightUploads } of componentBytes) {
      expect(heightUploads).toBe(1);
      expect(bytes).toBeGreaterThanOrEqual(4 * nodes ** 2);
      expect(bytes).toBeLessThan(MAX_UPLOAD_BYTES);
    }
  }
});

interface MountCost {
  readonly cpuMs: number;
  readonly bytes: number;
  readonly pictureMs: number;
}

async function measureMount(subject: FreshSubject, nodes: number): Promise<MountCost> {
  const variant = ++variants;
  const bytes = createGridBytes(nodes, variant);
  const { element, remove } = createFrame();
  await mainThread.collectGarbage();
  await wait(50);
  const heights = subject.sendsBytes ? bytes : undefined;
  const drawn = gpu.begin({ vertices: leastVertices(nodes), heights });
  const cpuBefore = await mainThread.readCpuMs();
  const begun = performance.now();
  const unmount = subject.mount(element, bytes, nodes, variant);
  await drawn;
  const { bytes: sent } = gpu.count;
  const cpuAfter = await mainThread.readCpuMs();
  gpu.finish();
  const pictureMs = performance.now() - begun;
  unmount();
  remove();
  // fiber gives its own back.
  if (subject !== freshComponent) gpu.loseContexts();
  await wait(100);
  return { cpuMs: cpuAfter - cpuBefore, bytes: sent, pictureMs };
}

it('draws a grid from nothing, beside its peers', async () => {
  const subjects = [freshComponent, freshPlotly, freshEcharts];
  for (const subject of subjects) await measureMount(subject, 33);
  const all = new Map<string, readonly MountCost[]>();
  for (const nodes of SIZES) {
    const costs = subjects.map((): MountCost[] => []);
    for (let round = 0; round < MOUNTS.warmUp + MOUNTS.rounds; round++) {
      for (const [i, subject] of subjects.entries()) {
        if ((costs[i]![0]?.pictureMs ?? 0) > PATIENCE_MS) continue;
        costs[i]!.push(await measureMount(subject, nodes));
      }
    }
    for (const [i, subject] of subjects.entries()) {
      const own = costs[i]!;
      all.set(`${subject.name} ${nodes}`, own.length > MOUNTS.warmUp ? own.slice(MOUNTS.warmUp) : own);
    }
  }
  const median = (subject: FreshSubject, nodes: number, pick: (cost: MountCost) => number): number =>
    computeMedian(all.get(`${subject.name} ${nodes}`)!.map(pick));
  const rows = (what: string, pick: (cost: MountCost) => number, isJudged: boolean): string[][] =>
    subjects.flatMap((subject) => [
      [`${subject.name}, ${what}`, ...SIZES.map((nodes) => formatFigure(median(subject, nodes, pick)))],
      ...(subject === freshComponent || !isJudged
        ? []
        : [
            [
              'ratio to GradientDescentViz',
              ...SIZES.map((nodes) =>
                formatFigure(median(subject, nodes, pick) / median(freshComponent, nodes, pick)),
              ),
            ],
          ]),
    ]);
  console.log(
    formatTable(
      `From nothing to the first picture (medians of ${MOUNTS.rounds}; of one where it took over ${PATIENCE_MS / 1000} s)`,
      ['', ...SIZES.map((nodes) => `${nodes.toLocaleString('en-US')}²`)],
      [
        ...rows('main thread CPU, ms', ({ cpuMs }) => cpuMs, true),
        ...rows('bytes sent', ({ bytes }) => bytes, true),
        ...rows('ms (wall time, software)', ({ pictureMs }) => pictureMs, false),
        ...subjects.map((subject) => [
          `${subject.name}, times measured`,
          ...SIZES.map((nodes) => formatFigure(all.get(`${subject.name} ${nodes}`)!.length)),
        ]),
      ],
    ),
  );
});
