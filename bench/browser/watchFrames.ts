import { countUploadBytes, UPLOADS } from '../../test/support/uploadBytes.js';
import { DRAWS, finishDrawing, wrapCalls, type Context } from './wrapCalls.js';

/** One animation frame callback that drew something. */
interface DrawnFrame {
  /** Time of the whole callback on the main thread, in ms. */
  readonly ms: number;
  readonly draws: number;
  /** Bytes handed to buffers and textures. */
  readonly bytes: number;
}

export interface FrameWatch {
  /** The frames since the last `reset`. */
  readonly frames: readonly DrawnFrame[];
  /** Whether a callback is asked for and has not run: in software GL a frame may be a second away. */
  readonly isFramePending: boolean;
  /** Waits, on the main thread, until the GPU has drawn all it was told to. */
  finish(): void;
  reset(): void;
  /**
   * What a frame asks for after itself waits for `resume` from here on: the next frame would come in while the browser
   * is asked what the first one cost.
   */
  holdNext(): void;
  resume(): void;
  stop(): void;
}

/**
 * Times every animation frame callback from here on, and counts what it draws and sends to the GPU.
 * @param countsCalls - false: it looks at no call of WebGL, which costs a tenth of a millisecond and more a frame. Every
 * callback is then a frame, of no draws and no bytes, and `finish` waits for nothing
 */
export function watchFrames(countsCalls = true): FrameWatch {
  let frames: DrawnFrame[] = [];
  let draws = 0;
  let bytes = 0;
  let context: Context | null = null;
  const restoreDraws = wrapCalls(countsCalls ? Object.keys(DRAWS) : [], (drawn) => {
    context = drawn;
    draws++;
  });
  const restoreUploads = wrapCalls(countsCalls ? UPLOADS : [], (_, name, args) => {
    bytes += countUploadBytes(name, args);
  });
  const pending = new Set<number>();
  /** By ids below 0, which are not the browser's. */
  const held = new Map<number, FrameRequestCallback>();
  let lastHeld = 0;
  let isHolding = false;
  let isInFrame = false;
  const { requestAnimationFrame: request, cancelAnimationFrame: cancel } = window;
  const ask = (callback: FrameRequestCallback): number => {
    const id = request.call(window, (time) => {
      pending.delete(id);
      draws = 0;
      bytes = 0;
      isInFrame = true;
      const begun = performance.now();
      callback(time);
      const ms = performance.now() - begun;
      isInFrame = false;
      if (draws > 0 || !countsCalls) frames.push({ ms, draws, bytes });
    });
    pending.add(id);
    return id;
  };
  window.requestAnimationFrame = (callback) => {
    if (!isHolding || !isInFrame) return ask(callback);
    held.set(--lastHeld, callback);
    return lastHeld;
  };
  window.cancelAnimationFrame = (id) => {
    held.delete(id);
    if (pending.delete(id)) cancel.call(window, id);
  };
  return {
    get frames() {
      return frames;
    },
    get isFramePending() {
      return pending.size > 0 || held.size > 0;
    },
    finish: () => finishDrawing(context),
    reset() {
      frames = [];
    },
    holdNext() {
      isHolding = true;
    },
    resume() {
      isHolding = false;
      for (const id of held.keys()) {
        ask((time) => {
          const callback = held.get(id);
          held.delete(id);
          callback?.(time);
        });
      }
    },
    stop() {
      restoreDraws();
      restoreUploads();
      window.requestAnimationFrame = request;
      window.cancelAnimationFrame = cancel;
    },
  };
}

/** Resolves once no frame is due and none has been drawn for `quietMs`, in which the text catches up too. */
export async function untilStill(watch: FrameWatch, quietMs = 250): Promise<void> {
  let before = -1;
  while (watch.frames.length !== before || watch.isFramePending) {
    before = watch.frames.length;
    await wait(quietMs);
  }
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
