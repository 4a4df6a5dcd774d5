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

/** Resolves once no frame has been drawn for `quietMs`. */
export async function untilStill(quietMs = 400): Promise<void> {
  const counter = countDraws();
  let before = -1;
  while (counter.draws !== before) {
    before = counter.draws;
    await wait(quietMs);
  }
  counter.stop();
}
