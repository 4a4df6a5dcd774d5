import type { Clock } from '../../src/host/clock.js';

/** A clock that stands still until it is advanced. */
export interface FakeClock extends Clock {
  /** Goes on, firing each timer when it is due. */
  advance(ms: number): void;
  /** Goes on as a machine that sleeps: no timer fires until the end, and then those that are due fire late. */
  sleep(ms: number): void;
  /** Timers that wait. */
  waiting(): number;
}

/** Creates a clock that starts at `startMs`. */
export function createFakeClock(startMs = 1_700_000_000_000): FakeClock {
  let nowMs = startMs;
  const timers = new Map<symbol, { readonly dueMs: number; readonly onTime: () => void }>();

  function fireUntil(endMs: number, keepsTime: boolean): void {
    for (;;) {
      const [first] = [...timers].sort(([, a], [, b]) => a.dueMs - b.dueMs);
      if (first === undefined || first[1].dueMs > endMs) return;
      timers.delete(first[0]);
      if (keepsTime) nowMs = Math.max(nowMs, first[1].dueMs);
      first[1].onTime();
    }
  }

  return {
    now: () => nowMs,
    startTimer(onTime, delayMs) {
      const key = Symbol();
      timers.set(key, { dueMs: nowMs + delayMs, onTime });
      return { cancel: () => void timers.delete(key) };
    },
    advance(ms) {
      const endMs = nowMs + ms;
      fireUntil(endMs, true);
      nowMs = endMs;
    },
    sleep(ms) {
      nowMs += ms;
      fireUntil(nowMs, false);
    },
    waiting: () => timers.size,
  };
}
