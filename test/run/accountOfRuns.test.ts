import { describe, expect, it } from 'vitest';
import { createRunStore } from '../../src/run/runStore.js';
import { RunOrder, type RankedRun } from '../../src/run/runOrder.js';
import { computeShownSurface } from '../../src/run/shownSurface.js';
import { grid, pointsOf, shownRun, spec, start, update } from './createRunEvent.js';

const keysOf = (order: RunOrder<RankedRun>): readonly string[] => {
  const { keys } = order;
  return typeof keys === 'function' ? keys() : keys;
};

describe('runs by their rank', () => {
  const count = 400;
  const runs = Array.from({ length: count }, (_, i): RankedRun => ({
    key: `r${i}`,
    rank: { tsMs: i, seq: 0, content: 0 },
  }));

  it.each([1, 7, 127, 128, 129, 399])(
    '[RUN-7] lose the one that goes, and no other: every %d-th first',
    (stride) => {
      const order = new RunOrder<RankedRun>();
      for (const run of runs) order.add(run);
      const left = new Set(runs);
      for (let i = 0; i < count; i += 1) {
        const run = runs[(i * stride) % count]!;
        if (!left.delete(run)) continue;
        order.remove(run);
        expect(order.size).toBe(left.size);
        if (i % 40 === 0) expect(keysOf(order)).toEqual([...left].map(({ key }) => key));
      }
    },
  );

  it('[RUN-7] of one rank stand in the order of their keys, whichever came first', () => {
    const rank = { tsMs: 1, seq: 1, content: 1 };
    for (const keys of [
      ['a', 'b', 'c'],
      ['c', 'b', 'a'],
    ]) {
      const order = new RunOrder<RankedRun>();
      for (const key of keys) order.add({ key, rank });
      expect(keysOf(order)).toEqual(['a', 'b', 'c']);
    }
  });
});

it('[LIMIT-1] the earliest event that is left loses its points first, after a restart took the earliest of all', () => {
  const store = createRunStore({ maxPointsPerRun: 3 });
  for (const at of [10, 90, 50, 60]) store.ingest(update(at, at, 1));
  store.ingest([start(5, { point0: null }), start(20, { point0: null }), update(70, 70, 1)]);
  expect(pointsOf(store)).toEqual({ 60: 60, 70: 70, 90: 90 });
  store.ingest(update(80, 80, 1));
  expect(pointsOf(store)).toEqual({ 70: 70, 80: 80, 90: 90 });
});

it('[INPUT-15] what the store finds names project, run and seq each by its own name', () => {
  const store = createRunStore({ maxPointsPerRun: 1, maxRuns: 1 });
  const of = { project_id: 'a project', seq: 7 };
  store.ingest(update(1, 0, 2, of));
  store.ingest(start(2, { run_id: 'late' }, of));
  store.ingest(update(3, 0, 2, of));
  expect(
    store.getState().diagnostics.map(({ code, projectId, runId, seq }) => [code, projectId, runId, seq]),
  ).toEqual([
    ['path_limit_reached', 'a project', 'r', 7],
    ['run_limit_reached', 'a project', 'late', 7],
    ['event_for_evicted_run', 'a project', 'r', 7],
  ]);
});

it('[LIMIT-6] the list of diagnostics is the same object until there is another', () => {
  const store = createRunStore();
  store.ingest('{');
  const { diagnostics } = store.getState();
  store.ingest(start(1));
  expect(store.getState().diagnostics).toBe(diagnostics);
  store.ingest('{');
  expect(store.getState().diagnostics).not.toBe(diagnostics);
});

it.each([
  ['nothing', [start(1)], false, 'none', null],
  ['a spec', [spec(1, {})], false, 'spec', null],
  ['a spec of an unknown kind', [spec(1, { kind: 'odd' })], false, 'none', null],
  ['a grid that is not there', [grid(1)], false, 'none', null],
  ['a grid that is there', [spec(1, {}), grid(2)], true, 'grid', 'measured'],
  ['a spec before a grid that is not there', [spec(1, {}), grid(2)], false, 'spec', 'illustrative'],
] as const)('[SURFACE-2] %s is drawn from what there is', (_, events, isLoaded, drawnFrom, source) => {
  const store = createRunStore();
  store.ingest(events);
  const shown = computeShownSurface(shownRun(store), isLoaded);
  expect(shown.drawnFrom).toBe(drawnFrom);
  if (source !== null) expect(shown.source).toBe(source);
  expect(shown.params === null).toBe(drawnFrom !== 'spec');
});
