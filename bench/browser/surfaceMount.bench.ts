import { afterAll, beforeAll, it } from 'vitest';
import { formatFigure, formatTable } from '../support/formatTable.js';
import { computeMedian } from '../support/statistics.js';
import { createFrame } from './frameElement.js';
import { freshComponent, freshFormula } from './surfaceComponentSubject.js';
import { openMainThread, type MainThread } from './surfaceCpu.js';
import { watchGpu, type GpuWatch } from './surfaceGpuWatch.js';
import { computeLeastVertices, createGridBytes } from './surfaceGrid.js';
import { freshFiber } from './surfaceFiberSubject.js';
import { freshEcharts, freshPlotly } from './surfacePeerSubjects.js';
import type { FreshSubject } from './surfaceSubject.js';
import { wait } from './watchFrames.js';

const SIZES = [51, 129, 513, 1_025] as const;
const MOUNTS = { warmUp: 1, rounds: 5 };
/** A peer that takes longer than this once is not asked again. */
const PATIENCE_MS = 20_000;

/** No two grids of this page are the same. */
let variants = 0;
let mainThread: MainThread;
let gpu: GpuWatch;
beforeAll(async () => {
  mainThread = await openMainThread();
  gpu = watchGpu();
});
afterAll(() => gpu.stop());

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
  const drawn = gpu.begin({ vertices: computeLeastVertices(nodes), heights });
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
  if (!subject.givesContextBack) gpu.loseContexts();
  await wait(100);
  return { cpuMs: cpuAfter - cpuBefore, bytes: sent, pictureMs };
}

it('draws a grid from nothing, beside its peers', async () => {
  const subjects = [freshComponent, freshFormula, freshFiber, freshPlotly, freshEcharts];
  for (const subject of subjects) await measureMount(subject, 33);
  const all = new Map<string, readonly MountCost[]>();
  for (const nodes of SIZES) {
    const costs = subjects.map((): MountCost[] => []);
    for (let round = 0; round < MOUNTS.warmUp + MOUNTS.rounds; round++) {
      for (const [i, subject] of subjects.entries()) {
        if (nodes > (subject.mostNodes ?? nodes) || (costs[i]![0]?.pictureMs ?? 0) > PATIENCE_MS) continue;
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
