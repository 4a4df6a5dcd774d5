import type { Clock, Timer } from '../host/clock.js';

/** Options of a {@link FirstByteWatch}. */
export interface FirstByteWatchOptions {
  /** How long a link may be open without a byte, in milliseconds; 0 for no limit. */
  readonly firstByteMs: number;
  readonly clock: Clock;
  readonly onQuiet: () => void;
  /** Called when the first byte comes after that time. */
  readonly onReceived: () => void;
}

/** If a timer is this late the page was busy, and bytes that have come may not have been handled yet. */
const HELD_UP_MS = 2000;

/** Notices that an open link has brought no byte; serves a connection's links one after another. */
export class FirstByteWatch {
  private timer: Timer | null = null;
  private isQuiet = false;

  constructor(private readonly options: FirstByteWatchOptions) {}

  /** Call when a link has opened. */
  start(): void {
    this.stop();
    const { firstByteMs, clock } = this.options;
    if (firstByteMs <= 0) return;
    const dueMs = clock.now() + firstByteMs;
    this.timer = clock.startTimer(() => this.look(dueMs), firstByteMs);
  }

  /** Call for every message; only the first after an opening costs anything. */
  receive(): void {
    if (this.timer === null && !this.isQuiet) return;
    const wasQuiet = this.isQuiet;
    this.stop();
    if (wasQuiet) this.options.onReceived();
  }

  /** Call when the link has ended; does nothing if none is open. */
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
