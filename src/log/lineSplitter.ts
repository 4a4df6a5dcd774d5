import { RefusedMessage } from '../protocol/refusedMessage.js';
import { LineReader, type LongLine } from './lineReader.js';

/** Splits a log of one message a line that comes in chunks. */
export interface LineSplitter {
  /** The messages that this chunk completes, found while they are iterated. Iterate all of them before the next chunk. */
  push(chunk: string): Iterable<string | RefusedMessage>;
  /** The last message, if the text did not end with a line break. */
  finish(): Iterable<string | RefusedMessage>;
}

/**
 * Creates a splitter of lines (see {@link LineReader}) that are messages: a `\r` at a line's end is dropped, and so are
 * blank lines. Of a line that is longer than the limit only the length is kept.
 */
export function createLineSplitter(maxLineChars: number): LineSplitter {
  const reader = new LineReader(maxLineChars);

  function read(line: string | LongLine): string | RefusedMessage | null {
    if (typeof line !== 'string') return line.isBlank ? null : new RefusedMessage(line.chars, maxLineChars);
    // `trim` removes a byte order mark too.
    if (line.trim() === '') return null;
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }

  return {
    *push(chunk) {
      reader.push(chunk);
      for (let line = reader.next(); line !== null; line = reader.next()) {
        const message = read(line);
        if (message !== null) yield message;
      }
    },
    *finish() {
      const line = reader.finish();
      const message = line === null ? null : read(line);
      if (message !== null) yield message;
    },
  };
}
