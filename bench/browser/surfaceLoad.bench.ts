import { afterAll, beforeAll, expect, it } from 'vitest';
import { formatFigure, formatTable } from '../support/formatTable.js';
import { computeMedian, computeSum } from '../support/statistics.js';
import { mountBarePath, mountBareSurface } from './surfaceBareSubject.js';
import { mountLoadingComponent } from './surfaceComponentSubject.js';
import { openLoadMeter, type LoadBytes, type LoadCost, type LoadMeter } from './surfaceLoadMeter.js';
import type { LoadingSubject } from './surfaceSubject.js';

/**
 * Nodes a side, how often the subjects are mounted, and how often each is then given a grid. A large grid is sent in one of
 * two times, to which a context keeps: so there more are mounted.
 */
const SIZES = [
  { nodes: 129, mounts: 3, rounds: 12 },
  { nodes: 513, mounts: 3, rounds: 6 },
  { nodes: 1_025, mounts: 8, rounds: 2 },
] as const;
/** Bytes are exact and longest tasks a by-product: so many mounts will do for them. */
const COUNTED_MOUNTS = 3;
const WARM_UP_ROUNDS = 1;
/** A page that shows landscapes has drawn some: the code of all is compiled before anything is measured. */
const FIRST_LOADS = { nodes: 65, rounds: 25 };
const MAX_UPLOAD_BYTES = 5_000_000;

let meter: LoadMeter;
beforeAll(async () => {
  meter = await openLoadMeter();
});
afterAll(() => meter.stop());

/** `barePath`: three.js with the surface and the path on it. */
type SubjectName = 'component' | 'barePath' | 'bare';

const mountSubjects = (): [SubjectName, LoadingSubject][] => [
  ['component', mountLoadingComponent()],
  ['barePath', mountBarePath()],
  ['bare', mountBareSurface()],
];

async function loadOften(): Promise<void> {
  const subjects = mountSubjects();
  await meter.untilMounted();
  for (let round = 0; round < FIRST_LOADS.rounds; round++) {
    for (const [, subject] of subjects) await meter.measureLoad(subject, FIRST_LOADS.nodes);
  }
  for (const [, subject] of subjects) subject.unmount();
}

/** What all mounts of a size came to. */
class SizedLoads {
  /** What it costs to ask. */
  readonly emptiesMs: number[] = [];
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
async function addLoads(nodes: number, rounds: number, isCounted: boolean, loads: SizedLoads): Promise<void> {
  const subjects = mountSubjects();
  await meter.untilMounted();
  try {
    for (let round = 0; round < WARM_UP_ROUNDS + rounds; round++) {
      const emptyMs = await meter.measureEmpty();
      if (round >= WARM_UP_ROUNDS) loads.emptiesMs.push(emptyMs);
      for (const [name, subject] of subjects) {
        const cost = await meter.measureLoad(subject, nodes);
        if (round >= WARM_UP_ROUNDS) loads.costs[name].push(cost);
      }
      subjects.push(subjects.shift()!);
    }
    for (const [name, subject] of isCounted ? subjects : []) {
      loads.bytes[name].push(await meter.countLoad(subject, nodes));
      loads.longestMs[name].push(await meter.measureLongestTask(subject, nodes));
    }
  } finally {
    for (const [, subject] of subjects) subject.unmount();
  }
}

it('draws a grid in a component that is mounted', async () => {
  await loadOften();
  const all = SIZES.map((size) => ({ ...size, loads: new SizedLoads() }));
  for (const { nodes, mounts, rounds, loads } of all) {
    for (let mount = 0; mount < mounts; mount++) await addLoads(nodes, rounds, mount < COUNTED_MOUNTS, loads);
  }

  const row = (name: string, figure: (loads: SizedLoads) => number): string[] => [
    name,
    ...all.map(({ loads }) => formatFigure(figure(loads))),
  ];
  const cpuRow = (what: string, name: SubjectName): string[] =>
    row(`${what}, main thread CPU, ms`, (loads) => computeMedian(loads.cpuMs(name)));
  const ratioRow = (what: string, name: SubjectName): string[] =>
    row(what, (loads) => computeMedian(loads.cpuMs('component')) / computeMedian(loads.cpuMs(name)));
  const bytes = (name: SubjectName, { bytes }: SizedLoads): number =>
    computeMedian(bytes[name].map((count) => count.bytes));
  console.log(
    formatTable(
      `From a grid’s bytes to its frame, mounted (medians of ${SIZES.map(({ mounts, rounds }) => `${mounts} × ${rounds}`).join(', ')})`,
      ['', ...SIZES.map(({ nodes }) => `${nodes.toLocaleString('en-US')}²`)],
      [
        cpuRow('GradientDescentViz', 'component'),
        cpuRow('bare three.js', 'bare'),
        ratioRow('ratio', 'bare'),
        row('ratio, the rounds’ own, their lower quarter', (loads) => quantileOfRounds(loads, 0.25)),
        row('ratio, the rounds’ own, their median', (loads) => quantileOfRounds(loads, 0.5)),
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
              computeSum(costs[name].map(({ longTasks }) => longTasks)),
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
  for (const { nodes, loads } of all) {
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
