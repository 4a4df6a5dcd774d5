import type { EmitterClock, EmitterTimer } from '../emitterClock.js';

/** The longest delay that timers take; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's own time. */
export const systemClock: EmitterClock = { now: () => Date.now(), startTimer };

/** Time that never jumps, in milliseconds since an arbitrary moment: for what is played at a pace. */
export const steadyClock: EmitterClock = { now: () => performance.now(), startTimer };

function startTimer(onTime: () => void, delayMs: number): EmitterTimer {
  const handle = setTimeout(onTime, Math.min(delayMs, LONGEST_TIMER_MS));
  return { cancel: () => clearTimeout(handle), release: () => void handle.unref() };
}
