import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReceivedEvent } from '../../src/protocol/envelope.js';
import { parseMessage } from '../../src/protocol/parseMessage.js';
import { createRunStore } from '../../src/run/runStore.js';
import { selectShownRun } from '../../src/run/selectors.js';
import { envelopesOf } from './runArbitraries.js';
import { factsOf, foldReference } from './referenceRun.js';
import { scaled } from '../support/testLength.js';

const SEED = 20_261_124;
const RUNS = scaled({ short: 300, long: 1500 });

function readAll(envelopes: readonly object[]): ReceivedEvent[] {
  return envelopes.flatMap((envelope) => {
    const parsed = parseMessage(envelope);
    return parsed.kind === 'event' ? [parsed.received] : [];
  });
}

describe('the facts of a run', () => {
  it(`[FACT-2] are those of the set of its events, after every single step (seed ${SEED})`, () => {
    fc.assert(
      fc.property(envelopesOf('run'), (envelopes) => {
        const store = createRunStore();
        envelopes.forEach((envelope, i) => {
          store.ingest(envelope);
          const received = readAll(envelopes.slice(0, i + 1));
          const run = selectShownRun(store.getState());
          if (received.length === 0) expect(run).toBeNull();
          else expect(factsOf(run!)).toEqual(foldReference(received));
        });
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it(`[FACT-1, ORDER-5] are the same for every order and repetition of its events (seed ${SEED})`, () => {
    const delivery = envelopesOf('run').chain((envelopes) =>
      fc.record({
        envelopes: fc.constant(envelopes),
        delivered: fc
          .shuffledSubarray([...envelopes, ...envelopes], { minLength: 2 * envelopes.length })
          .map((shuffled) => shuffled),
      }),
    );
    fc.assert(
      fc.property(delivery, ({ envelopes, delivered }) => {
        const received = readAll(envelopes);
        fc.pre(received.length > 0);
        const store = createRunStore();
        for (const envelope of delivered) store.ingest(envelope);
        expect(factsOf(selectShownRun(store.getState())!)).toEqual(foldReference(received));
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  it(`[RUN-6] are a run's alone, whatever other runs are interleaved (seed ${SEED})`, () => {
    const both = fc.record({ a: envelopesOf('a'), b: envelopesOf('b') }).chain(({ a, b }) =>
      fc.record({
        a: fc.constant(a),
        mixed: fc.shuffledSubarray([...a, ...b], { minLength: a.length + b.length }),
      }),
    );
    fc.assert(
      fc.property(both, ({ a, mixed }) => {
        const received = readAll(a);
        fc.pre(received.length > 0);
        const store = createRunStore();
        store.ingest(mixed);
        const run = [...store.getState().runs.values()].find(({ runId }) => runId === 'a');
        expect(factsOf(run!)).toEqual(foldReference(received));
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });
});

describe('the counters', () => {
  it(`[COUNTERS-1, COUNTERS-2] balance after every message (seed ${SEED})`, () => {
    const noise = fc.constantFrom<unknown>(null, 7, '{', '[]', 'NaN', { type: 'HELLO' }, [[]], undefined);
    const message = fc.oneof({ weight: 5, arbitrary: envelopesOf('run') }, { weight: 1, arbitrary: noise });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 6 }), (messages) => {
        const store = createRunStore({ maxPointsPerRun: 5 });
        for (const one of messages) {
          store.ingest(one);
          const { messages: m, points: p } = store.getState();
          expect(m.received).toBe(m.read + m.ignored + m.rejected);
          expect(p.carried).toBe(p.placed + p.same + p.superseded + p.beyondLimit + p.rejected);
        }
      }),
      { seed: SEED, numRuns: RUNS / 3 },
    );
  });
});
