/** A timer that has not fired yet. */
export interface Timer {
  /** Makes the timer never fire; harmless once it has. */
  cancel(): void;
}

/** Time as the server sees it, so that a test can supply its own. */
export interface Clock {
  /** Milliseconds since an arbitrary moment; never goes back. */
  now(): number;
  /** Calls `onTime` once, `delayMs` from now. */
  startTimer(onTime: () => void, delayMs: number): Timer;
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => performance.now(),
  startTimer(onTime, delayMs) {
    const handle = setTimeout(onTime, delayMs);
    return { cancel: () => clearTimeout(handle) };
  },
};
