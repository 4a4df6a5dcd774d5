import { createHyperparams, type HyperparamsInput } from '../../src/protocol/contract/hyperparams.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isDrawable } from '../../src/protocol/ownField.js';
import type { PathPoint } from '../../src/protocol/events.js';
import { createTestEmitter, factsAfter, settle } from './createTestEmitter.js';
import { drain, play, program, type Action } from './emitterProgram.js';
import { itOnce, scaled } from '../support/testLength.js';

const SEED = 20_261_125;
const RUNS = scaled({ short: 125, long: 500 });
const MAX_BEHIND = 4;

const limits = fc.record({
  maxBatchPoints: fc.integer({ min: 1, max: 6 }),
  maxPathPoints: fc.constantFrom(7, 25, 2_000_000),
  onDiverged: fc.constantFrom('hole' as const, 'error' as const),
  reportEvery: fc.constantFrom(1, 1, 5),
});

it(`whoever comes, however it answers, ends with the facts of one that was sent everything (seed ${SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(program, limits, async (actions, options) => {
      const { emitter, clock, texts } = createTestEmitter({
        ...options,
        maxEventsBehind: MAX_BEHIND,
        sendTimeoutMs: 700,
      });
      const clients = await play(actions, emitter, clock, (present) => {
        const { recentEvents, keptEvents, points } = emitter.log.held;
        expect(recentEvents).toBeLessThanOrEqual(MAX_BEHIND + 1);
        expect(keptEvents).toBeLessThanOrEqual(10);
        expect(points).toBeLessThan(options.maxPathPoints + options.maxBatchPoints);
        // One for the batch; for each client one to send or retry, and the client's own.
        expect(clock.waiting()).toBeLessThanOrEqual(1 + 3 * present.length + actions.length);
      });
      void emitter.flush();
      await drain(clock);
      const everything = factsAfter(texts, options.maxPathPoints);
      for (const { texts: got, manner, detach } of clients) {
        if (manner === 'never' || detach === null) continue;
        expect(factsAfter(got, options.maxPathPoints)).toEqual(everything);
      }
    }),
    { seed: SEED, numRuns: RUNS },
  );
});

/** What a program comes to, worked out without an emitter. */
function workOut(actions: readonly Action[], onDiverged: 'hole' | 'error', reportEvery: number) {
  let status = 'idle';
  let path = new Map<number, PathPoint>();
  let last = -1;
  const next = () => (Math.floor(last / reportEvery) + 1) * reportEvery;
  let end: object | null = null;
  const hyperparams: HyperparamsInput = {};
  const begin = (point: PathPoint) => {
    status = 'running';
    path = new Map([[0, point]]);
    last = 0;
    end = null;
  };
  const finish = (reason: string) => {
    status = 'finished';
    end = { reason, finalStep: last + 1 };
  };
  const take = (point: PathPoint, over = 0) => {
    if (status !== 'running') return;
    const isPlaced = isDrawable(point.x) && isDrawable(point.y);
    const step = next() + over;
    last = step;
    if (onDiverged === 'error' && (!isPlaced || !isDrawable(point.loss ?? 0))) finish('error');
    else if (isPlaced) path.set(step, point);
  };
  for (const one of actions) {
    if (one.does === 'start' && status === 'idle') begin(one.point);
    else if (one.does === 'restart' && status !== 'idle') begin(one.point);
    else if (one.does === 'hyperparams' && status !== 'finished') Object.assign(hyperparams, one.values);
    else if (one.does === 'steps') one.points.forEach((point) => take(point));
    else if (one.does === 'leap') take(one.point, one.over);
    else if (one.does === 'finish' && status === 'running') finish(one.reason);
  }
  const fieldOf = (value = NaN, min = -Infinity) => (isDrawable(value) && value >= min ? value + 0 : NaN);
  const points = [...path].map(([step, { x, y, loss, residual }]) => [
    step,
    x + 0,
    y + 0,
    fieldOf(loss),
    fieldOf(residual, 0),
  ]);
  return { status, end, points, hyperparams: createHyperparams(hyperparams) };
}

it(`what is sent says what the program did (seed ${SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(program, limits, async (actions, { maxBatchPoints, onDiverged, reportEvery }) => {
      const { emitter, clock, texts } = createTestEmitter({ maxBatchPoints, onDiverged, reportEvery });
      await play(actions, emitter, clock, () => undefined);
      void emitter.flush();
      const shown = factsAfter(texts);
      fc.pre(shown !== null);
      expect(shown).toMatchObject(workOut(actions, onDiverged, reportEvery));
    }),
    { seed: SEED, numRuns: RUNS },
  );
});

itOnce(
  'a sink that never answers costs a place, however much is sent, and others get everything',
  async () => {
    const silent = () => new Promise<void>(() => undefined);
    const { emitter, clock, texts, problems } = createTestEmitter({ maxPathPoints: 1000 });
    for (let i = 0; i < 5; i++) emitter.attach(silent);
    await emitter.start({ x: 0, y: 0 });
    for (let i = 0; i < 40_000; i++) void emitter.step({ x: i / 40_000, y: 0 });
    expect(emitter.log.held).toEqual({ recentEvents: 257, keptEvents: 1, points: 1000 });
    expect(clock.waiting()).toBe(5);
    await settle();
    expect(problems.map(({ code }) => code)).toEqual(Array(5).fill('sink_behind'));
    await emitter.finish('max_steps');
    expect(factsAfter(texts)?.points).toHaveLength(40_001);
  },
);
