import { describe, expect, it, vi } from 'vitest';
import type { Diagnostic } from '../../src/protocol/diagnostic.js';
import { computeMissingSteps } from '../../src/run/missingSteps.js';
import { createRunStore } from '../../src/run/runStore.js';
import { selectResumePosition, selectShownRun, selectShownRunKey } from '../../src/run/selectors.js';
import { computeShownSurface } from '../../src/run/shownSurface.js';

let seq = 0;

/** One envelope, in the order in which the calls come unless given otherwise. */
function envelope(name: string, payload: object, over: object = {}): object {
  seq += 2;
  const ts = 1_790_000_000_000 + seq;
  return { v: 1, type: 'EVENT', project_id: 'p', seq, ts, stage: {}, event: { name, payload }, ...over };
}

const started = (run_id: string, rest: object = {}): object =>
  envelope('GD_PATH_STARTED', { run_id, space: 'normalized', point0: { x: 0.5, y: 0.5 }, ...rest });
const updated = (run_id: string, step_start: number, count: number): object =>
  envelope('GD_PATH_UPDATE', {
    run_id,
    step_start,
    points: Array.from({ length: count }, (_, i) => ({ x: (step_start + i) / 1000, y: 0 })),
  });
const finished = (run_id: string, final_step: number): object =>
  envelope('GD_PATH_FINISHED', { run_id, final_step, reason: 'max_steps' });

describe('a run store', () => {
  it('is one of its own, however many stand side by side', () => {
    const a = createRunStore();
    const b = createRunStore();
    a.ingest(started('r'));
    expect(a.getState().runKeys).toHaveLength(1);
    expect(b.getState().runKeys).toHaveLength(0);
  });

  it('[INPUT-17] takes an envelope, an array of them, or the JSON text of either, and calls its subscribers once a call', () => {
    const events = [started('r'), updated('r', 1, 5), finished('r', 5)];
    for (const message of [events, JSON.stringify(events)]) {
      const store = createRunStore();
      const listener = vi.fn();
      store.subscribe(listener);
      store.ingest(message);
      expect(listener).toHaveBeenCalledTimes(1);
      expect(selectShownRun(store.getState())).toMatchObject({ status: 'finished', runId: 'r' });
      expect(store.getState().messages).toEqual({ received: 3, read: 3, ignored: 0, rejected: 0 });
    }
  });

  it('[RUN-1, RUN-4] goes from idle to running to finished', () => {
    const store = createRunStore();
    const status = (): string | undefined => selectShownRun(store.getState())?.status;
    store.ingest(envelope('GD_HYPERPARAMS', { run_id: 'r', eta: 0.05 }));
    expect(status()).toBe('idle');
    store.ingest(started('r'));
    expect(status()).toBe('running');
    store.ingest(finished('r', 1));
    expect(status()).toBe('finished');
    store.ingest(updated('r', 1, 3));
    expect(selectShownRun(store.getState())!.path.length).toBe(4);
    expect(status()).toBe('finished');
  });

  it('[PATH-6, RUN-2] begins a path anew at a second start and lets the earlier end go', () => {
    const store = createRunStore();
    store.ingest([started('r'), updated('r', 1, 9), finished('r', 10), started('r'), updated('r', 1, 2)]);
    const run = selectShownRun(store.getState())!;
    expect([run.path.length, run.status, run.end]).toEqual([3, 'running', null]);
  });

  it('[RUN-6] keeps runs of two projects apart though their ids are the same, or run together', () => {
    const store = createRunStore();
    store.ingest({ ...started('b:c'), project_id: 'a' });
    store.ingest({ ...started('c'), project_id: 'a:b' });
    store.ingest({ ...started('c'), project_id: 'a' });
    expect(store.getState().runKeys).toHaveLength(3);
  });

  it('[RUN-8] shows the run the host chose, and the latest again when that is chosen', () => {
    const store = createRunStore();
    store.ingest([started('first'), started('second')]);
    const [firstKey = null] = store.getState().runKeys;
    expect(selectShownRun(store.getState())!.runId).toBe('second');
    store.showRun(firstKey);
    store.ingest(started('third'));
    expect(selectShownRun(store.getState())!.runId).toBe('first');
    store.showRun(null);
    expect(selectShownRun(store.getState())!.runId).toBe('third');
    store.showRun('none such');
    expect(selectShownRunKey(store.getState())).toBe(store.getState().runKeys[2]);
  });

  it('[GAP-1, GAP-2, GAP-3] lists missing steps before, between and after the points, and closes them when they come', () => {
    const store = createRunStore();
    store.ingest([updated('r', 3, 2), updated('r', 8, 1), finished('r', 12)]);
    const missing = () => computeMissingSteps(selectShownRun(store.getState())!);
    expect(missing()).toEqual([
      { from: 0, to: 2 },
      { from: 5, to: 7 },
      { from: 9, to: 11 },
    ]);
    store.ingest(updated('r', 0, 12));
    expect(missing()).toEqual([]);
  });

  it('[GAP-2, PATH-10] takes a final step of 10^15 as one interval', () => {
    const store = createRunStore();
    store.ingest([started('r'), finished('r', 10 ** 15)]);
    expect(computeMissingSteps(selectShownRun(store.getState())!)).toEqual([{ from: 1, to: 10 ** 15 - 1 }]);
  });

  it('[LIMIT-4, LIMIT-5] lets the runs with the earliest ranks go at the limit, never the chosen one, and counts their late events', () => {
    const onDiagnostic = vi.fn<(diagnostic: Diagnostic) => void>();
    const store = createRunStore({ maxRuns: 2, onDiagnostic });
    store.ingest([started('r1'), started('r2')]);
    store.showRun(store.getState().runKeys[0]!);
    store.ingest(started('r3'));
    expect([...store.getState().runs.values()].map(({ runId }) => runId)).toEqual(['r1', 'r3']);
    store.ingest([updated('r2', 1, 5), updated('r2', 6, 5)]);
    const { runs, points, evictedRuns } = store.getState();
    expect(runs.size).toBe(2);
    expect(evictedRuns).toBe(1);
    expect(points.beyondLimit).toBe(10);
    expect(onDiagnostic.mock.calls.map(([{ code }]) => code)).toEqual([
      'run_limit_reached',
      'event_for_evicted_run',
    ]);
  });

  it('[LIMIT-1, LIMIT-2] keeps the latest points of a path at its limit and says so once', () => {
    const store = createRunStore({ maxPointsPerRun: 10 });
    store.ingest([started('r'), updated('r', 1, 8), updated('r', 9, 8), updated('r', 17, 8)]);
    const { path } = selectShownRun(store.getState())!;
    expect([path.length, path.stepAt(0), path.lastStep]).toEqual([10, 15, 24]);
    store.ingest(updated('r', 25, 8));
    expect(selectShownRun(store.getState())!.path.length).toBe(10);
    expect(store.getState().diagnosticCounts.get('path_limit_reached')).toBe(1);
  });

  it('[SURFACE-4] takes domainHalf from the surface, else the start, and says when they differ', () => {
    const store = createRunStore();
    store.ingest(started('r', { domainHalf: 3 }));
    expect(selectShownRun(store.getState())!.domainHalf).toBe(3);
    store.ingest(
      envelope('LOSS_SURFACE_SPEC_READY', { run_id: 'r', surface_spec: { kind: 'bowl', domainHalf: 5 } }),
    );
    expect(selectShownRun(store.getState())!.domainHalf).toBe(5);
    expect(store.getState().diagnostics.map(({ code }) => code)).toEqual(['domain_half_mismatch']);
  });

  it('[SURFACE-2, SURFACE-3] shows the newest spec while a later grid is not there, and none for a kind it does not know', () => {
    const store = createRunStore();
    const shown = () => computeShownSurface(selectShownRun(store.getState())!);
    store.ingest(started('r'));
    expect(shown()).toMatchObject({ missing: 'no-surface', params: null });
    store.ingest(envelope('LOSS_SURFACE_SPEC_READY', { run_id: 'r', surface_spec: { kind: 'saddle' } }));
    expect(shown()).toMatchObject({ missing: 'unknown-kind', params: null, kind: 'saddle' });
    store.ingest(envelope('LOSS_SURFACE_SPEC_READY', { run_id: 'r', surface_spec: { kind: 'ripples' } }));
    expect(shown()).toMatchObject({ missing: null, params: { kind: 'ripples' } });
    store.ingest(
      envelope('LOSS_SURFACE_GRID_READY', {
        run_id: 'r',
        asset_url: '/g',
        grid_format: 'float32',
        resolution: 9,
      }),
    );
    expect(shown()).toMatchObject({ missing: 'grid-not-loaded', params: { kind: 'ripples' } });
  });

  it('[INPUT-1, INPUT-2] loses no neighbour of a message that cannot be used', () => {
    const store = createRunStore();
    store.ingest([started('r'), null, { type: 'EVENT' }, [[]], Symbol('s'), updated('r', 1, 2), 7n]);
    expect(selectShownRun(store.getState())!.path.length).toBe(3);
    expect(store.getState().messages).toMatchObject({ received: 7, read: 2 });
  });

  it('[LIMIT-6] keeps a bounded list of diagnostics and counts them all', () => {
    const store = createRunStore({ maxDiagnostics: 3 });
    for (let i = 0; i < 50; i++) store.ingest('{');
    const { diagnostics, diagnosticCounts } = store.getState();
    expect(diagnostics).toHaveLength(3);
    expect([...diagnosticCounts.values()]).toEqual([50]);
  });

  it('[LIMIT-7] keeps a bounded list of the names of events it passes over', () => {
    const store = createRunStore();
    for (let i = 0; i < 500; i++) store.ingest(envelope(`EVENT_${i}`, {}));
    const { ignoredEvents, messages } = store.getState();
    expect(ignoredEvents.size).toBeLessThanOrEqual(65);
    expect([...ignoredEvents.values()].reduce((sum, count) => sum + count, 0)).toBe(500);
    expect(messages.ignored).toBe(500);
  });

  it('knows where a backend may resume: the newest event of the process that spoke last', () => {
    const store = createRunStore();
    const at = (epoch: string | undefined, newSeq: number): void =>
      store.ingest({ ...started('r'), seq: newSeq, ...(epoch === undefined ? {} : { epoch }) });
    at(undefined, 9);
    expect(store.getState().resumePosition).toBeNull();
    at('a', 7);
    at('a', 5);
    expect(store.getState().resumePosition).toEqual({ epoch: 'a', seq: 7 });
    at('b', 1);
    expect(store.getState().resumePosition).toEqual({ epoch: 'b', seq: 1 });
  });

  it('[RUN-10] knows where each project may resume: seq counts the events of one, also where a process serves several', () => {
    const store = createRunStore();
    const at = (project_id: string, newSeq: number, epoch = 'a'): void =>
      store.ingest({ ...started('r'), project_id, seq: newSeq, epoch });
    const positions = (...ids: string[]) => ids.map((id) => selectResumePosition(store.getState(), id));
    at('p', 900);
    expect(store.getState().resumePosition).toEqual({ epoch: 'a', seq: 900 });
    at('q', 3);
    at('p', 901);
    at('q', 2);
    expect(positions('p', 'q', 'none')).toEqual([{ epoch: 'a', seq: 901 }, { epoch: 'a', seq: 3 }, null]);
    // None of the two would do for both: from the start is always right.
    expect(store.getState().resumePosition).toBeNull();
    at('q', 1, 'b');
    expect(positions('p', 'q')).toEqual([
      { epoch: 'a', seq: 901 },
      { epoch: 'b', seq: 1 },
    ]);
    store.clear();
    expect(positions('p', 'q')).toEqual([null, null]);
  });

  it.each([
    ['A', 'B'],
    ['B', 'A'],
  ])(
    '[RUN-10] knows no position for all where one of the projects, B, names no epoch: %s before %s',
    (...ids) => {
      const store = createRunStore();
      for (const project_id of ids)
        store.ingest({ ...started('r'), project_id, ...(project_id === 'A' && { epoch: 'one' }) });
      expect(store.getState().resumePosition).toBeNull();
      expect([...store.getState().resumePositions.keys()]).toEqual(['A']);
    },
  );

  it('[RUN-10] knows the positions of the 64 projects that spoke last, and of no other', () => {
    const store = createRunStore();
    const at = (project_id: string): void => store.ingest({ ...started('r'), project_id, epoch: 'a' });
    for (let n = 0; n < 64; n++) at(`p${n}`);
    at('p0');
    at('new');
    const { resumePositions } = store.getState();
    expect(resumePositions.size).toBe(64);
    expect([resumePositions.has('p0'), resumePositions.has('p1'), resumePositions.has('new')]).toEqual([
      true,
      false,
      true,
    ]);
    expect(store.getState().resumePosition).toBeNull();
  });

  it('holds how the link stands, whatever comes and goes', () => {
    const store = createRunStore();
    expect(store.getState().connection).toEqual({ status: 'idle' });
    store.setConnection({ status: 'open' });
    store.ingest(started('r'));
    store.clear();
    expect(store.getState().connection).toEqual({ status: 'open' });
  });

  it('[INPUT-1] takes arrays that were made to hurt: revoked, throwing, all holes', () => {
    const store = createRunStore();
    const revoked = Proxy.revocable([], {});
    revoked.revoke();
    store.ingest(revoked.proxy);
    const throwing: unknown[] = [started('r'), updated('r', 1, 2)];
    Object.defineProperty(throwing, 1, {
      get() {
        throw new Error('no');
      },
    });
    throwing.push(updated('r', 1, 2));
    store.ingest(throwing);
    expect(selectShownRun(store.getState())!.path.length).toBe(3);
    const holes: unknown[] = [];
    holes.length = 2 ** 32 - 1;
    holes[7] = updated('r', 3, 1);
    store.ingest(holes);
    expect(selectShownRun(store.getState())!.path.length).toBe(4);
    expect(store.getState().messages).toMatchObject({ received: 5, read: 3, rejected: 2 });
  });

  it('[INPUT-1] counts an array of junk to its end, and reports the first eight, and the rest together', () => {
    const store = createRunStore();
    store.ingest([...Array.from({ length: 5000 }, () => 0), started('r'), null]);
    const { messages, diagnostics } = store.getState();
    expect(messages).toEqual({ received: 5002, read: 1, ignored: 0, rejected: 5001 });
    expect(diagnostics).toHaveLength(9);
    expect(diagnostics.at(-1)?.message).toContain('4993 more');
    expect(selectShownRun(store.getState())!.path.length).toBe(1);
  });

  it('[GAP-1] does not take what a path at its limit evicted for missing', () => {
    const store = createRunStore({ maxPointsPerRun: 5 });
    store.ingest([started('r'), updated('r', 1, 20)]);
    const run = selectShownRun(store.getState())!;
    expect([run.path.length, run.hasReachedLimit, computeMissingSteps(run)]).toEqual([5, true, []]);
  });

  it('is as new after clear', () => {
    const store = createRunStore();
    store.ingest([started('r'), '{']);
    store.clear();
    expect(store.getState()).toEqual(createRunStore().getState());
  });
});
