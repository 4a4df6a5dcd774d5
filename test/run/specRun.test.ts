import { describe, expect, it } from 'vitest';
import { computeMissingSteps } from '../../src/run/missingSteps.js';
import { createRunStore, type RunStore } from '../../src/run/runStore.js';
import { finish, hyperparams, pointsOf, shownRun, start, update } from './createRunEvent.js';

function storeOf(...events: object[]): RunStore {
  const store = createRunStore();
  for (const event of events) store.ingest(event);
  return store;
}

const runIdsOf = (store: RunStore): string[] =>
  store.getState().runKeys.map((key) => store.getState().runs.get(key)!.runId);

describe('a run', () => {
  it('[RUN-1] is idle until a start or a usable point has come', () => {
    expect(shownRun(storeOf(hyperparams(1, { eta: 1 }))).status).toBe('idle');
    expect(shownRun(storeOf(update(1, 0, [null]))).status).toBe('idle');
    expect(shownRun(storeOf(update(1, 0, 1))).status).toBe('running');
    expect(shownRun(storeOf(start(1, { point0: null }))).status).toBe('running');
  });

  it('[RUN-2] has the latest end, unless that is earlier than a restart', () => {
    const ends = [finish(4, { reason: 'error' }), finish(2, { reason: 'max_steps' })];
    expect(shownRun(storeOf(...ends)).end).toEqual({ reason: 'error', finalStep: 9 });
    expect(shownRun(storeOf(start(5), ...ends)).status).toBe('finished');
    expect(shownRun(storeOf(start(5), start(1), ...ends))).toMatchObject({ status: 'running', end: null });
    expect(shownRun(storeOf(start(3), start(1), ...ends)).end).toMatchObject({ reason: 'error' });
  });

  it('[RUN-5] has each hyperparameter from the latest event that states it', () => {
    const events = [
      hyperparams(3, { eta: 0.3 }),
      hyperparams(1, { eta: 0.1, steps: 10 }),
      hyperparams(4, { steps: 'x', tolGrad: 0.5 }),
    ];
    expect(shownRun(storeOf(...events)).hyperparams).toEqual({ eta: 0.3, steps: 10, tolGrad: 0.5 });
  });

  it('[RUN-7] stands at its earliest start, or at its earliest event while no start has come', () => {
    const store = storeOf(
      start(5, { run_id: 'a' }),
      hyperparams(1, { run_id: 'b' }),
      start(9, { run_id: 'a' }),
      finish(6, { run_id: 'b' }),
    );
    expect(runIdsOf(store)).toEqual(['b', 'a']);
    store.ingest(start(7, { run_id: 'b' }));
    expect(runIdsOf(store)).toEqual(['a', 'b']);
  });

  it('[RUN-9] whose start never came is held and shown', () => {
    const store = storeOf(start(1, { run_id: 'earlier' }), update(2, 40, 3));
    expect(shownRun(store)).toMatchObject({ runId: 'r', hasStarted: false, status: 'running' });
    expect(pointsOf(store)).toEqual({ 40: 2, 41: 2, 42: 2 });
  });
});

describe('the counters', () => {
  it('[COUNTERS-3] count each entry of an array, and a text that is not JSON once', () => {
    const store = storeOf([start(1), { type: 'PING' }, 3], []);
    store.ingest('[{"type": "PING"}, ');
    expect(store.getState().messages).toEqual({ received: 4, read: 1, ignored: 1, rejected: 2 });
  });
});

describe('limits', () => {
  it('[LIMIT-1, PATH-4] keep the points of the latest events, and move those that have no step of their own as ever', () => {
    const store = createRunStore({ maxPointsPerRun: 5 });
    store.ingest([update(2, undefined, 3), update(4, undefined, 3)]);
    expect(pointsOf(store)).toEqual({ 1: 2, 2: 2, 3: 4, 4: 4, 5: 4 });
    store.ingest(update(1, 0, [{ x: 1, y: 0 }, null]));
    expect(pointsOf(store)).toEqual({ 3: 2, 4: 2, 5: 4, 6: 4, 7: 4 });
    store.ingest(update(3, 8, 1));
    expect(pointsOf(store)).toEqual({ 4: 2, 8: 3, 9: 4, 10: 4, 11: 4 });
  });

  it('[LIMIT-3] sum up the earliest of many events without a point: what follows them stays where it lies', () => {
    const store = createRunStore({ maxPointsPerRun: 10 });
    const events = 6000;
    for (let i = 0; i < events; i++) store.ingest(update(2 * i, undefined, [null]));
    store.ingest(update(2 * events, undefined, 2));
    expect(pointsOf(store)).toEqual({ 6000: 12_000, 6001: 12_000 });
    store.ingest(update(2 * events - 3, undefined, [null]));
    expect(pointsOf(store)).toEqual({ 6001: 12_000, 6002: 12_000 });
    store.ingest(update(3, undefined, [null]));
    expect(pointsOf(store)).toEqual({ 6001: 12_000, 6002: 12_000 });
  });

  it('[LIMIT-2, GAP-1] are met anew by a path that begins anew: what is missing before its first step is listed again', () => {
    const store = createRunStore({ maxPointsPerRun: 3 });
    store.ingest([start(1), update(2, 1, 5)]);
    expect(shownRun(store).hasReachedLimit).toBe(true);
    expect(computeMissingSteps(shownRun(store))).toEqual([]);
    store.ingest([start(10, { point0: null }), update(11, 4, 2)]);
    expect(shownRun(store).hasReachedLimit).toBe(false);
    expect(computeMissingSteps(shownRun(store))).toEqual([{ from: 0, to: 3 }]);
    store.ingest(update(12, 6, 2));
    expect(shownRun(store).hasReachedLimit).toBe(true);
    expect(computeMissingSteps(shownRun(store))).toEqual([]);
  });

  it('[LIMIT-2] stay met where a late start leaves in the path what was evicted', () => {
    const store = createRunStore({ maxPointsPerRun: 3 });
    store.ingest([start(1), update(5, 1, 5), start(3)]);
    expect(shownRun(store).hasReachedLimit).toBe(true);
    expect(pointsOf(store)).toEqual({ 3: 5, 4: 5, 5: 5 });
  });

  it('[LIMIT-5] remember the last 1,024 evicted runs, and take an older one for new', () => {
    const store = createRunStore({ maxRuns: 1 });
    for (let i = 0; i <= 1024; i++) store.ingest(start(i, { run_id: `run ${i}` }));
    store.ingest(update(5000, 1, 4, {}));
    expect(store.getState().evictedRuns).toBe(1025);
    store.ingest(start(6000, { run_id: 'run 1' }));
    expect(store.getState()).toMatchObject({ evictedRuns: 1025, points: { beyondLimit: 1 } });
    expect(shownRun(store).runId).toBe('r');
    store.ingest(start(6000, { run_id: 'run 0' }));
    expect(shownRun(store).runId).toBe('run 0');
  });
});

describe('input', () => {
  it('[INPUT-4] with another v is read as version 1', () => {
    const store = storeOf(update(1, 0, 2, { v: 2 }), update(2, 2, 1, { v: undefined }));
    expect(pointsOf(store)).toEqual({ 0: 1, 1: 1, 2: 2 });
    expect([...store.getState().diagnosticCounts]).toEqual([['version_unknown', 2]]);
  });
});
