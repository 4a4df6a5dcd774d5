import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createRunStore, type RunStore } from '../../src/run/runStore.js';
import { findImbalance, foldAll, readFacts } from './properties.js';
import { envelopesOf } from './runArbitraries.js';
import { itOnce, scaled } from '../support/testLength.js';

const SEED = 20_261_124;
/** As many evicted ids as are remembered. */
const REMEMBERED = 1024;

let seq = 0;
function started(run_id: string, over: object = {}): object {
  seq += 2;
  const event = { name: 'GD_PATH_STARTED', payload: { run_id, point0: { x: 0, y: 0 } } };
  return { v: 1, type: 'EVENT', project_id: 'p', seq, ts: 1_790_000_000_000 + seq, event, ...over };
}

const heldIds = (store: RunStore): string[] => [...store.getState().runs.values()].map(({ runId }) => runId);
const codesOf = (store: RunStore): Record<string, number> =>
  Object.fromEntries(store.getState().diagnosticCounts);

const fiveRuns = fc
  .record(Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((id) => [id, envelopesOf(id)])))
  .map((logs) => Object.values(logs).flat())
  .chain((all) => fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length }));

describe('beyond the limit of runs', () => {
  it(`[LIMIT-4, LIMIT-5, COUNTERS-1, COUNTERS-2] a run that was never evicted is whole, after every message (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fiveRuns, fc.integer({ min: 1, max: 4 }), (delivered, maxRuns) => {
        const store = createRunStore({ maxRuns });
        const evicted = new Set<string>();
        let before = new Set<string>();
        delivered.forEach((one, i) => {
          store.ingest(one);
          const state = store.getState();
          const facts = readFacts(store);
          const truth = foldAll(delivered.slice(0, i + 1));
          for (const key of truth.keys()) if (!facts.has(key)) evicted.add(key);
          expect(state.runs.size).toBeLessThanOrEqual(maxRuns);
          expect(state.evictedRuns).toBe(evicted.size);
          expect([...facts.keys()].filter((key) => evicted.has(key))).toEqual([]);
          for (const [key, shown] of facts) expect(isDeepStrictEqual(shown, truth.get(key))).toBe(true);
          expect(findImbalance(state)).toBeNull();
          expect([...before].filter((key) => !facts.has(key)).length).toBeLessThanOrEqual(1);
          before = new Set(facts.keys());
        });
      }),
      { seed: SEED, numRuns: scaled({ short: 15, long: 150 }) },
    );
  });

  itOnce('[LIMIT-4] the run that goes is the one with the earliest rank, be it the newcomer', () => {
    const store = createRunStore({ maxRuns: 2 });
    store.ingest([started('r2'), started('r3'), started('late', { ts: 1_700_000_000_000 })]);
    expect(heldIds(store)).toEqual(['r2', 'r3']);
    expect(store.getState().points).toMatchObject({ carried: 3, placed: 3 });
  });

  itOnce('[LIMIT-4] the run that the host chose stays, with a limit of one too', () => {
    const store = createRunStore({ maxRuns: 1 });
    store.ingest(started('chosen'));
    store.showRun(store.getState().runKeys[0]!);
    store.ingest([started('a'), started('b'), started('chosen')]);
    expect(heldIds(store)).toEqual(['chosen']);
    expect(store.getState().evictedRuns).toBe(2);
  });

  itOnce('[LIMIT-5] a choice of an evicted run falls back to the latest', () => {
    const store = createRunStore({ maxRuns: 1 });
    store.ingest(started('a'));
    const [key] = store.getState().runKeys;
    store.ingest(started('b'));
    store.showRun(key!);
    store.ingest(started('c'));
    expect(heldIds(store)).toEqual(['c']);
  });

  itOnce(
    '[LIMIT-5] its events are read, its points beyond the limit, its first late event one diagnostic',
    () => {
      const store = createRunStore({ maxRuns: 1 });
      store.ingest([started('old'), started('new')]);
      for (let i = 0; i < 5; i++) store.ingest(started('old'));
      expect(heldIds(store)).toEqual(['new']);
      expect(store.getState().messages).toEqual({ received: 7, read: 7, ignored: 0, rejected: 0 });
      expect(store.getState().points).toMatchObject({ carried: 7, placed: 2, beyondLimit: 5 });
      expect(codesOf(store)).toEqual({ run_limit_reached: 1, event_for_evicted_run: 1 });
    },
  );

  itOnce(
    '[LIMIT-5] an id is forgotten once 1,024 others were evicted after it, and then its run comes back as a new one',
    () => {
      const store = createRunStore({ maxRuns: 1 });
      for (let i = 0; i <= REMEMBERED; i++) store.ingest(started(`r${i}`));
      expect(store.getState().evictedRuns).toBe(REMEMBERED);
      store.ingest(started('r0'));
      expect(heldIds(store)).toEqual([`r${REMEMBERED}`]);
      store.ingest([started('next'), started('r0')]);
      expect(heldIds(store)).toEqual(['r0']);
      expect(findImbalance(store.getState())).toBeNull();
    },
  );

  itOnce('holds a bounded number of runs, ids, names and diagnostics through 20,000 runs', () => {
    const store = createRunStore({ maxRuns: 8, maxDiagnostics: 16 });
    for (let i = 0; i < 20_000; i++) {
      store.ingest([started(`r${i}`), { type: 'EVENT', event: { name: `N${i}` } }, '{']);
      store.ingest(started(`r${i - 500}`));
      const { runs, runKeys, diagnostics, ignoredEvents } = store.getState();
      if (runs.size > 8 || runKeys.length > 8 || diagnostics.length > 16 || ignoredEvents.size > 65) {
        throw new Error(`${runs.size} runs, ${diagnostics.length} diagnostics, ${ignoredEvents.size} names`);
      }
    }
    expect(findImbalance(store.getState())).toBeNull();
    expect(store.getState().messages.received).toBe(80_000);
    expect(store.getState().evictedRuns).toBe(20_500 - 8);
  });
});

describe('a backend that starts again', () => {
  const restarted = (id: string, restart: number, name: string, payload: object, at: number): object => ({
    v: 1,
    type: 'EVENT',
    project_id: 'p',
    seq: at,
    ts: 1_790_000_000_000 + 1000 * restart + at,
    event: { name, payload: { run_id: id, ...payload } },
  });
  const life = (restart: number): object[] => [
    restarted('r', restart, 'GD_PATH_STARTED', { point0: { x: restart, y: 0 } }, 1),
    restarted('r', restart, 'GD_PATH_UPDATE', { step_start: 1, points: [{ x: restart, y: 1 }] }, 2),
    restarted('r', restart, 'GD_PATH_FINISHED', { final_step: 1, reason: 'max_steps' }, 3),
  ];

  it(`[PATH-6, GAP-5] with seq at 1 each time, shows its last life whatever order all lives come in (seed ${SEED})`, () => {
    const all = [0, 1, 2, 3].flatMap(life);
    fc.assert(
      fc.property(fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length }), (delivered) => {
        const store = createRunStore();
        for (const one of delivered) store.ingest(one);
        const facts = [...readFacts(store).values()][0]!;
        expect(facts.points.map(([step, x]) => [step, x])).toEqual([
          [0, 3],
          [1, 3],
        ]);
        expect(facts).toMatchObject({ status: 'finished', missing: [] });
      }),
      { seed: SEED, numRuns: scaled({ short: 15, long: 150 }) },
    );
  });

  itOnce('[PATH-6, RUN-2] whose end arrives first of all, then its lives backwards', () => {
    const store = createRunStore();
    store.ingest(life(2)[2]);
    expect([...readFacts(store).values()][0]).toMatchObject({ status: 'finished', hasStarted: false });
    for (const one of [2, 1, 0].flatMap(life).reverse()) store.ingest(one);
    expect([...readFacts(store).values()]).toEqual([...foldAll([0, 1, 2].flatMap(life)).values()]);
  });

  itOnce('[PATH-6] 2,000 times, keeps account of one life', () => {
    const store = createRunStore({ maxPointsPerRun: 50 });
    for (let i = 0; i < 2000; i++) store.ingest(life(i));
    expect([...readFacts(store).values()][0]!.points.map(([step, x]) => [step, x])).toEqual([
      [0, 1999],
      [1, 1999],
    ]);
    expect(findImbalance(store.getState())).toBeNull();
  });
});
