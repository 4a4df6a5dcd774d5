import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRunStore, type RunStore } from '../../src/run/runStore.js';
import type { MetricSeries, RunReports } from '../../src/run/runReports.js';
import { readLog } from '../fixtures/readLog.js';
import { itOnce, scaled } from '../support/testLength.js';
import { finish, shownRun, start, update } from './createRunEvent.js';
import { foldReportsReference, plainReportsOf, type PlainReports } from './referenceReports.js';
import { factsOf, foldReference } from './referenceRun.js';
import { readAll } from './properties.js';
import { reportedRun, shuffled } from './reportArbitraries.js';

const SEED = 20_261_130;
const RUNS = scaled({ short: 150, long: 2000 });

function reportsOf(store: RunStore, runId: string): PlainReports | null {
  const run = [...store.getState().runs.values()].find((one) => one.runId === runId);
  return run === undefined ? null : plainReportsOf(run.reported);
}

function storeOf(log: string): RunStore {
  const store = createRunStore();
  for (const line of readLog(log)) store.ingest(line);
  return store;
}

function seriesOf({ series }: RunReports, name: string, split: string): MetricSeries {
  const found = series.find((one) => one.name === name && one.split === split);
  if (found === undefined) throw new Error(`no ${name} on ${split}`);
  return found;
}

type Fields = Readonly<Record<string, unknown>>;

const said = (at: number, name: string, payload: Fields, envelope: Fields = {}): object => ({
  v: 1,
  type: 'EVENT',
  project_id: 'p',
  seq: 1,
  ts: 1_790_000_000_000 + at,
  event: { name, payload: { run_id: 'r', ...payload } },
  ...envelope,
});
const metric = (at: number, step: number, value: unknown, payload: Fields = {}): object =>
  said(at, 'METRIC_SCALAR', { name: 'loss', split: 'train', step, value, ...payload });
const stage = (at: number, status: string, stage_id = 'TRAIN'): object =>
  said(at, 'STAGE_STATUS', { stage_id, status });
const valuesOf = (store: RunStore): PlainReports['series'][number]['values'] | undefined =>
  plainReportsOf(shownRun(store).reported).series[0]?.values;

describe('what is reported of a run', () => {
  it(`[BESIDE-2] is a function of all that came, after every single message (seed ${SEED})`, () => {
    fc.assert(
      fc.property(reportedRun('run'), (envelopes) => {
        const store = createRunStore();
        envelopes.forEach((envelope, i) => {
          store.ingest(envelope);
          const expected = foldReportsReference(envelopes.slice(0, i + 1), 'run');
          expect(reportsOf(store, 'run')).toEqual(expected);
        });
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it(`[BESIDE-2, RUN-6] is the same in every order and repetition, whatever other runs are between (seed ${SEED})`, () => {
    const delivery = fc.tuple(reportedRun('a'), reportedRun('b')).chain(([a, b]) =>
      fc.record({
        all: fc.constant([...a, ...b]),
        delivered: shuffled([...a, ...b, ...a]),
      }),
    );
    fc.assert(
      fc.property(delivery, ({ all, delivered }) => {
        const store = createRunStore();
        for (const envelope of delivered) store.ingest(JSON.stringify(envelope));
        const read = all.map((envelope) => JSON.parse(JSON.stringify(envelope)) as object);
        for (const runId of ['a', 'b'])
          expect(reportsOf(store, runId)).toEqual(foldReportsReference(read, runId));
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it(`[BESIDE-1] changes no fact, no counter but one, and makes no run (seed ${SEED})`, () => {
    fc.assert(
      fc.property(reportedRun('run'), (envelopes) => {
        const store = createRunStore();
        store.ingest(envelopes);
        const events = readAll(envelopes);
        const { runs, messages } = store.getState();
        expect(runs.size).toBe(events.length === 0 ? 0 : 1);
        if (events.length > 0) expect(factsOf(shownRun(store))).toEqual(foldReference(events));
        expect(messages.received).toBe(messages.read + messages.ignored + messages.rejected);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it('[BESIDE-1] is of no run as long as nothing else of one came', () => {
    const store = createRunStore();
    store.ingest([metric(1, 1, 0.5), stage(2, 'FAILED')]);
    expect([store.getState().runs.size, store.getState().runKeys.length]).toEqual([0, 0]);
    store.ingest(start(3));
    expect(valuesOf(store)).toEqual([[0, 0.5]]);
  });

  it('[BESIDE-1] is nothing where the store reads no reports', () => {
    const store = createRunStore({ readsReports: false });
    store.ingest([start(0), metric(1, 1, 0.5), metric(2, 2, 'bad'), stage(3, 'FAILED')]);
    expect(plainReportsOf(shownRun(store).reported)).toEqual({ series: [], progress: null, ended: null });
    expect(store.getState().diagnostics).toEqual([]);
    expect(Object.fromEntries(store.getState().ignoredEvents)).toEqual({ METRIC_SCALAR: 2, STAGE_STATUS: 1 });
  });

  it('is the same object as long as nothing of it changes', () => {
    const store = createRunStore();
    store.ingest([start(0), metric(1, 1, 0.5)]);
    const { reported } = shownRun(store);
    store.ingest([metric(1, 1, 0.5), update(2, 0, 3), stage(3, 'IN_PROGRESS')]);
    expect(shownRun(store).reported).toBe(reported);
    store.ingest(metric(4, 2, 0.25));
    const later = shownRun(store).reported;
    expect(later).not.toBe(reported);
    expect(later.series).toBe(reported.series);
    expect(later.revision).toBeGreaterThan(reported.revision);
  });
});

describe('a series', () => {
  itOnce('[BESIDE-4] of a recorded training is its loss, which its surface does not show', () => {
    const { reported, path } = shownRun(storeOf('real-diabetes'));
    const loss = seriesOf(reported, 'loss', 'train');
    expect(loss.stepBase).toBe(1);
    expect([loss.points.length, loss.points.stepAt(0), loss.points.lastStep]).toEqual([
      300,
      0,
      path.lastStep,
    ]);
    expect(loss.points.lossAt(0)).toBe(1.0020331365956312);
    expect(loss.points.lossAt(299)).toBe(0.4167971841904059);
    const test = seriesOf(reported, 'rmse', 'test');
    expect([test.points.stepAt(0), test.points.lossAt(0)]).toEqual([299, 55.20644918359335]);
    expect(reported.progress).toEqual({ step: 300, steps: 300, epoch: 1, epochs: 1, etaS: 0 });
    expect(reported.series.map(({ name, split }) => `${name} ${split}`)).toEqual(['loss train', 'rmse test']);
  });

  it('[BESIDE-3] ends where its descent begins anew, in whatever order', () => {
    const before = [start(0), metric(1, 1, 9), metric(2, 2, 8), said(3, 'TRAIN_PROGRESS', { step: 2 })];
    const after = [start(4), metric(5, 1, 7)];
    for (const order of [[...before, ...after], [...after, ...before], [...before, ...after].reverse()]) {
      const store = createRunStore();
      store.ingest(order);
      expect(valuesOf(store)).toEqual([[0, 7]]);
      expect(shownRun(store).reported.progress).toBeNull();
    }
  });

  it('[BESIDE-3] has what was reported before the first start', () => {
    const store = createRunStore();
    store.ingest([metric(1, 1, 9), start(2), metric(3, 2, 8)]);
    expect(valuesOf(store)).toHaveLength(2);
  });

  it('[BESIDE-3] goes on over a new plane of the same training', () => {
    const store = createRunStore();
    store.ingest([start(0), metric(1, 1, 9), start(2, { restart: 'projection' }), metric(3, 2, 8)]);
    expect(valuesOf(store)).toEqual([
      [0, 9],
      [1, 8],
    ]);
  });

  itOnce('[BESIDE-4] counts as the others of a run whose beginning was missed, once it has ended', () => {
    const store = createRunStore();
    const lines = readLog('real-late-join');
    const end = lines.findIndex((line) => line.includes('GD_PATH_FINISHED'));
    for (const line of lines.slice(0, end)) store.ingest(line);
    const before = seriesOf(shownRun(store).reported, 'loss', 'train');
    expect([before.stepBase, before.isStepBaseKnown, before.points.lastStep]).toEqual([0, false, 100]);
    for (const line of lines.slice(end)) store.ingest(line);
    const { reported, path } = shownRun(store);
    const { stepBase, isStepBaseKnown, points } = seriesOf(reported, 'loss', 'train');
    expect([stepBase, isStepBaseKnown, points.lastStep]).toEqual([1, true, path.lastStep]);
    expect(seriesOf(shownRun(storeOf('real-reconnect-midrun')).reported, 'loss', 'train')).toMatchObject({
      stepBase: 1,
      isStepBaseKnown: true,
    });
  });

  it.each([0, 1] as const)(
    '[BESIDE-4] counts from %i where the losses of the path are its values so',
    (base) => {
      const points = [5, 6, 7, 8].map((step) => ({ x: 0, y: 0, loss: 1 / step }));
      const metrics = [6, 7, 8].map((step) => metric(step, step + base, 1 / step));
      const all = [update(2, 5, points), ...metrics];
      for (const order of [all, [...all].reverse()]) {
        const store = createRunStore();
        for (const one of order) store.ingest(one);
        const { stepBase, isStepBaseKnown, points: values } = shownRun(store).reported.series[0]!;
        expect([stepBase, isStepBaseKnown, values.lastStep]).toEqual([base, true, 8]);
      }
    },
  );

  it('[BESIDE-4] takes no equal losses of a plateau for the same step', () => {
    const store = createRunStore();
    const points = [5, 6, 7, 8].map(() => ({ x: 0, y: 0, loss: 0.5 }));
    store.ingest([update(2, 5, points), ...[6, 7, 8].map((step) => metric(step, step, 0.5))]);
    expect(shownRun(store).reported.series[0]!.isStepBaseKnown).toBe(false);
  });

  const lateRun = (final: number, metricSteps: readonly number[], reason = 'converged'): MetricSeries => {
    const store = createRunStore();
    store.ingest([update(1, 5, 5), ...metricSteps.map((step) => metric(step, step, step))]);
    store.ingest(finish(90, { final_step: final, reason }));
    return shownRun(store).reported.series[0]!;
  };

  it.each([
    ['its last step is the one after the last of the path', [8, 9, 10], 10, 'max_steps', 1],
    ['its last step is the last of the path', [7, 8, 9], 9, 'converged', 0],
    ['points are missing at the end', [8, 9, 10], 11, 'converged', null],
    ['it has no value just before its last', [7, 10], 10, 'converged', null],
    ['it goes on beyond the path', [10, 11], 10, 'converged', null],
    ['the run was cancelled', [8, 9, 10], 10, 'cancelled', null],
    ['the run failed', [8, 9, 10], 10, 'error', null],
  ] as const)('[BESIDE-4] of a run that has ended: where %s', (_, steps, final, reason, base) => {
    const { stepBase, isStepBaseKnown } = lateRun(final, steps, reason);
    expect([stepBase, isStepBaseKnown]).toEqual([base ?? 0, base !== null]);
  });

  it('[BESIDE-4] is rebased when a report of its step 1 or 0 comes late', () => {
    const store = createRunStore();
    store.ingest([start(0), metric(3, 3, 3)]);
    const points = shownRun(store).reported.series[0]!.points;
    expect(points.stepAt(0)).toBe(3);
    const { rewrites } = points;
    store.ingest(metric(1, 1, 1));
    expect(valuesOf(store)).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(points.rewrites).toBeGreaterThan(rewrites);
    expect([points.lowerBound(2), points.lastStep]).toEqual([1, 2]);
    store.ingest(metric(0, 0, 0));
    expect(valuesOf(store)).toEqual([
      [0, 0],
      [1, 1],
      [3, 3],
    ]);
  });

  it.each([0, 1] as const)('[BESIDE-4] counts from %i where the store says so', (metricStepBase) => {
    const store = createRunStore({ metricStepBase });
    store.ingest([start(0), metric(1, 5, 1)]);
    expect(valuesOf(store)).toEqual([[5 - metricStepBase, 1]]);
  });

  it('[BESIDE-7] keeps the values of the latest reports, of the series first the losses', () => {
    const store = createRunStore({ maxPointsPerRun: 3, maxSeriesPerRun: 2 });
    const others = ['a', 'b', 'val_loss', 'loss'].map((name, i) => metric(i, 0, i, { name }));
    const all = [start(9), ...others, ...[1, 2, 3, 4].map((step) => metric(10 + step, step, step))];
    for (const order of [all, [...all].reverse()]) {
      store.clear();
      store.ingest(order);
      expect(shownRun(store).reported.series.map(({ name }) => name)).toEqual(['loss', 'val_loss']);
      expect(valuesOf(store)).toEqual([
        [2, 2],
        [3, 3],
        [4, 4],
      ]);
      expect(store.getState().diagnosticCounts.get('series_limit_reached')).toBe(1);
    }
  });

  it('[BESIDE-7] of a run that has not come is kept for the 64 runs whose reports came last', () => {
    const store = createRunStore({ maxRuns: 100 });
    const runs = Array.from({ length: 66 }, (_, i) => `run ${i}`);
    for (const run_id of runs) store.ingest(metric(1, 1, 0.5, { run_id }));
    expect(store.getState().runs.size).toBe(0);
    for (const run_id of runs) store.ingest(start(0, { run_id }));
    const held = [...store.getState().runs.values()].filter(({ reported }) => reported.series.length > 0);
    expect(held.map(({ runId }) => runId).sort()).toEqual(runs.slice(2).sort());
  });

  it('[BESIDE-7] goes with its run', () => {
    const store = createRunStore({ maxRuns: 1 });
    store.ingest([start(0), metric(1, 1, 0.5), start(2, { run_id: 'next' }), metric(3, 2, 0.25)]);
    store.ingest([metric(4, 3, 0.125), metric(5, 1, 1, { run_id: 'next' })]);
    expect(shownRun(store).runId).toBe('next');
    expect(valuesOf(store)).toEqual([[0, 1]]);
  });
});

describe('a report that cannot be used', () => {
  it('[BESIDE-6] costs itself alone, and is a diagnostic once a run and field', () => {
    const store = createRunStore();
    store.ingest(start(0));
    for (let step = 1; step <= 300; step++) store.ingest(metric(step, step, step % 3 === 0 ? null : step));
    expect(valuesOf(store)).toHaveLength(200);
    store.ingest([metric(301, 1.5, 1), metric(302, 1, 1, { name: '' }), metric(303, 1, 1, { split: 7 })]);
    store.ingest([metric(304, 1, NaN, { run_id: 'other' }), said(305, 'STAGE_STATUS', { status: 'FAILED' })]);
    expect(store.getState().diagnostics.map(({ code, path, runId }) => [code, path, runId])).toEqual([
      ['reported_field_invalid', 'event.payload.value', 'r'],
      ['reported_field_invalid', 'event.payload.step', 'r'],
      ['reported_field_invalid', 'event.payload.name', 'r'],
      ['reported_field_invalid', 'event.payload.split', 'r'],
      ['reported_field_invalid', 'event.payload.value', 'other'],
      ['reported_field_invalid', 'event.payload.stage_id', null],
    ]);
    expect(valuesOf(store)).toHaveLength(200);
    expect(store.getState().messages).toEqual({ received: 306, read: 1, ignored: 305, rejected: 0 });
  });

  it('[BESIDE-6] leaves what else its event says of the progress', () => {
    const store = createRunStore();
    store.ingest([start(0), said(1, 'TRAIN_PROGRESS', { step: 3, steps: 'many', eta_s: null })]);
    expect(shownRun(store).reported.progress).toEqual({
      step: 3,
      steps: null,
      epoch: null,
      epochs: null,
      etaS: null,
    });
  });

  it('[BESIDE-6, INPUT-12] has fields of its own alone', () => {
    const store = createRunStore();
    store.ingest([
      start(0),
      said(1, 'METRIC_SCALAR', Object.create({ name: 'loss', step: 1, value: 1 }) as Fields),
    ]);
    const inherited = Object.create({ run_id: 'r', name: 'loss', step: 1, value: 1 }) as object;
    store.ingest(said(2, 'METRIC_SCALAR', {}, { event: { name: 'METRIC_SCALAR', payload: inherited } }));
    expect(shownRun(store).reported.series).toEqual([]);
  });
});

describe('a report that is code', () => {
  const throwing = (name: string): object =>
    Object.defineProperty({ run_id: 'r', name: 'loss', split: 'train', step: 1, value: 1 }, name, {
      enumerable: true,
      get: () => {
        throw new Error('no');
      },
    });
  const revoked = (): object => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  };

  it.each(['run_id', 'name', 'split', 'step', 'value'])(
    '[INPUT-1, BESIDE-6] costs itself alone where reading its %s throws',
    (field) => {
      const store = createRunStore();
      const event = { name: 'METRIC_SCALAR', payload: throwing(field) };
      store.ingest([start(0), said(1, 'METRIC_SCALAR', {}, { event }), metric(2, 1, 0.5)]);
      expect(valuesOf(store)).toEqual([[0, 0.5]]);
      expect(store.getState().diagnostics.map(({ code, path }) => [code, path])).toEqual([
        ['unreadable', 'message'],
      ]);
    },
  );

  it('[INPUT-1, BESIDE-6] costs itself alone where its payload is a revoked Proxy', () => {
    const store = createRunStore();
    for (const name of ['METRIC_SCALAR', 'TRAIN_PROGRESS', 'TRAIN_RUN_FINISHED', 'STAGE_STATUS'])
      store.ingest(said(1, name, {}, { event: { name, payload: revoked() } }));
    store.ingest([start(2), metric(3, 1, 0.5)]);
    expect(valuesOf(store)).toEqual([[0, 0.5]]);
    expect(store.getState().messages.ignored).toBe(5);
  });
});

describe('the end of a training of whose path none came', () => {
  const ended = (...envelopes: object[]): RunReports['ended'] => {
    const store = createRunStore();
    store.ingest(envelopes);
    expect(shownRun(store).status).toBe(envelopes.some(isFinish) ? 'finished' : 'running');
    return shownRun(store).reported.ended;
  };
  const isFinish = (envelope: object): boolean => JSON.stringify(envelope).includes('GD_PATH_FINISHED');
  const path = [start(0), update(1, 0, 5)];

  it('[BESIDE-5] is what the run itself says', () => {
    const trained = (status: string): object => said(2, 'TRAIN_RUN_FINISHED', { status });
    expect(ended(...path, trained('success'))).toEqual({ by: 'run', status: 'success', isFailure: false });
    expect(ended(...path, trained('FIT_ERROR'))).toEqual({ by: 'run', status: 'FIT_ERROR', isFailure: true });
    expect(ended(...path, trained('failed'), stage(3, 'COMPLETED'))?.by).toBe('run');
    expect(ended(...path, trained('success'), start(3))).toBeNull();
  });

  it('[BESIDE-5] is else what the stage in which it trained says next', () => {
    expect(ended(stage(-1, 'IN_PROGRESS'), ...path, stage(2, 'FAILED'))).toEqual({
      by: 'stage',
      status: 'FAILED',
      isFailure: true,
    });
    expect(ended(stage(2, 'COMPLETED'), ...path)).toEqual({
      by: 'stage',
      status: 'COMPLETED',
      isFailure: false,
    });
    expect(ended(...path, stage(2, 'FAILED', 'REVIEW_EDIT'))).toBeNull();
    expect(ended(...path, stage(2, 'COMPLETED'), update(3, 5, 1))).toBeNull();
    expect(ended(...path, stage(2, 'COMPLETED'), metric(3, 1, 1))).toBeNull();
    expect(ended(...path, stage(2, 'IN_PROGRESS'), stage(3, 'COMPLETED'))).toBeNull();
    expect(ended(...path, { ...stage(2, 'FAILED'), project_id: 'q' })).toBeNull();
  });

  it('[BESIDE-5] is none where the path has one', () => {
    expect(ended(...path, finish(2), stage(3, 'FAILED'))).toBeNull();
    expect(ended(...path, said(2, 'TRAIN_RUN_FINISHED', { status: 'failed' }), finish(1))).toBeNull();
  });

  itOnce(
    '[BESIDE-5] is not known of the recorded training that failed, nor of the one that was killed',
    () => {
      expect(shownRun(storeOf('real-fit-failure')).reported.ended).toBeNull();
      const { runs, runKeys } = storeOf('real-restart-midrun').getState();
      expect(runKeys.map((key) => runs.get(key)!.reported.ended)).toEqual([null, null]);
    },
  );

  it('[BESIDE-5] is another state of the run, though nothing came of the run', () => {
    const store = createRunStore();
    store.ingest(path);
    const before = shownRun(store);
    store.ingest(stage(2, 'PENDING', 'REVIEW_EDIT'));
    expect(shownRun(store)).toBe(before);
    store.ingest(stage(3, 'FAILED'));
    expect(shownRun(store)).not.toBe(before);
  });
});
