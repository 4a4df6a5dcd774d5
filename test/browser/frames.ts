import { isPageIdle, nextFrame } from '../support/pageActivity.js';

const DRAWS = ['drawElements', 'drawArrays', 'drawElementsInstanced', 'drawArraysInstanced'] as const;

/** Counts every draw call of every WebGL context from here on. */
export function countDraws(): { readonly draws: number; stop(): void } {
  const prototype = WebGL2RenderingContext.prototype;
  const originals = DRAWS.map((name) => [name, prototype[name]] as const);
  let draws = 0;
  for (const [name, original] of originals) {
    Object.assign(prototype, {
      [name](this: WebGL2RenderingContext, ...args: number[]) {
        draws++;
        Reflect.apply(original, this, args);
      },
    });
  }
  return {
    get draws() {
      return draws;
    },
    stop() {
      for (const [name, original] of originals) Object.assign(prototype, { [name]: original });
    },
  };
}

/** Lets some frames come. */
export async function nextFrames(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await nextFrame();
}

/** Resolves when the next event of a type has been handled by all. */
export async function once(target: EventTarget, type: string): Promise<void> {
  await new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));
  await nextMessage();
}

/** Lets what was posted come first: React goes on in messages. */
export function nextMessage(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/**
 * Resolves once nothing is drawn any more, nor will be by itself: in three frames on end the page asked for no
 * frame and for no timer. What still comes over a network is not seen.
 */
export async function untilStill(): Promise<void> {
  const counter = countDraws();
  for (let calm = 0; calm < 3;) {
    const before = counter.draws;
    await nextFrame();
    await nextMessage();
    calm = isPageIdle() && counter.draws === before ? calm + 1 : 0;
  }
  counter.stop();
}

/**
 * `untilStill`, but something has to be drawn first: for what has only just been mounted, or is sure to move.
 * @param action - what has it drawn, where one waits for that: by its end all may be drawn and still
 */
export async function untilDrawnAndStill(action: () => unknown = () => undefined): Promise<void> {
  const counter = countDraws();
  await action();
  while (counter.draws === 0) await nextFrame();
  counter.stop();
  await untilStill();
}
