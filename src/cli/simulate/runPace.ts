import type { Clock } from '../../host/clock.js';
import { sleep } from '../../host/sleep.js';
import { systemClock } from '../../host/systemClock.js';

/** The time of a simulated run: the clock that stamps its events, and the time of the next step. */
export interface RunPace {
  readonly clock: Clock;
  /** Waits for the time of the next step. */
  readonly waitForStep: () => Promise<void>;
}

/**
 * A simulated pace: events are stamped as if time passed, without waiting.
 * @param startMs - Unix time of the first event, in milliseconds
 * @param stepMs - between two steps, at least 0
 */
export function createStampedPace(startMs: number, stepMs: number): RunPace {
  const timers = new Map<symbol, { readonly dueMs: number; readonly onTime: () => void }>();
  let nowMs = startMs;
  let dueMs = startMs;

  /** The timer that is due first; of two at the same time the one that was started first. */
  function findDue(): symbol | null {
    let found: symbol | null = null;
    let earliestMs = dueMs;
    for (const [key, timer] of timers) {
      if (timer.dueMs > earliestMs || (found !== null && timer.dueMs === earliestMs)) continue;
      found = key;
      earliestMs = timer.dueMs;
    }
    return found;
  }

  return {
    clock: {
      now: () => nowMs,
      startTimer(onTime, delayMs) {
        const key = Symbol();
        timers.set(key, { dueMs: nowMs + delayMs, onTime });
        return { cancel: () => void timers.delete(key) };
      },
    },
    waitForStep() {
      dueMs += stepMs;
      for (let key = findDue(); key !== null; key = findDue()) {
        const timer = timers.get(key)!;
        timers.delete(key);
        nowMs = timer.dueMs;
        timer.onTime();
      }
      nowMs = dueMs;
      return Promise.resolve();
    },
  };
}

/** A pace by the machine's clock. @param signal - ends the wait */
export function createTimedPace(stepMs: number, signal: AbortSignal): RunPace {
  return {
    clock: systemClock,
    waitForStep: () => sleep(systemClock, stepMs, signal),
  };
}

/** The pace of a live training's reports: each step happens now. */
export const REPORTED_PACE: RunPace = { clock: systemClock, waitForStep: () => Promise.resolve() };
