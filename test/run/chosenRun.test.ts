import { describe, expect, it } from 'vitest';
import { chooseRun } from '../../src/run/chosenRun.js';
import { createRunStore } from '../../src/run/runStore.js';
import { selectShownRun, selectShownRunKey } from '../../src/run/selectors.js';
import { createStart, createUpdate } from '../protocol/createMessage.js';

function createStore(...runs: readonly string[]) {
  const store = createRunStore();
  runs.forEach((run_id, i) => store.ingest({ ...createStart({ run_id }), seq: i + 1 }));
  return store;
}

const shownId = (store: ReturnType<typeof createRunStore>) => selectShownRun(store.getState())?.runId ?? null;

describe('a store with a run of its own choice', () => {
  it('shows that run, by its id or by its key, and leaves the store as it was', () => {
    const store = createStore('a', 'b', 'c');
    const [key] = store.getState().runKeys;
    expect([shownId(chooseRun(store, 'b')), shownId(chooseRun(store, key!)), shownId(store)]).toEqual([
      'b',
      'a',
      'c',
    ]);
    expect(selectShownRunKey(chooseRun(store, 'b').getState())).toBe(store.getState().runKeys[1]);
  });

  it('shows none until its run comes', () => {
    const store = createStore('a');
    const chosen = chooseRun(store, 'b');
    const seen: (string | null)[] = [];
    chosen.subscribe((state, before) =>
      seen.push(selectShownRun(before)?.runId ?? null, selectShownRun(state)?.runId ?? null),
    );
    expect(shownId(chosen)).toBeNull();
    store.ingest({ ...createStart({ run_id: 'b' }), seq: 9 });
    expect(seen).toEqual([null, 'b']);
    store.ingest({ ...createStart({ run_id: 'c' }), seq: 10 });
    expect([shownId(chosen), shownId(store)]).toEqual(['b', 'c']);
  });

  it('goes on by the store: one state for one state, and what is ingested by either', () => {
    const store = createStore('a', 'b');
    const chosen = chooseRun(store, 'a');
    expect(chosen.getState()).toBe(chosen.getState());
    chosen.ingest({ ...createUpdate({ run_id: 'a', step_start: 1 }), seq: 9 });
    expect(selectShownRun(chosen.getState())?.path.length).toBe(2);
    expect(chosen.getState().messages).toBe(store.getState().messages);
  });

  it('of several runs of one id shows the one with the latest rank', () => {
    const store = createStore();
    store.ingest({ ...createStart({ run_id: 'a' }), project_id: 'x:1', seq: 1 });
    store.ingest({ ...createStart({ run_id: 'a' }), project_id: 'y', seq: 2 });
    store.ingest({ ...createStart({ run_id: '1:a' }), project_id: 'z', seq: 3 });
    expect(selectShownRun(chooseRun(store, 'a').getState())?.projectId).toBe('y');
  });

  it('shows one of more runs than are listed at once', () => {
    const store = createStore(...Array.from({ length: 200 }, (_, i) => `r${i}`));
    const big = createRunStore({ maxRuns: 500 });
    for (let i = 0; i < 300; i++) big.ingest({ ...createStart({ run_id: `r${i}` }), seq: i + 1 });
    expect([shownId(chooseRun(big, 'r7')), big.getState().runKeys.length]).toEqual(['r7', 300]);
    expect(shownId(chooseRun(store, 'r7'))).toBeNull();
  });
});
