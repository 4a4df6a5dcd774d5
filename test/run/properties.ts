import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import type { ReceivedEvent } from '../../src/protocol/envelope.js';
import { parseMessage } from '../../src/protocol/parseMessage.js';
import { computeMissingSteps, type StepInterval } from '../../src/run/missingSteps.js';
import type { RunStore, RunStoreOptions } from '../../src/run/runStore.js';
import type { RunsState } from '../../src/run/runsState.js';
import { envelopesOf } from './runArbitraries.js';
import { factsOf, foldReference, type RunFactsOf } from './referenceRun.js';

/** The facts of a run and the steps that it misses. */
export interface ShownFacts extends RunFactsOf {
  readonly missing: readonly StepInterval[];
}

/** Something that reads envelopes one by one and says what it makes of each run, by `project run`. */
interface Fold {
  ingest(envelope: object): void;
  facts(): ReadonlyMap<string, ShownFacts>;
}

/** What the guarantees are asked of: the store, as source or as it was built. */
export interface Subject {
  readonly name: string;
  readonly create: () => Fold;
}

/** One guarantee, as a property that a subject has or has not. */
export interface Guarantee {
  readonly name: string;
  readonly property: (subject: Subject) => fc.IProperty<unknown>;
}

/** What does not add up in a store's counters; null where both balance. */
export function findImbalance({ messages: m, points: p }: RunsState): string | null {
  const sum = p.placed + p.same + p.superseded + p.beyondLimit + p.rejected;
  if (m.received !== m.read + m.ignored + m.rejected) return `messages ${JSON.stringify(m)}`;
  return p.carried === sum ? null : `points ${JSON.stringify(p)}`;
}

/** What became of a subject: the first guarantee it broke, or none, and the schedules tried. */
export interface Verdict {
  readonly broken: string | null;
  readonly schedules: number;
}

/** The store itself, as a subject. */
export function createStoreSubject(
  createRunStore: (options?: RunStoreOptions) => RunStore,
  options?: RunStoreOptions,
): Subject {
  return {
    name: 'the store',
    create: () => {
      const store = createRunStore(options);
      return { ingest: (envelope) => store.ingest(envelope), facts: () => readFacts(store) };
    },
  };
}

/** The facts of every run in a store. */
export function readFacts(store: RunStore): ReadonlyMap<string, ShownFacts> {
  const facts = new Map<string, ShownFacts>();
  for (const run of store.getState().runs.values()) {
    facts.set(`${run.projectId} ${run.runId}`, { ...factsOf(run), missing: computeMissingSteps(run) });
  }
  return facts;
}

/** The events among some envelopes. */
export function readAll(envelopes: readonly object[]): ReceivedEvent[] {
  return envelopes.flatMap((envelope) => {
    const parsed = parseMessage(envelope);
    return parsed.kind === 'event' ? [parsed.received] : [];
  });
}

/** What is to be shown of a set of envelopes, run by run: the rules read once over the sorted set. */
export function foldAll(envelopes: readonly object[]): ReadonlyMap<string, ShownFacts> {
  const byRun = new Map<string, ReceivedEvent[]>();
  for (const received of readAll(envelopes)) {
    const key = `${received.projectId} ${received.runId}`;
    byRun.set(key, [...(byRun.get(key) ?? []), received]);
  }
  return new Map(
    [...byRun].map(([key, received]) => {
      const facts = foldReference(received);
      return [key, { ...facts, missing: listMissing(facts) }];
    }),
  );
}

/** More are not listed: a run may lack as many as there are numbers. */
const MAX_INTERVALS = 1000;

/** The steps to be reported that no point has, between 0 and the last that is known of. */
function listMissing({
  points,
  end,
  reportEvery,
}: Pick<RunFactsOf, 'points' | 'end' | 'reportEvery'>): StepInterval[] {
  const gaps: StepInterval[] = [];
  let expected = 0;
  for (const [step] of points) {
    if (step > expected) gaps.push({ from: expected, to: step - 1 });
    expected = step + 1;
  }
  const stop = end?.finalStep ?? 0;
  if (stop > expected) gaps.push({ from: expected, to: stop - 1 });
  if (reportEvery === 1) return gaps;
  return gaps.flatMap((gap) => listReports(gap, reportEvery)).slice(0, MAX_INTERVALS);
}

/** The steps of a gap that were to be reported, looked at one by one. */
function listReports({ from, to }: StepInterval, every: number): StepInterval[] {
  const reports: StepInterval[] = [];
  for (let step = from; step <= to && reports.length < MAX_INTERVALS; step++) {
    if (step % every === 0) reports.push({ from: step, to: step });
  }
  return reports;
}

/** Runs that look alike: one id in two projects, two ids in one. */
const threeRuns = fc
  .record({ a: envelopesOf('a'), b: envelopesOf('b'), c: envelopesOf('a') })
  .map(({ a, b, c }) => [...a, ...b, ...c.map((envelope) => ({ ...envelope, project_id: 'q' }))]);

/** Some of the envelopes once more, all of them in any order. */
function redelivered(envelopes: readonly object[]): fc.Arbitrary<object[]> {
  const all = fc.subarray([...envelopes]).map((again) => [...envelopes, ...again]);
  return all.chain((twice) => fc.shuffledSubarray(twice, { minLength: twice.length }));
}

const deliveryOf = (source: fc.Arbitrary<object[]>) =>
  source.chain((envelopes) =>
    fc.record({ envelopes: fc.constant(envelopes), delivered: redelivered(envelopes) }),
  );

function foldWith({ create }: Subject, envelopes: readonly object[]): ReadonlyMap<string, ShownFacts> {
  const fold = create();
  for (const envelope of envelopes) fold.ingest(envelope);
  return fold.facts();
}

/** The guarantees of docs/SPEC.md that hold for every delivery of a log. */
export const GUARANTEES: readonly Guarantee[] = [
  {
    name: 'convergence',
    property: (subject) =>
      fc.property(deliveryOf(envelopesOf('run')), ({ envelopes, delivered }) =>
        isDeepStrictEqual(foldWith(subject, delivered), foldAll(envelopes)),
      ),
  },
  {
    name: 'prefix truth',
    property: (subject) =>
      fc.property(envelopesOf('run').chain(redelivered), (delivered) => {
        const fold = subject.create();
        return delivered.every((envelope, i) => {
          fold.ingest(envelope);
          return isDeepStrictEqual(fold.facts(), foldAll(delivered.slice(0, i + 1)));
        });
      }),
  },
  {
    name: 'non-interference',
    property: (subject) =>
      fc.property(threeRuns.chain(redelivered), (delivered) => {
        const together = foldWith(subject, delivered);
        return [...foldAll(delivered)].every(([key, facts]) => isDeepStrictEqual(together.get(key), facts));
      }),
  },
];

/** Tries a subject against every guarantee until one breaks. */
export function judge(subject: Subject, seed: number, numRuns: number): Verdict {
  let schedules = 0;
  for (const { name, property } of GUARANTEES) {
    const details = fc.check(property(subject), {
      seed,
      numRuns,
      endOnFailure: true,
    });
    schedules += details.numRuns;
    if (details.failed) return { broken: name, schedules };
  }
  return { broken: null, schedules };
}
