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
const LOADS = { mounts: 3, warmUp: 1, rounds: 4 };
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

type SubjectName = 'component' | 'barePath' | 'bare';

/** What all mounts of a size came to. */
class SizedLoads {
  /** What it costs to ask. */
  readonly emptiesMs: number[] = [];
  /** `barePath`: three.js with the surface and the path on it. */
  readonly costs: Record<SubjectName, LoadCost[]> = { component: [], barePath: [], bare: [] };
  readonly bytes: Record<SubjectName, LoadBytes[]> = { component: [], barePath: [], bare: [] };
  readonly longestMs: Record<SubjectName, number[]> = { component: [], barePath: [], bare: [] };

  get emptyMs(): number {
    return computeMedian(this.emptiesMs);
  }

  /** Of each round, in ms. */
  cpuMs(name: SubjectName): number[] {
    return this.costs[name].map(({ cpuMs }) => cpuMs - this.emptyMs);
  }

  median(name: SubjectName, pick: (cost: LoadCost) => number): number {
    return computeMedian(this.costs[name].map(pick));
  }
}

/** Mounts them anew, for a context keeps its ways; each in its turn comes first, for the first may pay for all. */
async function addLoads(nodes: number, loads: SizedLoads): Promise<void> {
  frames.reset();
  const subjects: [SubjectName, LoadingSubject][] = [
    ['component', mountLoadingComponent()],
    ['barePath', mountBarePath()],
    ['bare', mountBareSurface()],
  ];
  while (frames.frames.length === 0) await wait(20);
  await untilIdle();
  try {
    for (let round = 0; round < LOADS.warmUp + LOADS.rounds; round++) {
      const emptyMs = await measureEmpty();
      if (round >= LOADS.warmUp) loads.emptiesMs.push(emptyMs);
      for (const [name, subject] of subjects) {
        const cost = await measureLoad(subject, nodes);
        if (round >= LOADS.warmUp) loads.costs[name].push(cost);
      }
      subjects.push(subjects.shift()!);
    }
    for (const [name, subject] of subjects) {
      loads.bytes[name].push(await countLoad(subject, nodes));
      loads.longestMs[name].push(await measureLongestTask(subject, nodes));
    }
  } finally {
    for (const [, subject] of subjects) subject.unmount();
  }
}

it('draws a grid in a component that is mounted', async () => {
  await loadOften();
  const all = new Map(SIZES.map((nodes) => [nodes, new SizedLoads()]));
  for (const [nodes, loads] of all) {
    for (let mount = 0; mount < LOADS.mounts; mount++) await addLoads(nodes, loads);
  }

  const row = (name: string, figure: (loads: SizedLoads) => number): string[] => [
    name,
    ...SIZES.map((nodes) => formatFigure(figure(all.get(nodes)!))),
  ];
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const cpuRow = (what: string, name: SubjectName): string[] =>
    row(`${what}, main thread CPU, ms`, (loads) => computeMedian(loads.cpuMs(name)));
  const ratioRow = (what: string, name: SubjectName): string[] =>
    row(what, (loads) => computeMedian(loads.cpuMs('component')) / computeMedian(loads.cpuMs(name)));
  const bytes = (name: SubjectName, { bytes }: SizedLoads): number =>
    computeMedian(bytes[name].map((count) => count.bytes));
  console.log(
    formatTable(
      `From a grid’s bytes to its frame, mounted (medians of ${LOADS.mounts} × ${LOADS.rounds})`,
      ['', ...SIZES.map((nodes) => `${nodes.toLocaleString('en-US')}²`)],
      [
        cpuRow('GradientDescentViz', 'component'),
        cpuRow('bare three.js', 'bare'),
        ratioRow('ratio', 'bare'),
        row('ratio, the rounds’ own, their lower quarter', (loads) => quantileOfRounds(loads, 0.25)),
        row('ratio, the rounds’ own, their upper quarter', (loads) => quantileOfRounds(loads, 0.75)),
        cpuRow('bare three.js with the path', 'barePath'),
        ratioRow('ratio to that', 'barePath'),
        row('to ask, main thread CPU, ms, left out of these', ({ emptyMs }) => emptyMs),
        row('GradientDescentViz, bytes sent', (loads) => bytes('component', loads)),
        row('bare three.js, bytes sent', (loads) => bytes('bare', loads)),
        row('ratio', (loads) => bytes('component', loads) / bytes('bare', loads)),
        row('uploads of the heights', (loads) =>
          Math.max(...loads.bytes.component.map(({ heightUploads }) => heightUploads)),
        ),
        ...(['component', 'bare'] as const).flatMap((name) => {
          const title = name === 'component' ? 'GradientDescentViz' : 'bare three.js';
          return [
            row(`${title}, longest task, ms (wall time)`, ({ longestMs }) => computeMedian(longestMs[name])),
            row(`${title}, tasks over 50 ms, all rounds`, ({ costs }) =>
              sum(costs[name].map(({ longTasks }) => longTasks)),
            ),
            row(`${title}, picture after, ms (wall time, software)`, (loads) =>
              loads.median(name, ({ pictureMs }) => pictureMs),
            ),
          ];
        }),
        row('frames after it until still', (loads) => loads.median('component', (c) => c.laterFrames)),
        row('all of them, main thread CPU, ms', (loads) => loads.median('component', (c) => c.laterCpuMs)),
        row('bytes sent in all of them', ({ bytes }) =>
          computeMedian(bytes.component.map((c) => c.laterBytes)),
        ),
      ],
    ),
  );
  for (const [nodes, loads] of all) {
    for (const { bytes, heightUploads } of loads.bytes.component) {
      expect(heightUploads).toBe(1);
      expect(bytes).toBeGreaterThanOrEqual(4 * nodes ** 2);
      expect(bytes).toBeLessThan(MAX_UPLOAD_BYTES);
    }
  }
});

/** A round's loads follow one another within seconds, in which the machine stays as fast as it is. */
function quantileOfRounds(loads: SizedLoads, share: number): number {
  const bare = loads.cpuMs('bare');
  const ratios = loads.cpuMs('component').map((cpuMs, i) => cpuMs / bare[i]!);
  return ratios.toSorted((a, b) => a - b)[Math.floor(ratios.length * share)]!;
}

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
