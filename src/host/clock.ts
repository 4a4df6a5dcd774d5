/** A timer that has not fired yet. */
export interface Timer {
  /** Keeps the timer from firing; does nothing once it has fired. */
  cancel(): void;
  /** Lets the process end before the timer fires, where timers keep a process alive (Node). */
  release?(): void;
}

/** Time, as an option: tests supply their own, and code that runs anywhere uses no timer of a host directly. */
export interface Clock {
  /** The time in milliseconds; the option that takes the clock says whether it is Unix time. */
  now(): number;
  /** Calls `onTime` once, `delayMs` from now, unless it is cancelled. */
  startTimer(onTime: () => void, delayMs: number): Timer;
}
