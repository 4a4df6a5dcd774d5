import type { Clock, Timer } from '../host/clock.js';
import { steadyClock } from '../host/systemClock.js';

/** A value that changes, with a subscription to its changes. */
export interface Changing<T> {
  /** The same value until it changes. */
  readonly getState: () => T;
  /** @returns ends the subscription */
  readonly subscribe: (onChange: () => void) => () => void;
}

/** Text is renewed at most this often: a person reads no faster. */
const TEXT_INTERVAL_MS = 100;

/**
 * A value at a reader's pace: listeners receive the first change at once, then at most one in 100 ms, and always the last.
 * All of them are called in the same turn. Without listeners the value stays as it is.
 */
export class Paced<T> implements Changing<T> {
  private state: T;
  private readonly listeners = new Set<() => void>();
  private timer: Timer | null = null;
  private renewedMs = -Infinity;
  private unsubscribe: (() => void) | null = null;

  constructor(
    private readonly source: Changing<T>,
    private readonly clock: Clock = steadyClock,
  ) {
    this.state = source.getState();
  }

  readonly getState = (): T => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (this.unsubscribe === null) {
      this.unsubscribe = this.source.subscribe(this.follow);
      this.renew();
    }
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      this.unsubscribe?.();
      this.unsubscribe = null;
      this.timer?.cancel();
      this.timer = null;
    };
  };

  /** A single change starts no timer, which would cost as much as writing the text. */
  private readonly follow = (): void => {
    if (this.timer !== null) return;
    const waitMs = this.renewedMs + TEXT_INTERVAL_MS - this.clock.now();
    if (waitMs > 0) this.timer = this.clock.startTimer(this.renew, waitMs);
    else this.renew();
  };

  private readonly renew = (): void => {
    this.timer = null;
    const state = this.source.getState();
    if (state === this.state) return;
    this.state = state;
    this.renewedMs = this.clock.now();
    for (const listener of this.listeners) listener();
  };
}
