import { onAbort, type HostAbortSignal } from './abortSignal.js';
import type { Clock } from './clock.js';

/**
 * Waits for `delayMs`, or until the signal aborts; no timer and no listener is left. Never rejects: the caller checks the
 * signal.
 */
export function sleep(clock: Clock, delayMs: number, signal?: HostAbortSignal): Promise<void> {
  if (signal?.aborted === true) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = clock.startTimer(() => {
      stopListening();
      resolve();
    }, delayMs);
    const stopListening = onAbort(signal, () => {
      timer.cancel();
      stopListening();
      resolve();
    });
  });
}
