import type { Clock, Timer } from './clock.js';

/** Functions of time in browsers, workers and Node. Looked up at each call, since tests replace them. */
interface HostTime {
  setTimeout(onTime: () => void, delayMs: number): unknown;
  clearTimeout(handle: unknown): void;
  readonly performance: { now(): number };
}

const host = globalThis as unknown as HostTime;

/** The longest delay that a host's timers take, in milliseconds; a longer one would fire at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * The machine's own time, in a browser, a worker and Node: Unix time in milliseconds. Unlike a browser's monotonic clock it
 * goes on while the machine sleeps, and it jumps when it is set.
 */
export const systemClock: Clock = { now: () => Date.now(), startTimer };

/** Monotonic time in milliseconds since an arbitrary moment, for playing recordings. */
export const steadyClock: Clock = { now: () => host.performance.now(), startTimer };

function startTimer(onTime: () => void, delayMs: number): Timer {
  const handle = host.setTimeout(onTime, Math.min(delayMs, LONGEST_TIMER_MS));
  return {
    cancel: () => host.clearTimeout(handle),
    // In a browser the handle is a number, without `unref`.
    release: () => (handle as { unref?(): void }).unref?.(),
  };
}
