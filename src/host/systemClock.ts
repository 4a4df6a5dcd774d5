import type { Clock, Timer } from './clock.js';

/** What browsers, workers and Node have of time. Looked up at each call: a test may put its own in their place. */
interface HostTime {
  setTimeout(onTime: () => void, delayMs: number): unknown;
  clearTimeout(handle: unknown): void;
  readonly performance: { now(): number };
}

const host = globalThis as unknown as HostTime;

/** The longest delay that a host's timers take, in milliseconds; a longer one would fire at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * The machine's own time, in a browser, a worker and Node: Unix time in milliseconds. It goes on while the machine
 * sleeps, which a browser's steady clock may not, and jumps where somebody sets it.
 */
export const systemClock: Clock = { now: () => Date.now(), startTimer };

/** Time that never jumps, in milliseconds since an arbitrary moment: for what is played at a pace. */
export const steadyClock: Clock = { now: () => host.performance.now(), startTimer };

function startTimer(onTime: () => void, delayMs: number): Timer {
  const handle = host.setTimeout(onTime, Math.min(delayMs, LONGEST_TIMER_MS));
  return {
    cancel: () => host.clearTimeout(handle),
    // A browser's handle is a number, and holds no process.
    release: () => (handle as { unref?(): void }).unref?.(),
  };
}
