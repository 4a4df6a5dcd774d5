import { compareEventOrder } from '../../src/protocol/contentOrder.js';
import type { ReceivedEvent } from '../../src/protocol/envelope.js';
import type { GradientDescentEvent, PathPoint } from '../../src/protocol/events.js';
import type { RunState } from '../../src/run/runState.js';

/** What of a state is no fact of the run's events, or is compared as points. */
type NoFact = 'key' | 'projectId' | 'runId' | 'path' | 'hasReachedLimit' | 'startOrder' | 'reported';

/** The facts of a run, as plain values that can be compared to the bit: a fact that a state gains does not compile without its rule here. */
export interface RunFactsOf extends Omit<RunState, NoFact> {
  readonly points: readonly (readonly [step: number, x: number, y: number, loss: number, residual: number])[];
}

/** The facts that a run's state shows. */
export function factsOf(run: RunState): RunFactsOf {
  const points: [number, number, number, number, number][] = [];
  run.path.forEach((step, x, y, _index, loss, residual) => points.push([step, x, y, loss, residual]));
  const {
    status,
    end,
    hasStarted,
    restartReason,
    descentOrder,
    domainHalf,
    reportEvery,
    hasStatedReportEvery,
  } = run;
  const { surface, surfaceOrder, spec, hyperparams, rank } = run;
  const path = {
    points,
    status,
    end,
    hasStarted,
    restartReason,
    descentOrder,
    domainHalf,
    reportEvery,
    hasStatedReportEvery,
  };
  return { ...path, surface, surfaceOrder, spec, hyperparams, rank };
}

type Named<Name extends GradientDescentEvent['name']> = Extract<GradientDescentEvent, { name: Name }>;

/**
 * The rules written down a second time, the slow and plain way: the set of a run's events, sorted, and read once.
 * What the fold does step by step must come to the same.
 */
export function foldReference(received: readonly ReceivedEvent[]): RunFactsOf {
  const set: ReceivedEvent[] = [];
  for (const event of [...received].sort((a, b) => compareEventOrder(a.order, b.order))) {
    const last = set[set.length - 1];
    if (last === undefined || compareEventOrder(last.order, event.order) !== 0) set.push(event);
  }
  const starts = set.filter(({ event }) => event.name === 'GD_PATH_STARTED');
  const newestStart = starts[starts.length - 1];
  const counts = (one: ReceivedEvent): boolean =>
    starts.length < 2 || compareEventOrder(one.order, newestStart!.order) >= 0;
  const newest = <Name extends GradientDescentEvent['name']>(name: Name, among = set): Named<Name> | null =>
    (among.findLast(({ event }) => event.name === name)?.event as Named<Name> | undefined) ?? null;

  const points = placePoints(set.filter(counts));
  const finish = newest('GD_PATH_FINISHED', set.filter(counts));
  const surface = set.findLast(
    ({ event }) => event.name === 'LOSS_SURFACE_SPEC_READY' || event.name === 'LOSS_SURFACE_GRID_READY',
  );
  const said = (surface?.event ?? null) as RunState['surface'];
  const hyperparams: Record<string, unknown> = {};
  const others = new Map<string, unknown>();
  for (const { event } of set) {
    if (event.name !== 'GD_HYPERPARAMS') continue;
    const { others: said = [], ...named } = event.values;
    Object.assign(hyperparams, named);
    for (const { name, value } of said) others.set(name, value);
  }
  const firstOthers = [...others].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, 64);
  if (firstOthers.length > 0) hyperparams['others'] = firstOthers.map(([name, value]) => ({ name, value }));
  return {
    points: [...points]
      .sort(([a], [b]) => a - b)
      .map(([step, { x, y, loss = NaN, residual = NaN }]) => [step, x, y, loss, residual]),
    status: finish !== null ? 'finished' : starts.length > 0 || points.size > 0 ? 'running' : 'idle',
    end: finish === null ? null : { reason: finish.reason, finalStep: finish.finalStep },
    hasStarted: starts.length > 0,
    restartReason: newest('GD_PATH_STARTED')?.restart ?? null,
    descentOrder: starts.findLast(({ event }) => !('restart' in event))?.order ?? null,
    domainHalf: said?.domainHalf ?? newest('GD_PATH_STARTED')?.domainHalf ?? 6,
    reportEvery: newest('GD_PATH_STARTED')?.reportEvery ?? 1,
    hasStatedReportEvery: newest('GD_PATH_STARTED')?.reportEvery !== undefined,
    surface: said,
    surfaceOrder: surface?.order ?? null,
    spec: newest('LOSS_SURFACE_SPEC_READY'),
    hyperparams,
    rank: (starts[0] ?? set[0]!).order,
  };
}

function placePoints(set: readonly ReceivedEvent[]): Map<number, PathPoint> {
  const points = new Map<number, PathPoint>();
  let reached = -1;
  for (const { event } of set) {
    if (event.name === 'GD_PATH_STARTED' && event.point0 !== null) {
      points.set(0, event.point0);
      reached = Math.max(reached, 0);
    } else if (event.name === 'GD_PATH_UPDATE') {
      const first = event.stepStart ?? reached + 1;
      event.points.forEach((point, i) => {
        if (point !== null) points.set(first + i, point);
        reached = Math.max(reached, first + i);
      });
    }
  }
  return points;
}
