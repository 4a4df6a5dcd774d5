import type { Clock, Timer } from '../host/clock.js';

/** What a {@link FirstByteWatch} goes by. */
export interface FirstByteWatchOptions {
  /** How long a link may be open without a byte, in milliseconds; 0 for ever. */
  readonly firstByteMs: number;
  readonly clock: Clock;
  readonly onQuiet: () => void;
  /** The first byte came after all. */
  readonly onReceived: () => void;
}

/** A timer this late was held up, and so may be the bytes that have come. */
const HELD_UP_MS = 2000;

/** Notices that an open link has never brought anything; serves a connection's links one after another. */
export class FirstByteWatch {
  private timer: Timer | null = null;
  private isQuiet = false;

  constructor(private readonly options: FirstByteWatchOptions) {}

  /** A link opened. */
  start(): void {
    this.stop();
    const { firstByteMs, clock } = this.options;
    if (firstByteMs <= 0) return;
    const dueMs = clock.now() + firstByteMs;
    this.timer = clock.startTimer(() => this.look(dueMs), firstByteMs);
  }

  /** Something came. Called for every message: all but the first costs nothing. */
  receive(): void {
    if (this.timer === null && !this.isQuiet) return;
    const wasQuiet = this.isQuiet;
    this.stop();
    if (wasQuiet) this.options.onReceived();
  }

  /** The link ended; harmless where none is open. */
  stop(): void {
    this.timer?.cancel();
    this.timer = null;
    this.isQuiet = false;
  }

  private look(dueMs: number): void {
    this.timer = null;
    if (this.options.clock.now() - dueMs >= HELD_UP_MS) this.start();
    else {
      this.isQuiet = true;
      this.options.onQuiet();
    }
  }
}
