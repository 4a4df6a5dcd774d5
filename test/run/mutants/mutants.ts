import { compareEventOrder } from '../../../src/protocol/contentOrder.js';
import type { ReceivedEvent } from '../../../src/protocol/envelope.js';
import { listMissing, readAll, type ShownFacts, type Subject } from '../properties.js';
import { foldNaively, type Arrival, type Rules } from './naiveFold.js';

/** The fold with one rule broken. */
function mutant(name: string, broken: Partial<Rules>, facts?: (facts: ShownFacts) => ShownFacts): Subject {
  return createSubject(name, (arrivals) => foldNaively(arrivals, broken), facts);
}

function createSubject(
  name: string,
  fold: (arrivals: readonly Arrival[]) => ShownFacts,
  change: (facts: ShownFacts) => ShownFacts = (facts) => facts,
  keyOf: (received: ReceivedEvent) => string = ({ projectId, runId }) => `${projectId} ${runId}`,
): Subject {
  const create = (): ReturnType<Subject['create']> => {
    const byRun = new Map<string, Arrival[]>();
    let count = 0;
    return {
      ingest(envelope) {
        for (const received of readAll([envelope])) {
          const key = keyOf(received);
          const arrivals = byRun.get(key) ?? [];
          byRun.set(key, arrivals);
          const { ts } = envelope as { ts?: unknown };
          arrivals.push({ received, at: count++, rawTs: typeof ts === 'number' ? ts : -1 });
        }
      },
      facts: () => new Map([...byRun].map(([key, arrivals]) => [key, change(fold(arrivals))])),
    };
  };
  return { name, create };
}

/** Without a broken rule it must pass: else a kill would say nothing. */
export const UNBROKEN = mutant('the fold with no rule broken', {});

const byOrder = (a: Arrival, b: Arrival): number => compareEventOrder(a.received.order, b.received.order);

/** Ways to get it wrong that somebody has shipped, or would. Each must be killed. */
export const MUTANTS: readonly Subject[] = [
  mutant('first arrival wins', { compare: (a, b) => b.at - a.at }),
  mutant('last arrival wins', { compare: (a, b) => a.at - b.at }),
  mutant('appends at the end whatever step_start says', { stepOf: (_stated, next) => next }),
  mutant('step_start missing means step 0', { stepOf: (stated) => stated ?? 0 }),
  mutant('drops what has a lower seq than came before', {
    accepts: ({ received }, highest) => received.order.seq >= highest,
  }),
  mutant('drops a seq that came before, whatever it said', {
    accepts: ({ received }, _highest, seqs) => !seqs.has(received.order.seq),
  }),
  mutant('orders by seq alone', {
    compare: (a, b) => a.received.order.seq - b.received.order.seq || byOrder(a, b),
  }),
  mutant('orders by ts alone', {
    compare: (a, b) => a.received.order.tsMs - b.received.order.tsMs || a.at - b.at,
  }),
  mutant('leaves a tie of ts and seq to arrival', {
    compare: ({ received: { order: a }, at }, { received: { order: b }, at: other }) =>
      a.tsMs - b.tsMs || a.seq - b.seq || at - other,
  }),
  mutant('takes seconds for milliseconds', { compare: (a, b) => a.rawTs - b.rawTs || byOrder(a, b) }),
  mutant('ranks an event without ts or seq last', {
    compare: (a, b) => Number(a.received.order.tsMs < 0) - Number(b.received.order.tsMs < 0) || byOrder(a, b),
  }),
  mutant('clears on any start that arrives', { clears: 'any start, on arrival' }),
  mutant('clears what came before a start that is late', { clears: 'first start, in order' }),
  mutant('never begins a path anew', { clears: 'never' }),
  mutant('keeps the end of the path before a restart', { finishSurvives: true }),
  mutant('forgets the surface at a restart', { surfaceSurvives: false }),
  mutant('keeps hyperparameters of the last event only', { hyperparamsMerge: false }),
  mutant('drops points that come after the end', { acceptsAfterFinish: false }),
  mutant('closes the ranks where a point is bad', { badPointKeepsStep: false }),
  mutant('moves a run at its restart', { placeIs: 'newest start' }),
  mutant('places a run by its earliest event though its start is known', { placeIs: 'earliest event' }),
  mutant('keeps the reporting of an earlier start where the newest says none', {
    reportEveryIs: 'of any start',
  }),
  mutant('keeps the reporting of the first start', { reportEveryIs: 'of the first start' }),
  mutant('takes a duplicate for another point', { keepsDuplicates: true }),
  mutant('bridges holes with points in between', {}, bridgeHoles),
  mutant('takes every step for one that was to be reported', {}, (facts) => ({
    ...facts,
    missing: listMissing({ ...facts, reportEvery: 1 }),
  })),
  mutant('lists no missing steps', {}, (facts) => ({ ...facts, missing: [] })),
  mutant('takes final_step for the last index, always', {}, (facts) => ({
    ...facts,
    missing: listMissing({
      ...facts,
      end: facts.end && { ...facts.end, finalStep: (facts.end.finalStep ?? -1) + 1 },
    }),
  })),
  mutant('ends no run whose start has not come', {}, (facts) =>
    facts.hasStarted ? facts : { ...facts, status: 'idle' },
  ),
  createSubject(
    'mixes projects that share a run id',
    (arrivals) => foldNaively(arrivals, {}),
    undefined,
    ({ runId }) => `p ${runId}`,
  ),
  createSubject(
    'mixes the runs of a project',
    (arrivals) => foldNaively(arrivals, {}),
    undefined,
    ({ projectId }) => `${projectId} a`,
  ),
];

/** Fills each hole of up to some steps, as a line drawn across it would. */
function bridgeHoles(facts: ShownFacts): ShownFacts {
  const points: ShownFacts['points'][number][] = [];
  for (const point of facts.points) {
    const last = points.at(-1);
    if (last !== undefined && point[0] - last[0] === 2) {
      points.push([last[0] + 1, (last[1] + point[1]) / 2, (last[2] + point[2]) / 2, NaN, NaN]);
    }
    points.push(point);
  }
  return { ...facts, points, missing: listMissing({ ...facts, points }) };
}
