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

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

/**
 * Resolves once nothing is drawn any more: not for `quietMs`, nor in two animation frames after that,
 * however long a frame takes on a busy machine.
 */
export async function untilStill(quietMs = 300): Promise<void> {
  const counter = countDraws();
  let before = -1;
  while (counter.draws !== before) {
    before = counter.draws;
    await wait(quietMs);
    await nextFrame();
    await nextFrame();
  }
  counter.stop();
}

/** `untilStill`, but something has to be drawn first: for what has only just been mounted, or is sure to move. */
export async function untilDrawnAndStill(): Promise<void> {
  const counter = countDraws();
  while (counter.draws === 0) await nextFrame();
  counter.stop();
  await untilStill();
}
