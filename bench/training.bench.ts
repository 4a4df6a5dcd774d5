import { loadavg } from 'node:os';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { prepareClassroom, trainDigits, type Classroom } from '../examples/training/trainDigits.js';
import { createNodeEmitter } from '../src/emitter/node/index.js';
import { formatFigure, formatTable } from './support/formatTable.js';
import { computeMedian } from './support/statistics.js';

const STEPS = 600;
/** Trainings without surfaces and with them take turns: what else the machine does falls on both. */
const ROUNDS = 3;
const EVALUATIONS = 60;
const LEAST_RATIO = 0.8;

let classroom: Classroom;
beforeAll(async () => {
  classroom = await prepareClassroom(1);
}, 60_000);
afterAll(() => classroom.evaluator.close());

interface Training {
  /** Steps of the optimizer a second, the losses at each of them included. */
  readonly stepsPerSecond: number;
  /** From the first step to the first surface; NaN where there is none. */
  readonly firstSurfaceMs: number;
  /** Surfaces while it trained. */
  readonly surfaces: number;
}

async function train(isSurfaceShown: boolean): Promise<Training> {
  const begun = performance.now();
  let trainedMs = Number.NaN;
  const surfacesAtMs: number[] = [];
  const { signal } = new AbortController();
  const emitter = createNodeEmitter({ projectId: 'bench', runId: 'real' });
  const illustrative = createNodeEmitter({
    projectId: 'bench',
    runId: 'illustrative',
    // It is told of the end as soon as the last step is done.
    send(text) {
      if (text.includes('GD_PATH_FINISHED')) trainedMs = performance.now() - begun;
    },
  });
  const publish = (name: string): string => {
    surfacesAtMs.push(performance.now() - begun);
    return `grids/${name}`;
  };
  const told = { emitter, illustrative, publish, signal };
  await trainDigits({ ...told, classroom, seed: 3, steps: STEPS, lastNodes: 9, isSurfaceShown });
  emitter.close();
  illustrative.close();
  return {
    stepsPerSecond: (1000 * STEPS) / trainedMs,
    firstSurfaceMs: surfacesAtMs[0] ?? Number.NaN,
    surfaces: surfacesAtMs.filter((atMs) => atMs < trainedMs).length,
  };
}

async function timeEvaluation(evaluate: (weights: Float32Array) => number | Promise<number>) {
  const weights = new Float32Array(classroom.weightCount);
  const times: number[] = [];
  for (let n = 0; n < EVALUATIONS; n++) {
    const begun = performance.now();
    await evaluate(weights);
    times.push(performance.now() - begun);
  }
  return computeMedian(times);
}

const formatLoad = (): string => formatFigure(loadavg()[0] ?? Number.NaN);

it('evaluates the loss', async () => {
  const { size, count } = classroom.tested;
  const own = await timeEvaluation(classroom.computeLoss);
  const thread = await timeEvaluation(classroom.evaluator.evaluate);
  console.log(
    formatTable(
      `One evaluation of the loss on ${size} of ${count} digits, median of ${EVALUATIONS}`,
      ['', 'ms', 'load'],
      [
        ["on the training's thread", formatFigure(own), formatLoad()],
        ['on its own, there and back', formatFigure(thread), formatLoad()],
      ],
    ),
  );
  expect(own).toBeGreaterThan(0);
});

it('trains beside its surfaces', async () => {
  const rows: string[][] = [];
  const ratios: number[] = [];
  await train(true); // the compiler has seen it all
  for (let round = 1; round <= ROUNDS; round++) {
    const without = await train(false);
    const beside = await train(true);
    ratios.push(beside.stepsPerSecond / without.stepsPerSecond);
    rows.push([
      String(round),
      formatFigure(without.stepsPerSecond),
      formatFigure(beside.stepsPerSecond),
      formatFigure(ratios.at(-1)!),
      formatFigure(beside.firstSurfaceMs),
      String(beside.surfaces),
      formatLoad(),
    ]);
  }
  const ratio = computeMedian(ratios);
  const head = ['', 'steps/s without', 'with', 'ratio', 'first surface, ms', 'surfaces', 'load'];
  console.log(
    formatTable(
      `Training on digits, ${STEPS} steps; its pace beside its surfaces: ${formatFigure(ratio)} (at least ${LEAST_RATIO} is aimed at)`,
      head,
      rows,
    ),
  );
  expect(rows.every(([, , , , first]) => first !== '–')).toBe(true);
});
