import type { Clock } from '../../src/host/clock.js';

/** A clock that stands still until it is advanced. */
export interface FakeClock extends Clock {
  /** Goes to the next timer and fires it. @returns false where none is waiting */
  fireNext(): boolean;
  /** Timers that wait. */
  waiting(): number;
}

/** Creates a clock that starts at `startMs`. */
export function createFakeClock(startMs = 1000): FakeClock {
  let nowMs = startMs;
  const timers = new Map<symbol, { readonly dueMs: number; readonly onTime: () => void }>();
  return {
    now: () => nowMs,
    startTimer(onTime, delayMs) {
      const key = Symbol();
      timers.set(key, { dueMs: nowMs + delayMs, onTime });
      return { cancel: () => void timers.delete(key) };
    },
    fireNext() {
      const first = [...timers].sort(([, a], [, b]) => a.dueMs - b.dueMs)[0];
      if (!first) return false;
      const [key, timer] = first;
      timers.delete(key);
      nowMs = timer.dueMs;
      timer.onTime();
      return true;
    },
    waiting: () => timers.size,
  };
}
