/** Counts writes into GPU buffers of every WebGL context from here on. */
export function countUploads(): { readonly count: number; readonly bytes: number; stop(): void } {
  const prototype = WebGL2RenderingContext.prototype;
  const original = prototype.bufferSubData;
  let count = 0;
  let bytes = 0;
  Object.assign(prototype, {
    bufferSubData(
      this: WebGL2RenderingContext,
      ...args: [number, number, ArrayBufferView, number?, number?]
    ) {
      count++;
      const [, , data, , length] = args;
      bytes += length === undefined ? data.byteLength : length * Float32Array.BYTES_PER_ELEMENT;
      Reflect.apply(original, this, args);
    },
  });
  return {
    get count() {
      return count;
    },
    get bytes() {
      return bytes;
    },
    stop() {
      prototype.bufferSubData = original;
    },
  };
}

/** Bytes of each texture upload of every WebGL context from here on. */
export function countTextureBytes(): {
  readonly uploads: readonly number[];
  readonly bytes: number;
  stop(): void;
} {
  const prototype = WebGL2RenderingContext.prototype;
  const names = ['texImage2D', 'texSubImage2D'] as const;
  const originals = names.map((name) => [name, prototype[name]] as const);
  const uploads: number[] = [];
  for (const [name, original] of originals) {
    Object.assign(prototype, {
      [name](this: WebGL2RenderingContext, ...args: unknown[]) {
        const data = args.find((arg) => ArrayBuffer.isView(arg));
        if (data !== undefined) uploads.push(data.byteLength);
        Reflect.apply(original, this, args);
      },
    });
  }
  return {
    uploads,
    get bytes() {
      return uploads.reduce((sum, bytes) => sum + bytes, 0);
    },
    stop() {
      for (const [name, original] of originals) Object.assign(prototype, { [name]: original });
    },
  };
}
