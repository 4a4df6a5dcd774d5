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
