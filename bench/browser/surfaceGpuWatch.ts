import { countUploadBytes, UPLOADS } from '../../test/support/uploadBytes.js';
import { countVertices, DRAWS, finishDrawing, wrapCalls, type Context } from './wrapCalls.js';

/** What counts as the picture that is waited for. */
export interface AwaitedPicture {
  /** The least vertices of the draw call that is the surface. */
  readonly vertices: number;
  /** Where given, they must have been sent before, as they are. */
  readonly heights?: ArrayBuffer | undefined;
}

/** What was sent since the watch began, or since `begin`. */
interface GpuCount {
  readonly bytes: number;
  /** Uploads of the heights themselves, not of a copy. */
  readonly heightUploads: number;
}

export interface GpuWatch {
  /**
   * Counts anew; resolves in a task of its own right after the one that drew the picture.
   * @param isTimed - bytes are not counted: it costs a tenth of a millisecond and more, of what is then measured
   */
  begin(picture: AwaitedPicture, isTimed?: boolean): Promise<void>;
  readonly count: GpuCount;
  /** Waits, on the main thread, until the GPU has drawn all that the last picture's context was told to. */
  finish(): void;
  /** Gives back every context that drew since `begin`: a page has but sixteen. */
  loseContexts(): void;
  stop(): void;
}

/** Counts what all contexts of the page send, in frames and outside, of either version: the peers' are of the first. */
export function watchGpu(): GpuWatch {
  let awaited: AwaitedPicture | null = null;
  let tell: () => void = () => undefined;
  let bytes = 0;
  let heightUploads = 0;
  let countsBytes = true;
  let last: Context | null = null;
  const contexts = new Set<Context>();
  const onUpload = (name: string, args: readonly unknown[]): void => {
    if (countsBytes) bytes += countUploadBytes(name, args);
    const heights = awaited?.heights;
    if (heights !== undefined && sends(args, heights)) heightUploads++;
  };
  const onDraw = (context: Context, vertices: number): void => {
    contexts.add(context);
    if (awaited === null || vertices < awaited.vertices) return;
    if (awaited.heights !== undefined && heightUploads === 0) return;
    last = context;
    awaited = null;
    // A message comes after this whole frame, and before any timer.
    tell();
  };
  const restoreUploads = wrapCalls(UPLOADS, (_, name, args) => onUpload(name, args));
  const restoreDraws = wrapCalls(Object.keys(DRAWS), (context, name, args) =>
    onDraw(context, countVertices(name, args)),
  );
  return {
    begin(picture, isTimed = false) {
      awaited = picture;
      countsBytes = !isTimed;
      bytes = 0;
      heightUploads = 0;
      contexts.clear();
      const { port1, port2 } = new MessageChannel();
      tell = () => port2.postMessage(null);
      return new Promise((resolve) => {
        port1.onmessage = () => {
          port1.close();
          resolve();
        };
      });
    },
    get count() {
      return { bytes, heightUploads };
    },
    finish: () => finishDrawing(last),
    loseContexts() {
      for (const context of contexts) context.getExtension('WEBGL_lose_context')?.loseContext();
      contexts.clear();
      last = null;
    },
    stop() {
      restoreUploads();
      restoreDraws();
    },
  };
}

/** A loop, not `some`: it runs in what is timed. */
function sends(args: readonly unknown[], heights: ArrayBuffer): boolean {
  for (const arg of args) {
    if (typeof arg === 'object' && ArrayBuffer.isView(arg)) return arg.buffer === heights;
  }
  return false;
}
