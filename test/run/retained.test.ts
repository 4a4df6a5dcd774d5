import v8 from 'node:v8';
import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { MAX_ID_CHARS } from '../../src/protocol/boundText.js';
import { createRunStore, type RunStore } from '../../src/run/runStore.js';
import { update } from './createRunEvent.js';
import { describeOnce, itOnce, scaled } from '../support/testLength.js';

const LONG = scaled({ short: 400_000, long: 2_000_000 });

v8.setFlagsFromString('--expose-gc');
const collectGarbage = vm.runInNewContext('gc') as () => void;

/** Bytes that a store keeps of so many messages, each of which is `LONG` characters longer than it need be. */
function measureKept(
  store: RunStore,
  messages: number,
  createMessage: (long: string, i: number) => unknown,
): number {
  const kept = (): number => {
    collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = kept();
  for (let i = 0; i < messages; i++)
    store.ingest(createMessage(`${i} ${'y'.repeat(60)}`.padEnd(LONG, `z${i}`), i));
  // The engine itself remembers the last text that was searched.
  store.ingest('{"type": "PING"}');
  /P/.exec('P');
  return kept() - before;
}

const text = (envelope: object): string => JSON.stringify(envelope);
const named = (name: string): object => ({
  v: 1,
  type: 'EVENT',
  project_id: 'p',
  seq: 1,
  event: { name, payload: {} },
});
const gridOf = (payload: object): object => ({
  ...update(1, 0, 0),
  event: {
    name: 'LOSS_SURFACE_GRID_READY',
    payload: { run_id: 'r', asset_url: '/g', resolution: 9, ...payload },
  },
});

const reported = (name: string, payload: object): object => ({
  ...update(1, 0, 1),
  project_id: 'another',
  event: { name, payload: { run_id: 'r', step: 1, value: 1, ...payload } },
});

const MESSAGES: Record<string, (long: string, i: number) => unknown> = {
  'a name that is ignored': (long) => text(named(long)),
  'a type that is ignored': (long) => text({ type: long }),
  'a run id': (long) =>
    text({
      ...update(1, 0, 1),
      event: { name: 'GD_PATH_UPDATE', payload: { run_id: long, step_start: 0, points: [{ x: 0, y: 0 }] } },
    }),
  'a run id of an event that is rejected': (long) =>
    text({ ...update(1, 0, 1), event: { name: 'GD_PATH_UPDATE', payload: { run_id: long, points: 3 } } }),
  'a project id': (long) => text({ ...update(1, 0, 1), project_id: long }),
  'an epoch': (long, i) => text({ ...update(i, 0, 1), epoch: long }),
  'a kind of surface': (long, i) =>
    text({
      ...update(i, 0, 1),
      event: { name: 'LOSS_SURFACE_SPEC_READY', payload: { run_id: `r${i}`, surface_spec: { kind: long } } },
    }),
  'a grid format': (long, i) => text(gridOf({ run_id: `r${i}`, grid_format: long })),
  'a value that is quoted': (long) => text({ ...update(1, 0, 1), seq: long }),
  'a text that was cut': (long) => `{"a":"${long}`,
  'a bare word': (long) => `{"a":"${long}", zork}`,
  'ids that are slices of something long': (long, i) => {
    const event = {
      name: 'GD_PATH_UPDATE',
      payload: { run_id: `${i}${long}`.slice(0, 40), step_start: 0, points: [] },
    };
    return { ...update(i, 0, 1), project_id: long.slice(0, 40), epoch: long.slice(0, 41), event };
  },
  'a kind of surface that is a slice of something long': (long, i) => ({
    ...update(i, 0, 1),
    event: {
      name: 'LOSS_SURFACE_SPEC_READY',
      payload: { run_id: `r${i}`, surface_spec: { kind: long.slice(0, 40) } },
    },
  }),
  'an address that is a slice of something long': (long, i) =>
    gridOf({ run_id: `r${i}`, asset_url: long.slice(0, 40) }),
  'a grid format that is a slice of something long': (long, i) =>
    gridOf({ run_id: `r${i}`, grid_format: long.slice(0, 40) }),
  'a name that is a slice of something long': (long) => named(long.slice(0, 50)),
  'a reported metric': (long, i) => text(reported('METRIC_SCALAR', { name: `${i} ${long}`, split: long })),
  'a reported metric that is a slice of something long': (long, i) =>
    reported('METRIC_SCALAR', { name: `${i}${long}`.slice(0, 40), split: long.slice(0, 40) }),
  'a reported metric of a run that never comes': (long, i) =>
    reported('METRIC_SCALAR', { name: 'loss', run_id: `${i}${long}`.slice(0, 40) }),
  'how a training ended, as a slice of something long': (long, i) =>
    reported('TRAIN_RUN_FINISHED', { run_id: `r${i}`, status: `failed ${long}`.slice(0, 40) }),
  'how a stage ended, as a slice of something long': (long, i) => ({
    ...reported('STAGE_STATUS', { stage_id: 'TRAIN', status: `failed ${long}`.slice(0, 40) }),
    project_id: `${i}${long}`.slice(0, 40),
  }),
};

describe('what is kept of long messages', () => {
  it.each(Object.keys(MESSAGES))('[LIMIT-10, LIMIT-11] is short: %s', (name) => {
    const store = createRunStore();
    store.ingest(update(0, 0, 1, { project_id: 'another' }));
    // The last message may still lie on the engine's stack; of 20 that are kept there would be 20 times `LONG` or more.
    expect(measureKept(store, 20, MESSAGES[name]!)).toBeLessThan(3 * LONG);
    expect(store.getState().messages.received).toBe(22);
  });

  it('is short of what was found in assets with long addresses', () => {
    const store = createRunStore();
    const fault = {
      code: 'asset_status',
      path: 'event.payload.asset_url',
      found: '404',
      expected: 'a grid',
    } as const;
    for (let i = 0; i < 20; i++) store.report(null, { ...fault, asset: `${i} `.padEnd(LONG, `${i}`) });
    expect(store.getState().diagnostics).toHaveLength(20);
    const before = process.memoryUsage().heapUsed;
    collectGarbage();
    expect(process.memoryUsage().heapUsed).toBeLessThanOrEqual(before);
  });
});

describeOnce('ids beyond the limit', () => {
  const of = (runId: string, projectId = 'p'): object => ({
    ...update(1, 0, 1),
    project_id: projectId,
    event: { name: 'GD_PATH_UPDATE', payload: { run_id: runId, step_start: 0, points: [{ x: 0, y: 0 }] } },
  });

  itOnce('[LIMIT-10] stay apart, also from the id that stands for one of them', () => {
    const store = createRunStore();
    const ids = ['a', 'b', 'ab', 'ba'].map((end) => 'x'.repeat(300) + end);
    ids.push(`y${'x'.repeat(300)}`, 'x'.repeat(MAX_ID_CHARS), 'x'.repeat(MAX_ID_CHARS + 1));
    for (const id of ids) store.ingest([of(id), of('r', id), of(id)]);
    const { runs } = store.getState();
    expect(runs.size).toBe(2 * ids.length);
    const [boundId] = [...runs.values()].map(({ runId }) => runId);
    expect(boundId!.length).toBeLessThanOrEqual(MAX_ID_CHARS + 60);
    expect(boundId!.startsWith('x'.repeat(MAX_ID_CHARS))).toBe(true);
    store.ingest(of(boundId!));
    expect(runs.size).toBe(2 * ids.length + 1);
  });

  itOnce('[LIMIT-10] are reported once a run, and not at 256 characters', () => {
    const store = createRunStore();
    for (let i = 0; i < 5; i++)
      store.ingest([of('x'.repeat(MAX_ID_CHARS)), of('y'.repeat(MAX_ID_CHARS + 1))]);
    expect(store.getState().diagnosticCounts.get('id_too_long')).toBe(1);
    store.ingest(of('z'.repeat(MAX_ID_CHARS + 1)));
    expect(store.getState().diagnosticCounts.get('id_too_long')).toBe(2);
    expect(store.getState().diagnostics[0]!.message).toContain('257 characters are kept as their first 256');
  });
});
