import type { Sink } from './emittedEvent.js';
import type { EmitterClock } from './emitterClock.js';
import { describeThrown, type EmitterProblem } from './errors.js';
import type { Outgoing } from './recentEvents.js';

/** Where a feed finds its events, and whom it tells. */
export interface FeedContext {
  readonly clock: EmitterClock;
  readonly maxEventsBehind: number;
  readonly sendTimeoutMs: number;
  readonly retryMs: number;
  /** The next event as it was sent, for a sink that keeps up. */
  readonly nextLive: (afterSeq: number) => Outgoing | null;
  /** The next event of those that still matter, for a sink that does not. */
  readonly nextReplayed: (afterSeq: number) => Outgoing | null;
  /** Events that were sent after this one, counted to one past the limit. */
  readonly countAfter: (seq: number) => number;
  readonly lastSeq: () => number;
  readonly report: (problem: EmitterProblem) => void;
  /** Called when the feed has gone on, or is no longer waited for. */
  readonly onProgress: () => void;
}

const LONGEST_RETRY_MS = 30_000;

/**
 * Brings the events to one sink, one at a time and in order. It holds no events but a place among them: a sink that
 * never answers costs this object alone.
 */
export class SinkFeed {
  /** Whether the sink keeps up, and others wait for it. A newcomer is not live until it has caught up. */
  isLive = false;
  private isSending = false;
  private isClosed = false;
  private failures = 0;
  private retry: { cancel(): void } | null = null;
  private timeout: { cancel(): void } | null = null;

  /** @param takenSeq - the event after which it begins */
  constructor(
    private readonly sink: Sink,
    public takenSeq: number,
    private readonly context: FeedContext,
  ) {}

  /** Sends what there is to send, unless the sink has not answered yet. */
  pump(): void {
    while (!this.isSending && !this.isClosed && this.retry === null) {
      const { nextLive, nextReplayed } = this.context;
      const next = (this.isLive ? nextLive : nextReplayed)(this.takenSeq);
      if (next === null) {
        this.catchUp();
        return;
      }
      this.send(next);
    }
    if (this.isLive && this.context.countAfter(this.takenSeq) > this.context.maxEventsBehind) {
      const message = `a sink has fallen more than ${this.context.maxEventsBehind} events behind; it gets the rest as a replay when it answers`;
      this.detach({ code: 'sink_behind', message, sink: this.sink });
    }
  }

  /** Ends it: the sink hears nothing more. */
  close(): void {
    this.isClosed = true;
    this.isLive = false;
    this.retry?.cancel();
    this.timeout?.cancel();
  }

  private catchUp(): void {
    this.isLive = true;
    this.takenSeq = Math.max(this.takenSeq, this.context.lastSeq());
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
    // Through a promise of our own: a foreign thenable may answer twice, or throw.
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
    this.takenSeq = seq;
    if (this.isLive) this.context.onProgress();
  }

  private fail(error: unknown): void {
    this.endSending();
    if (this.isClosed) return;
    const delayMs = Math.min(this.context.retryMs * 2 ** this.failures, LONGEST_RETRY_MS);
    this.failures++;
    this.retry = this.context.clock.startTimer(() => {
      this.retry = null;
      this.pump();
    }, delayMs);
    const message = `a sink failed (${describeThrown(error)}); it is asked again in ${delayMs} ms`;
    this.detach({ code: 'send_failed', message, sink: this.sink, error });
  }

  private complain(): void {
    const message = `a sink has not answered for ${this.context.sendTimeoutMs} ms; it is not waited for until it does`;
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
