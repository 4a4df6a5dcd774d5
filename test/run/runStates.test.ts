import { expect, it } from 'vitest';
import { createRunStore } from '../../src/run/runStore.js';
import { ChurningMap } from '../../src/run/churningMap.js';
import { start } from './createRunEvent.js';

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
