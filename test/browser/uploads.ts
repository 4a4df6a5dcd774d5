import { countUploadBytes, UPLOADS } from '../support/uploadBytes.js';

/** Bytes of each write into a buffer that is there, or into a texture, of every WebGL context from here on. */
export function recordUploads(): {
  readonly uploads: readonly number[];
  readonly bytes: number;
  stop(): void;
} {
  const prototype = WebGL2RenderingContext.prototype;
  // Buffers that are made whole come with every geometry.
  const names = UPLOADS.filter((name) => name !== 'bufferData');
  const originals = names.map((name) => [name, prototype[name]] as const);
  const uploads: number[] = [];
  for (const [name, original] of originals) {
    Object.assign(prototype, {
      [name](this: WebGL2RenderingContext, ...args: unknown[]) {
        uploads.push(countUploadBytes(name, args));
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
