/** A timer that has not fired yet. */
export interface Timer {
  /** Makes the timer never fire; harmless once it has. */
  cancel(): void;
}

/** Time as a transport sees it, so that a test can supply its own. */
export interface Clock {
  /** Milliseconds of the wall clock: it goes on while the machine sleeps, which the browser's monotonic one may not. */
  now(): number;
  /** Calls `onTime` once, `delayMs` from now. */
  startTimer(onTime: () => void, delayMs: number): Timer;
}

/** The longest delay that timers take; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  startTimer(onTime, delayMs) {
    const handle = setTimeout(onTime, Math.min(delayMs, LONGEST_TIMER_MS));
    return { cancel: () => clearTimeout(handle) };
  },
};
