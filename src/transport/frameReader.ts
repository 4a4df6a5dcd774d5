import { describeError } from '../host/describeError.js';
import { readLargeFrame } from './largeFrame.js';
import type { FrameEvents } from './link.js';

/** UTF-8 takes at most three bytes for a UTF-16 code unit, so a frame of more bytes than this times the limit is too long. */
const MOST_BYTES_PER_CHAR = 3;

/** Turns a WebSocket's frames into text, in the order in which they came. */
export interface FrameReader {
  /** Takes a frame: a text, an ArrayBuffer, a view of one, or a Blob. */
  readonly push: (frame: unknown) => void;
}

/**
 * Creates a reader of one socket's frames. A Blob is read asynchronously; frames that come meanwhile wait for it.
 * A frame of bytes that cannot be within the limit is never decoded as a whole.
 * @param events - called at once, unless a Blob came before
 */
export function createFrameReader(events: FrameEvents, maxMessageChars: number): FrameReader {
  const mostBytes = maxMessageChars * MOST_BYTES_PER_CHAR;
  let queue: Promise<void> | null = null;

  function read(frame: unknown): void {
    if (!isBytes(frame)) events.onText(String(frame));
    else if (frame.byteLength > mostBytes) readLargeFrame(frame, maxMessageChars, events);
    else events.onText(new TextDecoder().decode(frame));
  }

  return {
    push(frame) {
      if (queue === null && !(frame instanceof Blob)) {
        read(frame);
        return;
      }
      const bytes = frame instanceof Blob ? readSafely(frame) : frame;
      const turn = (queue ?? Promise.resolve()).then(async () => read(await bytes));
      queue = turn;
      void turn.then(() => {
        if (queue === turn) queue = null;
      });
    },
  };
}

function isBytes(frame: unknown): frame is ArrayBuffer | ArrayBufferView<ArrayBuffer> {
  return frame instanceof ArrayBuffer || ArrayBuffer.isView(frame);
}

/** Reading a socket's Blob only fails for lack of memory; its message then becomes a text that is not JSON. */
async function readSafely(blob: Blob): Promise<ArrayBuffer | string> {
  try {
    return await blob.arrayBuffer();
  } catch (error) {
    return `a frame that cannot be read: ${describeError(error)}`;
  }
}
