/**
 * What the page has asked for and has not been given yet: animation frames, and timers that are soon due.
 * Imported before anything that may keep `setTimeout` or `requestAnimationFrame` for itself.
 */

/** A timer further away than any pause in a movement, or before a still frame, is no part of either. */
const SOON_MS = 1000;

const frames = new Set<number>();
const timers = new Set<number>();

const request = window.requestAnimationFrame.bind(window);
const cancel = window.cancelAnimationFrame.bind(window);
const set = window.setTimeout.bind(window);
const clear = window.clearTimeout.bind(window);

window.requestAnimationFrame = (callback) => {
  const handle = request((timeMs) => {
    frames.delete(handle);
    callback(timeMs);
  });
  frames.add(handle);
  return handle;
};

window.cancelAnimationFrame = (handle) => {
  frames.delete(handle);
  cancel(handle);
};

const setTracked = (handler: TimerHandler, delayMs = 0, ...args: unknown[]): number => {
  if (typeof handler !== 'function' || delayMs > SOON_MS) return set(handler, delayMs, ...args);
  const handle = set(() => {
    timers.delete(handle);
    Reflect.apply(handler, window, args);
  }, delayMs);
  timers.add(handle);
  return handle;
};
Object.assign(window, { setTimeout: setTracked });

window.clearTimeout = (handle) => {
  if (typeof handle === 'number') timers.delete(handle);
  clear(handle);
};

/** Whether the page waits for no frame and for no timer that is soon due. */
export function isPageIdle(): boolean {
  return frames.size === 0 && timers.size === 0;
}

/** The next animation frame, which counts as no activity of the page. */
export function nextFrame(): Promise<number> {
  return new Promise(request);
}
