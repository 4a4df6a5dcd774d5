import type { Sink } from './emittedEvent.js';
import type { Clock, Timer } from '../host/clock.js';
import type { EmitterProblem } from './errors.js';
import { computeBackoffBoundMs } from '../host/backoff.js';
import { describeError } from '../host/describeError.js';
import type { EventLog } from './eventLog.js';
import type { Outgoing } from './recentEvents.js';
import { SinkBacklog } from './sinkBacklog.js';

/** What a feed needs of its emitter. */
export interface FeedContext {
  readonly clock: Clock;
  readonly log: EventLog;
  readonly maxEventsBehind: number;
  readonly maxBacklogEvents: number;
  readonly sendTimeoutMs: number;
  readonly retryMs: number;
  readonly finishTimeoutMs: number;
  readonly report: (problem: EmitterProblem) => void;
  /** Called when the sink has taken an event, or is no longer waited for. */
  readonly onProgress: () => void;
}

const LONGEST_RETRY_MS = 30_000;
/** Short, since `finish` waits for the next attempt too. */
const LONGEST_REQUIRED_RETRY_MS = 5_000;

/**
 * Sends the events to one sink, one at a time and in order. It holds no events but a position among them: a sink that never
 * answers costs only this object and, if it is required, the log's bounded backlog.
 */
export class SinkFeed {
  /** Whether the sink keeps up, so that calls wait for it. A new sink is not live until it has caught up. */
  isLive = false;
  /** Whether a wait for it has timed out, and it has taken nothing since. */
  isGivenUp = false;
  /** Backlog of a required sink; null for others. */
  private readonly debt: SinkBacklog | null;
  private isSending = false;
  private isClosed = false;
  private isLossReported = false;
  private failures = 0;
  /** Sum of the waits of the present outage. */
  private outageMs = 0;
  private retry: Timer | null = null;
  private timeout: Timer | null = null;
  /** Whether the timer of the next attempt keeps the process alive: for a required sink, until its outage reaches the timeout. */
  private holdsProcess: boolean;

  /** @param takenSeq - the event after which it begins */
  constructor(
    private readonly sink: Sink,
    public takenSeq: number,
    readonly isRequired: boolean,
    private readonly context: FeedContext,
  ) {
    this.debt = isRequired ? new SinkBacklog(context.log, takenSeq) : null;
    this.holdsProcess = isRequired;
  }

  /** Sends the next event, unless the sink has not answered yet. */
  pump(): void {
    while (!this.isSending && !this.isClosed && this.retry === null) {
      const next = this.findNext();
      if (next === null) {
        this.catchUp();
        return;
      }
      this.send(next);
    }
    if (this.debt !== null) this.reportLoss(this.debt);
    else this.detachIfBehind();
  }

  /** Only for a required sink: how many events up to `untilSeq` it has not taken. */
  countBehind(untilSeq: number): number {
    return this.debt?.countUntil(untilSeq, this.takenSeq) ?? 0;
  }

  /** Only for a required sink: whether its backlog is full. */
  isBacklogFull(): boolean {
    return this.context.log.isBacklogFull(this.takenSeq);
  }

  /** Only for a required sink: notes that a wait for it timed out. Until it takes an event only `finish` waits for it. */
  giveUp(afterMs: number): void {
    if (this.isGivenUp) return;
    this.isGivenUp = true;
    this.holdsProcess = false;
    this.retry?.release?.();
    const message = `a required sink lacks ${this.countBehind(Infinity)} events after ${afterMs} ms; no step waits for it until it takes one`;
    this.detach({ code: 'sink_given_up', message, sink: this.sink });
  }

  /** Ends it: the sink receives nothing more. */
  close(): void {
    this.isClosed = true;
    this.isLive = false;
    this.retry?.cancel();
    this.timeout?.cancel();
  }

  private findNext(): Outgoing | null {
    const { log } = this.context;
    if (this.isRequired) return log.nextUncompacted(this.takenSeq);
    return this.isLive ? log.nextLive(this.takenSeq) : log.nextReplayed(this.takenSeq);
  }

  private detachIfBehind(): void {
    const { log, maxEventsBehind } = this.context;
    if (!this.isLive || log.countAfter(this.takenSeq) <= maxEventsBehind) return;
    const message = `a sink has fallen more than ${maxEventsBehind} events behind; it gets the rest as a replay when it answers`;
    this.detach({ code: 'sink_behind', message, sink: this.sink });
  }

  private reportLoss(debt: SinkBacklog): void {
    if (this.isLossReported || !debt.hasLost(this.takenSeq)) return;
    this.isLossReported = true;
    const message = `a required sink has fallen further behind than its backlog holds; of what is older it gets what still matters`;
    this.context.report({ code: 'sink_behind', message, sink: this.sink });
  }

  private catchUp(): void {
    this.isLive = true;
    this.isLossReported = false;
    this.takenSeq = Math.max(this.takenSeq, this.context.log.lastSeq);
    this.context.onProgress();
  }

  private send({ text, sent }: Outgoing): void {
    this.isSending = true;
    let answer: unknown;
    try {
      answer = this.sink(text, sent);
    } catch (error) {
      this.fail(error);
      return;
    }
    if (!isPromiseLike(answer)) {
      this.take(sent.seq);
      return;
    }
    const { clock, sendTimeoutMs } = this.context;
    if (!this.isClosed) this.timeout = clock.startTimer(() => this.complain(), sendTimeoutMs);
    this.timeout?.release?.();
    // Wrapped in a native promise, since another thenable may answer twice, or throw.
    void Promise.resolve(answer).then(
      () => {
        this.take(sent.seq);
        this.pump();
      },
      (error: unknown) => this.fail(error),
    );
  }

  private take(seq: number): void {
    this.endSending();
    this.failures = 0;
    this.outageMs = 0;
    this.isGivenUp = false;
    this.takenSeq = seq;
    this.debt?.take(seq);
    if (this.isLive || this.isRequired) this.context.onProgress();
  }

  private fail(error: unknown): void {
    this.endSending();
    if (this.isClosed) return;
    const maxMs = this.isRequired ? LONGEST_REQUIRED_RETRY_MS : LONGEST_RETRY_MS;
    const delayMs = computeBackoffBoundMs(this.failures, { baseMs: this.context.retryMs, maxMs });
    this.failures++;
    this.retry = this.context.clock.startTimer(() => {
      this.retry = null;
      this.pump();
    }, delayMs);
    this.outageMs += delayMs;
    this.holdsProcess &&= this.outageMs <= this.context.finishTimeoutMs;
    if (!this.holdsProcess) this.retry.release?.();
    const message = `a sink failed (${describeError(error)}); it is asked again in ${delayMs} ms`;
    this.detach({ code: 'send_failed', message, sink: this.sink, error });
  }

  private complain(): void {
    const { sendTimeoutMs } = this.context;
    const rest = this.isRequired ? 'what comes is kept for it' : 'it is not waited for until it does';
    const message = `a sink has not answered for ${sendTimeoutMs} ms; ${rest}`;
    this.detach({ code: 'sink_silent', message, sink: this.sink });
  }

  private detach(problem: EmitterProblem): void {
    this.isLive = false;
    this.context.report(problem);
    this.context.onProgress();
  }

  private endSending(): void {
    this.isSending = false;
    this.timeout?.cancel();
    this.timeout = null;
  }
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
