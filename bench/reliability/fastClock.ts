import type { Clock } from '../../src/host/clock.js';

/** Real time that runs `factor` times as fast, for tests with real sockets. */
export function createFastClock(factor: number): Clock {
  const startMs = Date.now();
  return {
    now: () => startMs + (Date.now() - startMs) * factor,
    startTimer(onTime, delayMs) {
      const handle = setTimeout(onTime, delayMs / factor);
      return { cancel: () => clearTimeout(handle) };
    },
  };
}
