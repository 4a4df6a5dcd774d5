import type { RunStore } from '../../src/run/runStore.js';
import { selectShownRun } from '../../src/run/selectors.js';
import type { RunState } from '../../src/run/runState.js';

const FIRST_TS_MS = 1_790_000_000_000;

type Payload = Readonly<Record<string, unknown>>;

/** An envelope of run `r` whose place in the order is `at`: its milliseconds since the first. */
function createRunEvent(at: number, name: string, payload: Payload, envelope: Payload = {}): object {
  const ts = FIRST_TS_MS + at;
  const event = { name, payload: { run_id: 'r', ...payload } };
  return { v: 1, type: 'EVENT', project_id: 'p', seq: 1, ts, event, ...envelope };
}

export const start = (at: number, payload: Payload = {}, envelope: Payload = {}): object =>
  createRunEvent(at, 'GD_PATH_STARTED', { point0: { x: at, y: 0 }, ...payload }, envelope);

/** Points with `x = at`, so that one sees which event a point came from; `null` for one that cannot be used. */
export const update = (
  at: number,
  stepStart: number | undefined,
  points: number | readonly (object | null)[],
  envelope: Payload = {},
): object =>
  createRunEvent(
    at,
    'GD_PATH_UPDATE',
    {
      ...(stepStart === undefined ? {} : { step_start: stepStart }),
      points: typeof points === 'number' ? Array.from({ length: points }, () => ({ x: at, y: 0 })) : points,
    },
    envelope,
  );

export const finish = (at: number, payload: Payload = {}): object =>
  createRunEvent(at, 'GD_PATH_FINISHED', { final_step: 9, reason: 'converged', ...payload });

export const hyperparams = (at: number, payload: Payload): object =>
  createRunEvent(at, 'GD_HYPERPARAMS', payload);

export const spec = (at: number, surfaceSpec: Payload, payload: Payload = {}): object =>
  createRunEvent(at, 'LOSS_SURFACE_SPEC_READY', {
    surface_spec: { kind: 'bowl', ...surfaceSpec },
    ...payload,
  });

export const grid = (at: number, payload: Payload = {}): object =>
  createRunEvent(at, 'LOSS_SURFACE_GRID_READY', { asset_url: '/grid', resolution: 9, ...payload });

/** The run that a store shows. @throws Error if there is none */
export function shownRun(store: RunStore): RunState {
  const run = selectShownRun(store.getState());
  if (run === null) throw new Error('the store holds no run');
  return run;
}

/** The points of the shown run as `step: x`. */
export function pointsOf(store: RunStore): Record<number, number> {
  const points: Record<number, number> = {};
  shownRun(store).path.forEach((step, x) => (points[step] = x));
  return points;
}
