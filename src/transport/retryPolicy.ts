import { computeBackoffMs } from '../host/backoff.js';
import type { LinkEnd } from './link.js';
import type { ResolvedReconnectOptions } from './reconnectOptions.js';

/** What follows the end of a link or of an attempt: a wait, or nothing more. */
export type NextStep =
  | {
      readonly status: 'waiting';
      readonly retryInMs: number;
      readonly reason: string;
      readonly isForNextRun?: true;
    }
  | { readonly status: 'closed' | 'failed'; readonly reason: string };

/** A second refusal in a row, with nothing received in between, is final: fresh credentials did not help. */
const MAX_REFUSALS = 1;

/** Decides whether a connection tries again, and after which wait. */
export class RetryPolicy {
  /** Attempts in a row that never opened, except those that do not count. */
  private unopened = 0;
  /** Failed attempts and short-lived links in a row: a server that accepts links and breaks them at once gets longer waits too. */
  private failures = 0;
  private refusals = 0;
  private serverDelayMs = 0;
  /** Whether the last open link ended normally, after the end of every run. */
  private waitsForNextRun = false;

  /**
   * @param hasFreshCredentials - whether another attempt has other credentials than the one before
   */
  constructor(
    private readonly options: ResolvedReconnectOptions,
    private readonly hasFreshCredentials: boolean,
  ) {}

  /** Forgets failures, since the host asks for a new attempt. */
  reset(): void {
    this.unopened = 0;
    this.failures = 0;
    this.refusals = 0;
    this.waitsForNextRun = false;
  }

  /** Whether the next attempt is for the next run. */
  get isForNextRun(): boolean {
    return this.waitsForNextRun;
  }

  noteOpen(): void {
    this.unopened = 0;
  }

  /** Notes that something other than hellos and heartbeats came, so the credentials are valid. */
  noteData(): void {
    this.refusals = 0;
  }

  /** Notes that the server asks for at least this wait before every further link. */
  noteServerDelay(delayMs: number): void {
    this.serverDelayMs = delayMs;
  }

  /**
   * @param openForMs - for how long the link was open; null where it never was
   * @param hasEnded - whether every run has ended
   */
  judge(end: LinkEnd, openForMs: number | null, hasEnded: boolean): NextStep {
    if (openForMs !== null) this.waitsForNextRun = end.isClean === true && this.options.nextRunWaitMs > 0;
    this.waitsForNextRun &&= hasEnded;
    if (openForMs !== null && openForMs >= this.options.stableMs) {
      this.failures = 0;
      this.refusals = 0;
    }
    const { outcome, reason } = end;
    if (outcome === 'closed' || outcome === 'failed') return { status: outcome, reason };
    if (outcome === 'unauthorized') return this.judgeRefusal(end);
    if (this.waitsForNextRun) return this.rest(end);
    if (outcome === 'later' || openForMs !== null || !this.options.signals.isOnline()) return this.wait(end);
    this.unopened += 1;
    if (this.unopened < this.options.maxUnopenedAttempts) return this.wait(end);
    return { status: 'failed', reason: `${reason}; ${this.unopened} attempts never opened` };
  }

  private judgeRefusal(end: LinkEnd): NextStep {
    this.refusals += 1;
    const isFinal = !this.hasFreshCredentials || this.refusals > MAX_REFUSALS;
    return isFinal ? { status: 'failed', reason: end.reason } : this.wait(end);
  }

  /** The long wait after a normal close at the end of every run: an earlier attempt would be sent the same run again. */
  private rest(end: LinkEnd): NextStep {
    const { nextRunWaitMs, random } = this.options;
    this.failures = 0;
    const retryInMs = this.computeServerMs(end) + (nextRunWaitMs / 2) * (1 + random());
    return { status: 'waiting', retryInMs, reason: end.reason, isForNextRun: true };
  }

  private wait(end: LinkEnd): NextStep {
    const { backoff, random } = this.options;
    const retryInMs = this.computeServerMs(end) + computeBackoffMs(this.failures, backoff, random);
    this.failures += 1;
    return { status: 'waiting', retryInMs, reason: end.reason };
  }

  private computeServerMs({ minDelayMs = 0 }: LinkEnd): number {
    return Math.min(Math.max(minDelayMs, this.serverDelayMs), this.options.maxServerDelayMs);
  }
}
