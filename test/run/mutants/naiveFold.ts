import { compareEventOrder } from '../../../src/protocol/contentOrder.js';
import type { ReceivedEvent } from '../../../src/protocol/envelope.js';
import type { GradientDescentEvent, PathPoint } from '../../../src/protocol/events.js';
import { listMissing, type ShownFacts } from '../properties.js';

/** An event and how it came: its place in the delivery, and `ts` as the wire had it. */
export interface Arrival {
  readonly received: ReceivedEvent;
  readonly at: number;
  readonly rawTs: number;
}

/** The rules of SEMANTICS §4, each by itself, so that a mutant breaks one and keeps the others. */
export interface Rules {
  /** Which of two events is the later. */
  readonly compare: (a: Arrival, b: Arrival) => number;
  /** Whether an event is taken in at all, given the highest `seq` and all that came before it. */
  readonly accepts: (arrival: Arrival, highestSeq: number, seqs: ReadonlySet<number>) => boolean;
  readonly keepsDuplicates: boolean;
  readonly clears: 'second start, in order' | 'first start, in order' | 'any start, on arrival' | 'never';
  readonly stepOf: (stated: number | null, next: number) => number;
  readonly badPointKeepsStep: boolean;
  readonly finishSurvives: boolean;
  readonly surfaceSurvives: boolean;
  readonly hyperparamsMerge: boolean;
  readonly acceptsAfterFinish: boolean;
  readonly reportEveryIs: 'of the newest start' | 'of any start' | 'of the first start';
  readonly placeIs: 'earliest start' | 'newest start' | 'earliest event';
}

const RULES: Rules = {
  compare: (a, b) => compareEventOrder(a.received.order, b.received.order),
  accepts: () => true,
  keepsDuplicates: false,
  clears: 'second start, in order',
  stepOf: (stated, next) => stated ?? next,
  badPointKeepsStep: true,
  finishSurvives: false,
  surfaceSurvives: true,
  hyperparamsMerge: true,
  acceptsAfterFinish: true,
  reportEveryIs: 'of the newest start',
  placeIs: 'earliest start',
};

type Point = readonly [step: number, x: number, y: number, loss: number, residual: number];

const isStart = ({ received }: Arrival): boolean => received.event.name === 'GD_PATH_STARTED';

/** Folds one run's events, in the order of their arrival, with some rules broken. */
export function foldNaively(arrivals: readonly Arrival[], broken: Partial<Rules>): ShownFacts {
  const rules = { ...RULES, ...broken };
  const set = sortSet(acceptInTurn(arrivals, rules), rules);
  const starts = set.filter(isStart);
  const since = set.slice(firstOfPath(set, starts, arrivals, rules));
  const points = placePoints(since, rules);
  const finish = findLast(rules.finishSurvives ? set : since, 'GD_PATH_FINISHED');
  const surfaces = rules.surfaceSurvives ? set : since;
  const surface = surfaces.findLast(({ received: { event } }) => event.name.startsWith('LOSS_SURFACE_'));
  const said = (surface?.received.event ?? null) as ShownFacts['surface'];
  const reportEvery = reportEveryOf(starts, rules);
  const end = finish === null ? null : { reason: finish.reason, finalStep: finish.finalStep };
  return {
    points,
    status: end !== null ? 'finished' : starts.length > 0 || points.length > 0 ? 'running' : 'idle',
    end,
    hasStarted: starts.length > 0,
    domainHalf: said?.domainHalf ?? findLast(set, 'GD_PATH_STARTED')?.domainHalf ?? 6,
    reportEvery: reportEvery ?? 1,
    hasStatedReportEvery: reportEvery !== undefined,
    surface: said,
    surfaceOrder: surface?.received.order ?? null,
    spec: findLast(surfaces, 'LOSS_SURFACE_SPEC_READY'),
    hyperparams: mergeHyperparams(set, rules),
    place: placeOf(set, starts, rules),
    missing: listMissing({ points, end, reportEvery: reportEvery ?? 1 }),
  };
}

function acceptInTurn(arrivals: readonly Arrival[], { accepts }: Rules): Arrival[] {
  const seqs = new Set<number>();
  let highest = -1;
  return arrivals.filter((arrival) => {
    const isAccepted = accepts(arrival, highest, seqs);
    seqs.add(arrival.received.order.seq);
    highest = Math.max(highest, arrival.received.order.seq);
    return isAccepted;
  });
}

function sortSet(arrivals: readonly Arrival[], { compare }: Rules): Arrival[] {
  const isRepeated = ({ received }: Arrival, i: number): boolean =>
    arrivals.findIndex((other) => compareEventOrder(other.received.order, received.order) === 0) < i;
  return arrivals.filter((arrival, i) => !isRepeated(arrival, i)).sort(compare);
}

/** Index in the sorted set of the event with which the path begins. */
function firstOfPath(
  set: readonly Arrival[],
  starts: readonly Arrival[],
  arrivals: readonly Arrival[],
  { clears }: Rules,
): number {
  const newest = starts.at(-1);
  if (newest === undefined || clears === 'never') return 0;
  if (clears === 'second start, in order') return starts.length < 2 ? 0 : set.indexOf(newest);
  if (clears === 'first start, in order') return set.indexOf(newest);
  const lastArrived = arrivals.findLast(isStart);
  const at = set.findIndex((arrival) => arrival.at >= (lastArrived?.at ?? 0));
  return at < 0 ? set.length : at;
}

function placePoints(set: readonly Arrival[], rules: Rules): Point[] {
  const points: Point[] = [];
  let reached = -1;
  let isFinished = false;
  const put = (step: number, point: PathPoint): void => {
    const held = points.findIndex(([other]) => other === step);
    const placed: Point = [step, point.x, point.y, point.loss ?? NaN, point.residual ?? NaN];
    if (held < 0 || rules.keepsDuplicates) points.push(placed);
    else points[held] = placed;
  };
  for (const { received } of set) {
    const { event } = received;
    if (event.name === 'GD_PATH_FINISHED') isFinished = true;
    if (isFinished && !rules.acceptsAfterFinish) continue;
    if (event.name === 'GD_PATH_STARTED' && event.point0 !== null) {
      put(0, event.point0);
      reached = Math.max(reached, 0);
    } else if (event.name === 'GD_PATH_UPDATE') {
      let step = rules.stepOf(event.stepStart, reached + 1);
      for (const point of event.points) {
        if (point !== null) put(step, point);
        else if (!rules.badPointKeepsStep) continue;
        reached = Math.max(reached, step);
        step++;
      }
    }
  }
  return points.sort(([a], [b]) => a - b);
}

function reportEveryOf(starts: readonly Arrival[], { reportEveryIs }: Rules): number | undefined {
  const said = starts.map(({ received: { event } }) =>
    event.name === 'GD_PATH_STARTED' ? event.reportEvery : undefined,
  );
  if (reportEveryIs === 'of the newest start') return said.at(-1);
  return reportEveryIs === 'of the first start' ? said[0] : said.findLast((value) => value !== undefined);
}

function mergeHyperparams(set: readonly Arrival[], { hyperparamsMerge }: Rules): ShownFacts['hyperparams'] {
  const said = set.flatMap(({ received: { event } }) =>
    event.name === 'GD_HYPERPARAMS' ? [event.values] : [],
  );
  return hyperparamsMerge
    ? said.reduce((merged, values) => ({ ...merged, ...values }), {})
    : { ...said.at(-1) };
}

function placeOf(
  set: readonly Arrival[],
  starts: readonly Arrival[],
  { placeIs }: Rules,
): ShownFacts['place'] {
  const start =
    placeIs === 'newest start' ? starts.at(-1) : placeIs === 'earliest start' ? starts[0] : undefined;
  return (start ?? set[0])?.received.order ?? { tsMs: -1, seq: -1, content: 0 };
}

type Named<Name extends GradientDescentEvent['name']> = Extract<GradientDescentEvent, { name: Name }>;

function findLast<Name extends GradientDescentEvent['name']>(
  set: readonly Arrival[],
  name: Name,
): Named<Name> | null {
  const found = set.findLast(({ received }) => received.event.name === name);
  return (found?.received.event as Named<Name> | undefined) ?? null;
}
