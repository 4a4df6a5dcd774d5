/** Calls that a context of a canvas in two dimensions has had. */
export interface CanvasCalls {
  /** Of all its methods together. */
  readonly count: number;
  reset(): void;
  stop(): void;
}

/**
 * Counts every call of a method of the two-dimensional contexts of some canvases.
 * @param isCounted - whether a canvas is one of them
 */
export function countCanvasCalls(isCounted: (canvas: HTMLCanvasElement) => boolean): CanvasCalls {
  const prototype = CanvasRenderingContext2D.prototype as unknown as Record<string, unknown>;
  const originals: [name: string, method: object][] = [];
  let count = 0;
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (typeof value !== 'function' || name === 'constructor') continue;
    const method = value as (...args: unknown[]) => unknown;
    originals.push([name, method]);
    prototype[name] = function (this: CanvasRenderingContext2D, ...args: unknown[]) {
      if (isCounted(this.canvas)) count++;
      return Reflect.apply(method, this, args);
    };
  }
  return {
    get count() {
      return count;
    },
    reset() {
      count = 0;
    },
    stop() {
      for (const [name, method] of originals) prototype[name] = method;
    },
  };
}
