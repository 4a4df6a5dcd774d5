/** A timer that has not fired yet. */
export interface Timer {
  /** Makes the timer never fire; harmless once it has. */
  cancel(): void;
  /** Lets the process end before it fires, where timers keep a process alive (Node). */
  release?(): void;
}

/** Time, as an option: a test supplies its own, and a room that runs anywhere names no timer of a host. */
export interface Clock {
  /** The time in milliseconds. The option that takes the clock says since when: Unix time, or any moment. */
  now(): number;
  /** Calls `onTime` once, `delayMs` from now, unless it is cancelled. */
  startTimer(onTime: () => void, delayMs: number): Timer;
}
