import { computeMissingSteps } from '../../src/run/missingSteps.js';
import type { RunStore } from '../../src/run/runStore.js';
import { findImbalance } from './properties.js';

export const SOAK_EVENTS_PER_SECOND = 2000;
const RUNS = 4;
const POINTS = 10;
const FIRST_TS_MS = 1_790_000_000_000;
/** One event in so many is another's, and one is no JSON. */
const CYCLE = 16;

/** The `i`-th message of a long stream: updates of four runs in turn, among other events and lines that are no JSON. */
export function createSoakEvent(i: number): string {
  const kind = i % CYCLE;
  if (kind === 13) return `{"type":"EVENT","event":{"name":"TRAIN_PROGRESS","payload":{"i":${i}}}}`;
  if (kind === 14) return `{"type":"EVENT","event":{"name":"METRIC_SCALAR","payload":{"value":NaN}}}`;
  // The stream says some things twice.
  const update = updateBefore(kind === 15 ? i - 3 : i);
  const step = Math.floor(update / RUNS) * POINTS;
  const angleRad = step / 500;
  let points = '';
  for (let k = 0; k < POINTS; k++) {
    points += `${k > 0 ? ',' : ''}{"x":${Math.cos(angleRad + k / 500)},"y":${Math.sin(angleRad + k / 500)}}`;
  }
  const payload = `{"run_id":"r${update % RUNS}","space":"normalized","step_start":${step},"points":[${points}]}`;
  const event = `{"name":"GD_PATH_UPDATE","payload":${payload}}`;
  return `{"v":1,"type":"EVENT","project_id":"p","seq":${2 * update + 1},"ts":${FIRST_TS_MS + update},"event":${event}}`;
}

/** Updates among the messages before the `i`-th. */
function updateBefore(i: number): number {
  return Math.floor(i / CYCLE) * 13 + Math.min(i % CYCLE, 13);
}

/**
 * What a store got wrong of the first `events` messages; null if nothing.
 * @param maxPointsPerRun - the store's limit, at which a run keeps its newest points
 */
export function findSoakFault(store: RunStore, events: number, maxPointsPerRun = 2_000_000): string | null {
  const { messages, points, runs } = store.getState();
  const updates = updateBefore(events);
  const steps = [...runs.values()].reduce((sum, { path }) => sum + path.length, 0);
  const missing = [...runs.values()].flatMap((run) => computeMissingSteps(run));
  if (messages.received !== events) return `received ${messages.received} of ${events}`;
  if (points.placed !== updates * POINTS) return `placed ${points.placed} of ${updates * POINTS}`;
  const kept = Array.from({ length: RUNS }, (_, run) =>
    Math.min(Math.ceil((updates - run) / RUNS) * POINTS, maxPointsPerRun),
  ).reduce((sum, points) => sum + points, 0);
  if (steps !== kept) return `holds ${steps} of ${kept}`;
  if (missing.length > 0) return `misses ${JSON.stringify(missing.slice(0, 5))}`;
  return findImbalance(store.getState());
}
