import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareEventOrder } from '../../src/protocol/contentOrder.js';
import type { EventOrder } from '../../src/protocol/envelope.js';
import type { PathPoint } from '../../src/protocol/events.js';
import { createRunStore } from '../../src/run/runStore.js';
import { computeMissingSteps } from '../../src/run/missingSteps.js';
import { selectShownRun } from '../../src/run/selectors.js';
import { RunPath, type PlacementCounters } from '../../src/path/runPath.js';
import { findImbalance, readAll, readFacts, foldAll } from './properties.js';
import { envelopesOf } from './runArbitraries.js';
import { measureCpuMs } from '../support/cpuTime.js';
import { describeOnce, itOnce, scaled } from '../support/testLength.js';

const SEED = 20_261_124;
const LIMITS = [1, 2, 3, 8];

type Step = readonly [step: number, x: number, y: number];

/**
 * The rule LIMIT-1 the slow way: of the points that the set has, the K that are latest by event, then by step. A point
 * without a step of its own counts though a later event's stands at its step.
 */
function foldLimited(envelopes: readonly object[], maxPoints: number): Step[] {
  const set = readAll(envelopes).sort((a, b) => compareEventOrder(a.order, b.order));
  const starts = set.filter(({ event }) => event.name === 'GD_PATH_STARTED');
  const isRestarted = starts.some(({ order }) => compareEventOrder(order, starts[0]!.order) !== 0);
  interface Held {
    readonly step: number;
    readonly order: EventOrder;
    readonly point: PathPoint;
  }
  const fixed = new Map<number, Held>();
  const floating: Held[] = [];
  let reached = -1;
  let last: EventOrder | null = null;
  for (const { order, event } of set) {
    if (last !== null && compareEventOrder(last, order) === 0) continue;
    last = order;
    if (isRestarted && compareEventOrder(order, starts.at(-1)!.order) < 0) continue;
    if (event.name === 'GD_PATH_STARTED' && event.point0 !== null) {
      fixed.set(0, { step: 0, order, point: event.point0 });
      reached = Math.max(reached, 0);
    }
    if (event.name !== 'GD_PATH_UPDATE') continue;
    const first = event.stepStart ?? reached + 1;
    event.points.forEach((point, i) => {
      const step = first + i;
      reached = Math.max(reached, step);
      if (point === null) return;
      if (event.stepStart === null) floating.push({ step, order, point });
      else fixed.set(step, { step, order, point });
    });
  }
  const kept = [...fixed.values(), ...floating]
    .sort((a, b) => compareEventOrder(b.order, a.order) || b.step - a.step)
    .slice(0, maxPoints)
    .reverse();
  return [...new Map(kept.map(({ step, point }) => [step, [step, point.x, point.y] as const])).values()].sort(
    ([a], [b]) => a - b,
  );
}

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
const log = fc.array(envelopesOf('run'), { minLength: 1, maxLength: 3 }).map((logs) => logs.flat());

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

/** The same events, distinguished by their content alone. */
const atOnce = (envelopes: readonly object[]): object[] =>
  envelopes.map((one) => ({ ...one, ts: 1_790_000_000_000, seq: 1 }));

describe('a path at its limit', () => {
  it(`[LIMIT-1, COUNTERS-1, COUNTERS-2] keeps the latest points after every message, whatever comes in whatever order (seed ${SEED})`, () => {
    fc.assert(
      fc.property(delivery(log), ({ delivered, maxPointsPerRun }) => {
        const store = createRunStore({ maxPointsPerRun });
        delivered.forEach((one, i) => {
          store.ingest(one);
          expect(stepsOf(store)).toEqual(foldLimited(delivered.slice(0, i + 1), maxPointsPerRun));
          expect(findImbalance(store.getState())).toBeNull();
        });
      }),
      { seed: SEED, numRuns: scaled({ short: 80, long: 1500 }) },
    );
  });

  it(`[LIMIT-1] leaves all other facts as they are without one (seed ${SEED})`, () => {
    fc.assert(
      fc.property(delivery(log), ({ envelopes, delivered, maxPointsPerRun }) => {
        const store = createRunStore({ maxPointsPerRun });
        store.ingest(delivered);
        const others = (facts: ReturnType<typeof foldAll>) =>
          [...facts.values()].map((all) => ({ ...all, points: [], missing: [] }));
        expect(others(readFacts(store))).toEqual(others(foldAll(envelopes)));
      }),
      { seed: SEED, numRuns: scaled({ short: 100, long: 500 }) },
    );
  });

  itOnce(
    '[INPUT-1, LIMIT-3] throws at no update without step_start that comes again after it was evicted',
    () => {
      const store = createRunStore({ maxPointsPerRun: 1 });
      const two = updated(undefined, 2, 0.1);
      store.ingest(atOnce([updated(undefined, 1, 0.3), two, updated(3, 3, 0.4), two]));
      expect(stepsOf(store)).toHaveLength(1);
      expect(findImbalance(store.getState())).toBeNull();
    },
  );

  itOnce('keeps none where none may be kept', () => {
    const store = createRunStore({ maxPointsPerRun: 0 });
    store.ingest([updated(0, 5), updated(undefined, 5), updated(3, 5)]);
    expect(stepsOf(store)).toEqual([]);
    expect(store.getState().points).toMatchObject({ carried: 15, beyondLimit: 15 });
  });

  itOnce('takes in a long path of which each event lost half its points to the next', () => {
    const points = 100_000;
    const store = createRunStore({ maxPointsPerRun: points });
    store.ingest([updated(0, points), updated(0, points / 2, 0.5)]);
    // Looking for each point to drop from the start anew takes a minute.
    expect(measureCpuMs(() => store.ingest(updated(points, points / 2, 1)))).toBeLessThan(10_000);
    const { path } = selectShownRun(store.getState())!;
    expect([path.length, path.stepAt(0), path.stepAt(points / 2)]).toEqual([points, 0, points]);
  });
});

describeOnce('what a run keeps account of', () => {
  const none = (): PlacementCounters => ({ placed: 0, same: 0, superseded: 0, beyondLimit: 0 });
  const orderOf = (i: number): EventOrder => ({ tsMs: 1e12 + i, seq: i, content: i });

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

  itOnce.each(Object.keys(floods))('[LIMIT-1, LIMIT-3] follows the limit and not the events: %s', (name) => {
    const path = new RunPath(maxPoints);
    let mostEvents = 0;
    let mostHeld = 0;
    for (let i = 0; i < 20_000; i++) {
      const [stepStart, points] = floods[name]!(i);
      path.update(orderOf(i), stepStart, points, none());
      mostEvents = Math.max(mostEvents, path.eventCount);
      mostHeld = Math.max(mostHeld, path.heldPoints);
    }
    expect(mostHeld).toBeLessThanOrEqual(maxPoints);
    expect(path.points.length).toBeLessThanOrEqual(maxPoints);
    expect(mostEvents).toBeLessThanOrEqual(4096 + 2 * maxPoints + 2);
  });
});

describe('steps of any size', () => {
  const LAST = Number.MAX_SAFE_INTEGER;
  const gapsOf = (store: ReturnType<typeof createRunStore>) =>
    computeMissingSteps(selectShownRun(store.getState())!).map(({ from, to }) => [from, to]);

  itOnce.each([5_000_000, 10 ** 15, LAST - 2])(
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

  itOnce('[INPUT-7] end where 2^53 - 1 does: what lies beyond is counted and not placed', () => {
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

  it(`[INPUT-7, PATH-3] are none beyond 2^53 - 1, wherever updates without step_start come to lie (seed ${SEED})`, () => {
    const count = fc.integer({ min: 0, max: 3 });
    const one = fc.record({ at: count, step: fc.option(fc.integer({ min: LAST - 5, max: LAST })), count });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 6 }), (events) => {
        const store = createRunStore();
        for (const { at, step, count: points } of events) {
          const late = { ...updated(step ?? undefined, points), ts: 1_790_000_000_000 + at };
          store.ingest(late);
          const steps = stepsOf(store).map(([step]) => step);
          expect(
            steps.every((step, i) => Number.isSafeInteger(step) && (i === 0 || step > steps[i - 1]!)),
          ).toBe(true);
          expect(findImbalance(store.getState())).toBeNull();
        }
      }),
      { seed: SEED, numRuns: scaled({ short: 200, long: 1000 }) },
    );
  });

  itOnce.each([0, 1, 10 ** 15, LAST])(
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
