import type { Stage } from '../protocol/envelope.js';
import { readCount, readMeasure } from '../protocol/checkOption.js';
import { DEFAULT_DOMAIN_HALF } from '../protocol/events.js';
import type { Sink } from './emittedEvent.js';
import type { Clock } from '../host/clock.js';
import type { EmitterProblem } from './errors.js';
import { createSeqCounter, type SeqCounter } from './seqCounter.js';

/** Whose run it is, where its events go, and how. */
export interface EmitterOptions {
  readonly projectId: string;
  readonly runId: string;
  /** Unix time, and timers: `systemClock` is the machine's. */
  readonly clock: Clock;
  /** The first sink, a required one (see `AttachOptions.isRequired`); more by `attach`. */
  readonly send?: Sink;
  /** Random text for the life of the process. Without it every client that reconnects begins at the start. */
  readonly epoch?: string;
  /** The project's counter, where several runs or other events share it. @defaultValue one of its own, from 1 */
  readonly counter?: SeqCounter;
  /** @defaultValue the training stage, running */
  readonly stage?: Stage;
  /** Half the side of the domain in surface units where the surface gives none. @defaultValue 6 */
  readonly domainHalf?: number;
  /**
   * There is a point for every so many steps, by design, and none between: an integer of at least 1, which each start states
   * (`report_every`). Above 1 a step without a number is the next multiple, and every point is an update of its own, sent at
   * once. @defaultValue none is stated: every step has a point
   */
  readonly reportEvery?: number;
  /** @defaultValue 20 — points of an update; the contract's range is 5 to 20 */
  readonly maxBatchPoints?: number;
  /** @defaultValue 250 — milliseconds that a point waits for others */
  readonly maxBatchMs?: number;
  /** What follows a step that is not finite: a hole, or the end of the run with `error`. @defaultValue 'hole' */
  readonly onDiverged?: 'hole' | 'error';
  /** @defaultValue 2,000,000 — points kept for sinks that are attached late, 16 to 32 bytes each; the earliest batches are evicted */
  readonly maxPathPoints?: number;
  /** @defaultValue 256 — events that a sink may be behind, above which it is detached until it answers */
  readonly maxEventsBehind?: number;
  /** @defaultValue 16 — events that a sink may not have taken before the promise of `step` waits for it */
  readonly maxEventsInFlight?: number;
  /** @defaultValue 10,000 — milliseconds in which a sink has to answer, else it is not waited for until it does */
  readonly sendTimeoutMs?: number;
  /** @defaultValue 1,000 — milliseconds until a sink that failed is sent the event again; doubles each time, to 30 s, for a required one to 5 s */
  readonly retryMs?: number;
  /**
   * Events that may wait for a required sink that is down before the promises of calls wait too: a shorter outage costs no
   * time. At most twice as many are kept, for callers that do not wait. @defaultValue 4,096
   */
  readonly maxBacklogEvents?: number;
  /** The same, in characters of the events' texts. @defaultValue 33,554,432 */
  readonly maxBacklogChars?: number;
  /**
   * Milliseconds after which the promises of `flush` and `finish`, and of calls that find a backlog full, resolve at the
   * latest. After such a wait only `finish` waits for the same required sink, until it takes an event again.
   * @defaultValue 30,000
   */
  readonly finishTimeoutMs?: number;
  /** Called, in a microtask, with what went wrong outside a call. What it throws is written to the console. */
  readonly onProblem?: (problem: EmitterProblem) => void;
}

/** The options with their defaults. */
export type ResolvedOptions = Required<
  Omit<EmitterOptions, 'send' | 'epoch' | 'stage' | 'onProblem' | 'reportEvery'>
> &
  Pick<EmitterOptions, 'stage' | 'reportEvery'> & { readonly epoch: string | null };

/** Fills in the defaults. @throws RangeError for an empty id, or a limit that is not valid or below 1 */
export function resolveOptions(options: EmitterOptions): ResolvedOptions {
  const { projectId, runId, clock, epoch = null, stage, onDiverged = 'hole' } = options;
  assertText('projectId', projectId);
  assertText('runId', runId);
  if (epoch !== null) assertText('epoch', epoch);
  const { domainHalf = DEFAULT_DOMAIN_HALF } = options;
  if (!(Number.isFinite(domainHalf) && domainHalf > 0))
    throw new RangeError(`createEmitter: domainHalf: expected a finite number above 0, got ${domainHalf}`);
  const { reportEvery } = options;
  if (reportEvery !== undefined && !(Number.isSafeInteger(reportEvery) && reportEvery >= 1))
    throw new RangeError(
      `createEmitter: reportEvery: expected an integer of at least 1, got ${String(reportEvery)}`,
    );
  return {
    projectId,
    runId,
    clock,
    epoch,
    ...(stage === undefined ? {} : { stage: { ...stage } }),
    counter: options.counter ?? createSeqCounter(),
    domainHalf,
    ...(reportEvery === undefined ? {} : { reportEvery }),
    onDiverged,
    maxBatchPoints: readCount(WHERE, options, 'maxBatchPoints', 20, 1),
    maxBatchMs: readMeasure(WHERE, options, 'maxBatchMs', 250, 1),
    maxPathPoints: readCount(WHERE, options, 'maxPathPoints', 2_000_000, 1),
    maxEventsBehind: readCount(WHERE, options, 'maxEventsBehind', 256, 1),
    maxEventsInFlight: readCount(WHERE, options, 'maxEventsInFlight', 16, 1),
    sendTimeoutMs: readMeasure(WHERE, options, 'sendTimeoutMs', 10_000, 1),
    retryMs: readMeasure(WHERE, options, 'retryMs', 1000, 1),
    maxBacklogEvents: readCount(WHERE, options, 'maxBacklogEvents', 4096, 1),
    maxBacklogChars: readCount(WHERE, options, 'maxBacklogChars', 1 << 25, 1),
    finishTimeoutMs: readMeasure(WHERE, options, 'finishTimeoutMs', 30_000, 1),
  };
}

const WHERE = 'createEmitter';

function assertText(name: string, value: unknown): void {
  if (typeof value === 'string' && value !== '') return;
  throw new RangeError(`createEmitter: ${name}: expected a text that is not empty`);
}
