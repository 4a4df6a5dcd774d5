import { EventBuffer, type EventStreamEvents } from '../log/eventBuffer.js';
import { LineFeeds } from '../log/lineEnds.js';
import { HEAD_CHARS, LineReader, type LongLine } from '../log/lineReader.js';

/**
 * Creates a reader of one `text/event-stream` (HTML Standard, section 9.2.6). Of an event longer than the limit nothing
 * is kept but its id and its length, whatever its lines and the chunks are; no line is kept beyond that either.
 * @returns a function that takes the stream's bytes in any chunks
 */
export function createEventStreamReader(
  events: EventStreamEvents,
  maxMessageChars: number,
): (bytes: Uint8Array) => void {
  const decoder = new TextDecoder();
  const lineFeeds = new LineFeeds();
  // Room for the field's name before a text of the greatest length.
  const lines = new LineReader(maxMessageChars + HEAD_CHARS);
  const event = new EventBuffer(events, maxMessageChars);

  function take(line: string | LongLine): void {
    if (typeof line === 'string') event.takeLine(line, line.length);
    else event.takeLine(line.head, line.chars);
  }

  return (bytes) => {
    lines.push(lineFeeds.convert(decoder.decode(bytes, { stream: true })));
    for (let line = lines.next(); line !== null; line = lines.next()) take(line);
  };
}
