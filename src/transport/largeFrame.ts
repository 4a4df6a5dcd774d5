import type { RefusedMessage } from '../protocol/refusedMessage.js';
import type { FrameEvents } from './link.js';
import { createLineSplitter } from '../log/lineSplitter.js';
import { createLineScan } from './lineScan.js';

/** How much of a frame is decoded at a time. */
const CHUNK_BYTES = 65_536;

/**
 * Reads a frame of bytes that is longer than a message may be: its lines where it is NDJSON, by the rules of
 * {@link splitFrame}, else as one message that is too long. The frame is decoded twice, in pieces.
 */
export function readLargeFrame(
  frame: ArrayBuffer | ArrayBufferView<ArrayBuffer>,
  maxMessageChars: number,
  events: FrameEvents,
): void {
  const scan = createLineScan();
  for (const text of decodeChunks(frame)) scan.push(text);
  if (!scan.isLines()) {
    if (!scan.isBlank()) events.onTooLong(scan.chars());
    return;
  }
  const lines = createLineSplitter(maxMessageChars);
  const deliver = (messages: Iterable<string | RefusedMessage>): void => {
    for (const message of messages) {
      if (typeof message === 'string') events.onText(message);
      else events.onTooLong(message.chars);
    }
  };
  for (const text of decodeChunks(frame)) deliver(lines.push(text));
  deliver(lines.finish());
}

function* decodeChunks(frame: ArrayBuffer | ArrayBufferView<ArrayBuffer>): Generator<string> {
  const bytes = ArrayBuffer.isView(frame)
    ? new Uint8Array(frame.buffer, frame.byteOffset, frame.byteLength)
    : new Uint8Array(frame);
  const decoder = new TextDecoder();
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES)
    yield decoder.decode(bytes.subarray(start, start + CHUNK_BYTES), { stream: true });
  yield decoder.decode();
}
