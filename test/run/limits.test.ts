import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareEventOrder } from '../../src/protocol/contentOrder.js';
import type { EventOrder } from '../../src/protocol/envelope.js';
import type { PathPoint } from '../../src/protocol/events.js';
import { createRunStore } from '../../src/run/runStore.js';
import { computeMissingSteps } from '../../src/run/missingSteps.js';
import { selectShownRun } from '../../src/run/selectors.js';
import { BLOCK_POINTS } from '../../src/path/pathBlock.js';
import { RunPath, type PointTally } from '../../src/path/runPath.js';
import { findImbalance, readAll, readFacts, foldAll } from './properties.js';
import { envelopesOf } from './runArbitraries.js';

const SEED = 20_261_124;
const LIMITS = [1, 2, 3, 8];

type Step = readonly [step: number, x: number, y: number];

/** The rule of §4.9 the slow way: of the points that the set has, the K that are latest by event, then by step. */
function foldLimited(envelopes: readonly object[], maxPoints: number): Step[] {
  const set = readAll(envelopes).sort((a, b) => compareEventOrder(a.order, b.order));
  const starts = set.filter(({ event }) => event.name === 'GD_PATH_STARTED');
  const isRestarted = starts.some(({ order }) => compareEventOrder(order, starts[0]!.order) !== 0);
  const held = new Map<number, { order: EventOrder; point: PathPoint }>();
  for (const { order, event } of set) {
    if (isRestarted && compareEventOrder(order, starts.at(-1)!.order) < 0) continue;
    if (event.name === 'GD_PATH_STARTED' && event.point0 !== null)
      held.set(0, { order, point: event.point0 });
    if (event.name !== 'GD_PATH_UPDATE') continue;
    event.points.forEach((point, i) => {
      if (point !== null) held.set(event.stepStart! + i, { order, point });
    });
  }
  return [...held]
    .sort(([stepA, a], [stepB, b]) => compareEventOrder(b.order, a.order) || stepB - stepA)
    .slice(0, maxPoints)
    .map(([step, { point }]): Step => [step, point.x, point.y])
    .sort(([a], [b]) => a - b);
}

const hasSteps = (envelope: object): boolean =>
  readAll([envelope]).every(({ event }) => event.name !== 'GD_PATH_UPDATE' || event.stepStart !== null);

const shuffled = (envelopes: readonly object[]): fc.Arbitrary<object[]> =>
  fc.shuffledSubarray([...envelopes, ...envelopes], { minLength: 2 * envelopes.length });

const delivery = (source: fc.Arbitrary<object[]>) =>
  fc.tuple(source, fc.constantFrom(...LIMITS)).chain(([envelopes, maxPointsPerRun]) =>
    fc.record({
      envelopes: fc.constant(envelopes),
      delivered: shuffled(envelopes),
      maxPointsPerRun: fc.constant(maxPointsPerRun),
    }),
  );

/** Two long logs in turn make many restarts and many points beyond the limit. */
const placedLog = fc
  .array(envelopesOf('run'), { minLength: 1, maxLength: 3 })
  .map((logs) => logs.flat().filter(hasSteps));

function stepsOf(store: ReturnType<typeof createRunStore>): Step[] {
  const steps: Step[] = [];
  selectShownRun(store.getState())?.path.forEach((step, x, y) => steps.push([step, x, y]));
  return steps;
}

let seq = 0;
function envelope(name: string, payload: object): object {
  seq += 2;
  const ts = 1_790_000_000_000 + seq;
  return {
    v: 1,
    type: 'EVENT',
    project_id: 'p',
    seq,
    ts,
    event: { name, payload: { run_id: 'run', ...payload } },
  };
}
const updated = (step_start: number | undefined, count: number, x = 0): object =>
  envelope('GD_PATH_UPDATE', { step_start, points: Array.from({ length: count }, () => ({ x, y: 0 })) });

/** The same events, told apart by their content alone. */
const atOnce = (envelopes: readonly object[]): object[] =>
  envelopes.map((one) => ({ ...one, ts: 1_790_000_000_000, seq: 1 }));

describe('a path at its limit', () => {
  it(`[LIMIT-1, LEDGER-1, LEDGER-2] keeps the latest points after every message, whatever comes in whatever order (seed ${SEED})`, () => {
    fc.assert(
      fc.property(delivery(placedLog), ({ delivered, maxPointsPerRun }) => {
        const store = createRunStore({ maxPointsPerRun });
        delivered.forEach((one, i) => {
          store.ingest(one);
          expect(stepsOf(store)).toEqual(foldLimited(delivered.slice(0, i + 1), maxPointsPerRun));
          expect(findImbalance(store.getState())).toBeNull();
        });
      }),
      { seed: SEED, numRuns: 1500 },
    );
  });

  it(`[LIMIT-1] leaves all other facts as they are without one (seed ${SEED})`, () => {
    fc.assert(
      fc.property(delivery(placedLog), ({ envelopes, delivered, maxPointsPerRun }) => {
        const store = createRunStore({ maxPointsPerRun });
        store.ingest(delivered);
        const others = (facts: ReturnType<typeof foldAll>) =>
          [...facts.values()].map((all) => ({ ...all, points: [], missing: [] }));
        expect(others(readFacts(store))).toEqual(others(foldAll(envelopes)));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it(`[LIMIT-3, LEDGER-2, INPUT-1] keeps to the limit and to its ledger with updates that have no step_start (seed ${SEED})`, () => {
    fc.assert(
      fc.property(delivery(envelopesOf('run')), ({ delivered, maxPointsPerRun }) => {
        const store = createRunStore({ maxPointsPerRun });
        for (const one of delivered) {
          store.ingest(one);
          expect(stepsOf(store).length).toBeLessThanOrEqual(maxPointsPerRun);
          expect(findImbalance(store.getState())).toBeNull();
        }
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it('[INPUT-1, LIMIT-3] throws at no update without step_start that comes again after it was let go of', () => {
    const store = createRunStore({ maxPointsPerRun: 1 });
    const two = updated(undefined, 2, 0.1);
    store.ingest(atOnce([updated(undefined, 1, 0.3), two, updated(3, 3, 0.4), two]));
    expect(stepsOf(store)).toHaveLength(1);
    expect(findImbalance(store.getState())).toBeNull();
  });

  it('keeps none where none may be kept', () => {
    const store = createRunStore({ maxPointsPerRun: 0 });
    store.ingest([updated(0, 5), updated(undefined, 5), updated(3, 5)]);
    expect(stepsOf(store)).toEqual([]);
    expect(store.getState().points).toMatchObject({ carried: 15, beyondLimit: 15 });
  });

  it('takes in a long path of which each event lost half its points to the next', () => {
    const points = 100_000;
    const store = createRunStore({ maxPointsPerRun: points });
    store.ingest([updated(0, points), updated(0, points / 2, 0.5)]);
    const begun = performance.now();
    store.ingest(updated(points, points / 2, 1));
    // Looking for each point to drop from the start anew takes a minute.
    expect(performance.now() - begun).toBeLessThan(10_000);
    const { path } = selectShownRun(store.getState())!;
    expect([path.length, path.stepAt(0), path.stepAt(points / 2)]).toEqual([points, 0, points]);
  });
});

describe('what a run keeps account of', () => {
  const none = (): PointTally => ({ placed: 0, same: 0, superseded: 0, beyondLimit: 0 });
  const orderOf = (i: number): EventOrder => ({ tsMs: 1e12 + i, seq: i, content: i });

  /** Events and steps that a path keeps account of, by the lengths of its columns. */
  function accountsOf(path: RunPath): { sources: number; records: number; floating: number } {
    const inside = path as unknown as {
      shown: { sourceCount: number };
      fixed: { sourceCount: number };
      records: { count: number };
      floating: Iterable<{ points: readonly unknown[] }>;
    };
    const floating = [...inside.floating].reduce((sum, { points }) => sum + points.length, 0);
    return {
      sources: Math.max(inside.shown.sourceCount, inside.fixed.sourceCount),
      records: inside.records.count,
      floating,
    };
  }

  const maxPoints = 100;
  const floods: Record<string, (i: number) => [stepStart: number | null, points: (PathPoint | null)[]]> = {
    'one step said again and again': () => [7, [{ x: 0, y: 0 }]],
    'steps that go on': (i) => [i, [{ x: 0, y: 0 }]],
    'steps that go back': (i) => [10 ** 6 - i, [{ x: 0, y: 0 }]],
    'steps a trillion apart': (i) => [i * 10 ** 10, [{ x: 0, y: 0 }]],
    'updates without a usable point': (i) => [i, [null]],
    'updates without a point': (i) => [i, []],
    'updates without step_start': () => [null, [{ x: 0, y: 0 }]],
    'updates without step_start or point': () => [null, []],
    'one of each in turn': (i) => [i % 2 === 0 ? i : null, [{ x: 0, y: 0 }]],
  };

  it.each(Object.keys(floods))('[LIMIT-1, LIMIT-3] follows the limit and not the events: %s', (name) => {
    const path = new RunPath(maxPoints);
    let most = { sources: 0, records: 0, floating: 0 };
    for (let i = 0; i < 20_000; i++) {
      const [stepStart, points] = floods[name]!(i);
      path.update(orderOf(i), stepStart, points, none());
      if (i % 50 !== 0) continue;
      const now = accountsOf(path);
      most = {
        sources: Math.max(most.sources, now.sources),
        records: Math.max(most.records, now.records),
        floating: Math.max(most.floating, now.floating),
      };
    }
    expect(path.points.length).toBeLessThanOrEqual(maxPoints);
    expect(most.sources).toBeLessThanOrEqual(2 * maxPoints + 2 * BLOCK_POINTS + 2);
    expect(most.records).toBeLessThanOrEqual(2 * Math.max(maxPoints, 4096) + 3);
    expect(most.floating).toBeLessThanOrEqual(maxPoints + 2);
  });

  it.each(['updates without step_start or point'])('is bounded in updates: %s', () => {
    const path = new RunPath(maxPoints);
    for (let i = 0; i < 20_000; i++) path.update(orderOf(i), null, [], none());
    const kept = [...(path as unknown as { floating: Iterable<unknown> }).floating].length;
    expect(kept).toBeLessThanOrEqual(2 * maxPoints + 2);
  });
});

describe('steps of any size', () => {
  const LAST = Number.MAX_SAFE_INTEGER;
  const gapsOf = (store: ReturnType<typeof createRunStore>) =>
    computeMissingSteps(selectShownRun(store.getState())!).map(({ from, to }) => [from, to]);

  it.each([5_000_000, 10 ** 15, LAST - 2])(
    '[PATH-10, GAP-1] are points at their step and one hole before: %d',
    (step) => {
      const store = createRunStore();
      store.ingest(updated(step, 3));
      expect(stepsOf(store).map(([at]) => at)).toEqual([step, step + 1, step + 2]);
      expect(gapsOf(store)).toEqual([[0, step - 1]]);
      store.ingest(updated(undefined, 2));
      expect(findImbalance(store.getState())).toBeNull();
      expect(stepsOf(store).length).toBe(step === LAST - 2 ? 3 : 5);
    },
  );

  it('[INPUT-7] end where 2^53 - 1 does: what lies beyond is counted and not placed', () => {
    const store = createRunStore();
    store.ingest([updated(LAST - 1, 5), updated(undefined, 5)]);
    expect(stepsOf(store).map(([at]) => at)).toEqual([LAST - 1, LAST]);
    expect(store.getState().points).toEqual({
      carried: 10,
      placed: 2,
      same: 0,
      superseded: 0,
      beyondLimit: 5,
      rejected: 3,
    });
  });

  it.each([0, 1, 10 ** 15, LAST])(
    '[GAP-2] leave one hole after the last point for a final_step of %d',
    (finalStep) => {
      const store = createRunStore();
      const finish = envelope('GD_PATH_FINISHED', { final_step: finalStep, reason: 'max_steps' });
      store.ingest(finish);
      expect(selectShownRun(store.getState())!.status).toBe('finished');
      expect(gapsOf(store)).toEqual(finalStep === 0 ? [] : [[0, finalStep - 1]]);
      store.ingest(updated(0, 1));
      expect(gapsOf(store)).toEqual(finalStep <= 1 ? [] : [[1, finalStep - 1]]);
    },
  );
});
