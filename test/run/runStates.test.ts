import { describe, expect, it } from 'vitest';
import { createRunStore } from '../../src/run/runStore.js';
import { ChurningMap } from '../../src/run/churningMap.js';
import { findImbalance } from './properties.js';
import { hyperparams, shownRun, start, update } from './createRunEvent.js';

it('lists the states of runs as a map does, live, without those that were evicted', () => {
  const store = createRunStore({ maxRuns: 3 });
  const { runs } = store.getState();
  expect([runs.size, [...runs]]).toEqual([0, []]);
  for (let i = 0; i < 5; i++) store.ingest(start(i, { run_id: `r${i}` }));
  const keys = ['1:p:r2', '1:p:r3', '1:p:r4'];
  expect(runs.size).toBe(3);
  expect([...runs.keys()]).toEqual(keys);
  expect([...runs.values()].map(({ runId }) => runId)).toEqual(['r2', 'r3', 'r4']);
  expect([...runs].map(([key, { key: own }]) => [key, own])).toEqual(keys.map((key) => [key, key]));
  expect([...new Map(runs).keys()]).toEqual(keys);
  const visited: string[] = [];
  runs.forEach((run, key, map) => {
    visited.push(key);
    expect(map.get(key)).toBe(run);
  });
  expect(visited).toEqual(keys);
  expect([runs.has('1:p:r1'), runs.get('1:p:r1'), runs.has('1:p:r2')]).toEqual([false, undefined, true]);
});

it('keeps what a map keeps, however many entries come and go', () => {
  const churning = new ChurningMap<number, string>();
  const map = new Map<number, string>();
  for (let i = 0; i < 1000; i++) {
    churning.set(i, `${i}`);
    map.set(i, `${i}`);
    for (const gone of [i - 40, (i * 7) % 1000]) {
      churning.delete(gone);
      map.delete(gone);
    }
    if (i % 50 !== 0) continue;
    expect([...churning]).toEqual([...map]);
    expect([...churning.keys(), ...churning.values(), ...churning.entries()]).toEqual([
      ...map.keys(),
      ...map.values(),
      ...map.entries(),
    ]);
    expect(churning.size).toBe(map.size);
  }
  const visited: [number, string][] = [];
  churning.forEach((value, key) => visited.push([key, value]));
  expect(visited).toEqual([...map]);
});

describe('a run of which nothing came but its start', () => {
  it.each([
    ['a point', { x: 0.5, y: 0.25, loss: 2 }, [[0, 0.5, 2]]],
    ['no usable point', { x: null, y: 0 }, []],
  ])('has its facts when somebody reads them: %s', (_name, point0, points) => {
    const store = createRunStore();
    store.ingest(start(1, { point0, domainHalf: 3 }));
    expect(store.getState().points.placed).toBe(points.length);
    const run = shownRun(store);
    const read: unknown[] = [];
    run.path.forEach((step, x, _y, _index, loss) => read.push([step, x, loss]));
    expect(read).toEqual(points);
    expect(run).toMatchObject({ status: 'running', hasStarted: true, domainHalf: 3 });
    expect(run.rank).toEqual(run.startOrder);
    expect(shownRun(store)).toBe(run);
    expect(findImbalance(store.getState())).toBeNull();
  });

  it('goes on as any other, whether it was read in between or not', () => {
    const [read, unread] = [createRunStore(), createRunStore()];
    const events = [start(5), start(5), update(6, 1, 2), start(3), hyperparams(7, { eta: 1 }), start(9)];
    for (const event of events) {
      for (const store of [read, unread]) store.ingest(event);
      shownRun(read);
    }
    const factsIn = (store: typeof read): unknown => {
      const { path, ...facts } = shownRun(store);
      return [facts, path.length, path.xAt(0), store.getState().points];
    };
    expect(factsIn(unread)).toEqual(factsIn(read));
    expect(findImbalance(unread.getState())).toBeNull();
  });

  it('keeps no point where none may be kept', () => {
    const store = createRunStore({ maxPointsPerRun: 0 });
    store.ingest(start(1));
    expect(store.getState().points).toMatchObject({ carried: 1, placed: 0, beyondLimit: 1 });
    expect(shownRun(store).hasReachedLimit).toBe(true);
  });
});
