import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RunEmitter } from '../../src/emitter/createEmitter.js';
import type { Sink } from '../../src/emitter/emittedEvent.js';
import type { FinishReason } from '../../src/protocol/events.js';
import type { FakeClock } from '../transport/fakeClock.js';
import { createCollector, createTestEmitter, envelopesOf, isResolved, settle } from './createTestEmitter.js';
import { scaled } from '../support/testLength.js';

const SEED = 20_261_129;
const RUNS = scaled({ short: 75, long: 300 });

/** How a sink answers one event: in time, or not at all. */
type Answer =
  | { readonly does: 'take' | 'throw' }
  /** Later than the emitter's timeout, where `ms` is large. */
  | { readonly does: 'take late' | 'reject'; readonly ms: number };

const outage: fc.Arbitrary<readonly Answer[]> = fc.array(
  fc.oneof(
    fc.record({ does: fc.constant('throw' as const) }),
    fc.record({ does: fc.constant('reject' as const), ms: fc.constantFrom(0, 20, 900, 15_000) }),
    fc.record({ does: fc.constant('take late' as const), ms: fc.constantFrom(0, 30, 800, 15_000) }),
  ),
  { minLength: 1, maxLength: 8 },
);
/** Outages, and how many events are taken after each. */
const schedule = fc.array(fc.tuple(outage, fc.integer({ min: 1, max: 40 })), { minLength: 1, maxLength: 6 });

type Call = 'step' | 'steps' | 'hyperparams' | 'surface' | 'restart' | 'flush' | 'wait';
const calls = fc.array(
  fc.constantFrom<Call>(
    'step',
    'step',
    'step',
    'steps',
    'hyperparams',
    'surface',
    'restart',
    'flush',
    'wait',
  ),
  { minLength: 10, maxLength: 150 },
);

/** A sink with outages, and the texts that it took. */
function createFaultySink(outages: readonly (readonly [readonly Answer[], number])[], clock: FakeClock) {
  const answers = outages.flatMap(([down, taken]) => [
    ...down,
    ...Array.from({ length: taken }, (): Answer => ({ does: 'take' })),
  ]);
  const texts: string[] = [];
  const asked: string[] = [];
  let next = 0;
  const sink: Sink = (text) => {
    const answer = answers[next++ % answers.length]!;
    asked.push(text);
    if (answer.does === 'throw') throw new Error('down');
    if (!('ms' in answer)) return void texts.push(text);
    return new Promise<void>((resolve, reject) => {
      clock.startTimer(() => {
        if (answer.does === 'reject') reject(new Error('down'));
        else {
          texts.push(text);
          resolve();
        }
      }, answer.ms);
    });
  };
  return { sink, texts, asked };
}

async function waitFor<Result>(promise: Promise<Result>, clock: FakeClock): Promise<Result> {
  for (let turns = 0; !(await isResolved(promise)); turns += 1) {
    if (turns > 20_000) throw new Error('never resolved');
    clock.advance(100);
  }
  return promise;
}

/** @returns the longest that a call other than a flush took, in milliseconds */
async function perform(made: readonly Call[], emitter: RunEmitter, clock: FakeClock): Promise<number> {
  let longestMs = 0;
  await waitFor(emitter.start({ x: 0, y: 0 }), clock);
  for (const [i, call] of made.entries()) {
    const startMs = clock.now();
    if (call === 'wait') {
      for (let ms = 0; ms < 700; ms += 100) {
        clock.advance(100);
        await settle();
      }
    } else if (call === 'flush') await waitFor(emitter.flush(), clock);
    else {
      await waitFor(call === 'step' ? emitter.step({ x: i, y: 0 }) : other(call, i, emitter), clock);
      longestMs = Math.max(longestMs, clock.now() - startMs);
    }
  }
  return longestMs;
}

function other(call: 'steps' | 'hyperparams' | 'surface' | 'restart', i: number, emitter: RunEmitter) {
  if (call === 'hyperparams') return emitter.hyperparams({ eta: i });
  if (call === 'surface') return emitter.surfaceSpec({ kind: 'bowl', params: { a: i } });
  if (call === 'restart') return emitter.restart({ x: i, y: i });
  return emitter.steps(Array.from({ length: 7 }, (_, k) => ({ x: i, y: k })));
}

const END: FinishReason = 'max_steps';

it(`a required sink takes what was said, each event once and in order, whatever its outages (seed ${SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(
      calls,
      schedule,
      schedule,
      fc.integer({ min: 12, max: 60 }),
      async (made, first, second, backlog) => {
        const {
          emitter,
          clock,
          texts: said,
        } = createTestEmitter({
          maxBatchPoints: 3,
          maxEventsBehind: 4,
          maxEventsInFlight: 2,
          maxBacklogEvents: backlog,
          sendTimeoutMs: 1000,
          finishTimeoutMs: 10_000_000,
        });
        const sinks = [first, second].map((outages) => createFaultySink(outages, clock));
        for (const { sink } of sinks) emitter.attach(sink, { isRequired: true });
        await perform(made, emitter, clock);
        expect(emitter.log.held.recentEvents).toBeLessThanOrEqual(backlog + 8);
        expect(await waitFor(emitter.finish(END), clock)).toEqual({ complete: true, behind: 0 });
        for (const { texts, asked } of sinks) {
          expect(texts).toEqual(said);
          // What failed is sent again, and nothing before it is taken.
          expect(asked.filter((text, i) => text !== asked[i - 1])).toEqual(said);
        }
        expect(emitter.log.held.recentEvents).toBeLessThanOrEqual(5);
      },
    ),
    { seed: SEED, numRuns: RUNS },
  );
});

it(`of a sink that is gone for good the report counts what it lacks, and nobody waits for long (seed ${SEED})`, async () => {
  const goodbye = fc.constantFrom<Answer>(
    { does: 'throw' },
    { does: 'reject', ms: 40 },
    { does: 'take late', ms: 1e12 },
  );
  await fc.assert(
    fc.asyncProperty(
      calls,
      fc.nat(60),
      goodbye,
      fc.integer({ min: 1, max: 20 }),
      async (made, lives, how, backlog) => {
        const { emitter, clock } = createTestEmitter({
          maxBatchPoints: 2,
          maxEventsBehind: 4,
          maxBacklogEvents: backlog,
          finishTimeoutMs: 3000,
        });
        const said = createCollector();
        emitter.attach(said.sink);
        const gone = createFaultySink(
          [
            [Array.from({ length: lives }, () => ({ does: 'take' })), 0],
            [[how], 0],
          ],
          clock,
        );
        let asked = 0;
        emitter.attach(
          (text, sent) => {
            asked += 1;
            // Never again after that.
            return asked <= lives
              ? gone.sink(text, sent)
              : createFaultySink([[[how], 0]], clock).sink(text, sent);
          },
          { isRequired: true },
        );
        const startMs = clock.now();
        const longestMs = await perform(made, emitter, clock);
        expect(longestMs).toBeLessThanOrEqual(3000);
        const waits = made.filter((call) => call === 'wait').length;
        // One wait in vain for all of them.
        expect(clock.now() - startMs).toBeLessThanOrEqual(3000 + 700 * waits);
        expect(emitter.log.held.recentEvents).toBeLessThanOrEqual(Math.max(5, 2 * backlog));
        const endMs = clock.now();
        const report = await waitFor(emitter.finish(END), clock);
        expect(clock.now() - endMs).toBeLessThanOrEqual(3000);
        const behind = said.texts.length - gone.texts.length;
        expect(report).toEqual({ complete: behind === 0, behind });
        emitter.close();
      },
    ),
    { seed: SEED, numRuns: RUNS },
  );
});

it(`a sink that comes back too late gets the rest in order, and the report counts what is gone (seed ${SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(calls, fc.nat(20), fc.integer({ min: 1, max: 8 }), async (made, before, backlog) => {
      const {
        emitter,
        clock,
        texts: said,
      } = createTestEmitter({
        maxBatchPoints: 2,
        maxEventsBehind: 2,
        maxBacklogEvents: backlog,
        finishTimeoutMs: 500,
      });
      const taken: string[] = [];
      let isDown = false;
      const sink: Sink = (text) => {
        if (isDown) throw new Error('down');
        taken.push(text);
      };
      emitter.attach(sink, { isRequired: true });
      await perform(made.slice(0, before), emitter, clock);
      isDown = true;
      if (emitter.status === 'running')
        for (const [i] of made.entries()) void other('hyperparams', i, emitter);
      for (const call of made.slice(before))
        if (call === 'restart' || call === 'surface' || call === 'steps') void other(call, 1, emitter);
      isDown = false;
      clock.advance(5000);
      await settle();
      const report = await waitFor(emitter.finish(END), clock);
      expect(report.behind).toBe(said.length - taken.length);
      const seqs = envelopesOf(taken).map(({ seq }) => seq);
      expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
      expect(taken.at(-1)).toBe(said.at(-1));
    }),
    { seed: SEED, numRuns: RUNS },
  );
});
