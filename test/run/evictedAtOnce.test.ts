import { describe, expect, it } from 'vitest';
import { createRunStore, type RunStore } from '../../src/run/runStore.js';
import { finish, hyperparams, spec, start, update } from './createRunEvent.js';

const of = (run_id: string): { readonly run_id: string } => ({ run_id });
const heldIds = (store: RunStore): string[] => [...store.getState().runs.values()].map(({ runId }) => runId);
const steps = [{ x: 0, y: 0 }];

/** An event of each kind, of a run whose place is before all others. */
const LATE: Readonly<Record<string, (runId: string) => object>> = {
  'a start': (runId) => start(-1, of(runId)),
  'an update': (runId) => ({ ...update(-1, 4, steps), ...renamed(update(-1, 4, steps), runId) }),
  'an update without step_start': (runId) => renamed(update(-1, undefined, steps), runId),
  'an end': (runId) => finish(-1, of(runId)),
  'a surface': (runId) => spec(-1, {}, of(runId)),
  hyperparameters: (runId) => hyperparams(-1, { ...of(runId), eta: 1 }),
};

function renamed(message: object, run_id: string): object {
  const { event } = message as { readonly event: { readonly payload: object } };
  return { ...message, event: { ...event, payload: { ...event.payload, run_id } } };
}

describe('an event of a run that has just been evicted', () => {
  it.each(Object.keys(LATE))(
    '[LIMIT-5] is not placed, though it follows the one that evicted it: %s',
    (kind) => {
      // The newcomer has the earliest place, and goes itself: the event that evicts a run is its own.
      const store = createRunStore({ maxRuns: 1 });
      store.ingest([start(5, of('held')), start(-2, of('gone')), LATE[kind]!('gone'), LATE[kind]!('gone')]);
      const { points, evictedRuns, evictedEvents, diagnosticCounts } = store.getState();
      expect(heldIds(store)).toEqual(['held']);
      expect([evictedRuns, evictedEvents]).toEqual([1, 2]);
      expect(diagnosticCounts.get('event_for_evicted_run')).toBe(1);
      const carried = kind === 'a start' || kind.startsWith('an update') ? 2 : 0;
      expect(points).toEqual({
        carried: 2 + carried,
        placed: 2,
        same: 0,
        superseded: 0,
        beyondLimit: carried,
        rejected: 0,
      });
    },
  );

  it('[LIMIT-5] is not placed where the run that was written to last is the one that went', () => {
    const store = createRunStore({ maxRuns: 2 });
    store.ingest([start(1, of('a')), start(2, of('b')), renamed(update(3, 1, steps), 'a')]);
    store.ingest(start(4, of('c')));
    store.ingest(renamed(update(5, 2, steps), 'a'));
    expect(heldIds(store)).toEqual(['b', 'c']);
    expect(store.getState().points.beyondLimit).toBe(1);
  });

  it('[LIMIT-5] is reported once for each run, and names it', () => {
    const store = createRunStore({ maxRuns: 1 });
    for (const at of [3, 2, 1]) store.ingest(start(at, of(`r${at}`)));
    for (let repetition = 0; repetition < 2; repetition += 1)
      for (const runId of ['r2', 'r1']) store.ingest(LATE['an end']!(runId));
    const late = store.getState().diagnostics.filter(({ code }) => code === 'event_for_evicted_run');
    expect(late.map(({ runId }) => runId)).toEqual(['r2', 'r1']);
  });

  it('[LIMIT-5] is one of the same run id in the same project: those of others are placed', () => {
    const store = createRunStore({ maxRuns: 2 });
    store.ingest([start(3, of('a')), start(4, of('b')), start(1, of('c'))]);
    store.ingest(start(5, of('c'), { project_id: 'q' }));
    expect([...store.getState().runs.values()].map(({ projectId, runId }) => projectId + runId)).toEqual([
      'pb',
      'qc',
    ]);
  });
});
