import { createOversizedText } from './oversizedText.js';

/** UTF-8 takes at most three bytes for a UTF-16 code unit: what is longer than this many times the limit is beyond it. */
const MOST_BYTES_PER_CHAR = 3;

/** Turns a WebSocket's frames into text, in the order in which they came. */
export interface FrameReader {
  /** Takes a frame: a text, an ArrayBuffer, a view of one, or a Blob. */
  readonly push: (frame: unknown) => void;
}

/**
 * Creates a reader of one socket's frames. A Blob can only be read later; what comes meanwhile waits its turn.
 * A frame of bytes that cannot be within the limit is not decoded: {@link createOversizedText} takes its place.
 * @param onText - called at once, unless a Blob came before
 */
export function createFrameReader(onText: (text: string) => void, maxMessageChars: number): FrameReader {
  const mostBytes = maxMessageChars * MOST_BYTES_PER_CHAR;
  let queue: Promise<void> | null = null;

  function decode(bytes: ArrayBuffer | ArrayBufferView): string {
    return bytes.byteLength > mostBytes
      ? createOversizedText(maxMessageChars)
      : new TextDecoder().decode(bytes);
  }

  function toText(frame: unknown): string | Promise<string> {
    if (typeof frame === 'string') return frame;
    if (frame instanceof ArrayBuffer || ArrayBuffer.isView(frame)) return decode(frame);
    if (!(frame instanceof Blob)) return String(frame);
    return frame.size > mostBytes ? createOversizedText(maxMessageChars) : frame.text();
  }

  return {
    push(frame) {
      const text = toText(frame);
      if (queue === null && typeof text === 'string') {
        onText(text);
        return;
      }
      const turn = (queue ?? Promise.resolve()).then(async () => onText(await readSafely(text)));
      queue = turn;
      void turn.then(() => {
        if (queue === turn) queue = null;
      });
    },
  };
}

/** A Blob of a socket that cannot be read is a browser out of memory; its message is told as one that is no JSON. */
async function readSafely(text: string | Promise<string>): Promise<string> {
  try {
    return await text;
  } catch (error) {
    return `a frame that cannot be read: ${String(error)}`;
  }
}
