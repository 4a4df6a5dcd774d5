import { LineEnds } from './lineEnds.js';
import { LineReader, type LongLine } from './lineReader.js';
import { Utf8Chunks } from './utf8Chunks.js';

/**
 * Lines up to this many times the length of a message are read: the message's reader then reports the true length, and lines
 * of server-sent events have a field's name too.
 */
const READ_ALL_THE_SAME = 3;

/** Callbacks for the lines of a log, empty ones included. Line numbers count from 1. */
export interface LineSink {
  readonly onLine: (text: string, line: number) => void;
  /** Called for a line that is too long to be read; nothing of it was kept. */
  readonly onTooLong: (chars: number, line: number) => void;
  /** Called after each chunk; the next one is read once its promise has resolved. */
  readonly afterChunk?: (doneBytes: number) => Promise<void> | void;
}

/** What was read. */
export interface LinesRead {
  readonly lines: number;
  readonly bytes: number;
}

/** Thrown for a log in an encoding that cannot be read, with what can be done about it. */
export class LogEncodingError extends Error {
  override readonly name = 'LogEncodingError';
}

/**
 * Reads a stream of UTF-8 bytes line by line, in memory bounded by its longest line. Lines end only at a line feed, except in
 * a log of server-sent events (see {@link LineEnds}); a byte order mark and a carriage return at a line's end stay, since the
 * JSON parser ignores them.
 * @param maxLineChars - the most characters (UTF-16 code units) of a message
 * @throws LogEncodingError if it is no text, or in UTF-16
 */
export async function readLines(
  chunks: AsyncIterable<Uint8Array>,
  maxLineChars: number,
  sink: LineSink,
): Promise<LinesRead> {
  const decoder = new Utf8Chunks();
  const lineEnds = new LineEnds();
  const reader = new LineReader(maxLineChars * READ_ALL_THE_SAME);
  let bytes = 0;
  let lines = 0;

  function deliver(line: string | LongLine): void {
    lines += 1;
    if (typeof line === 'string') sink.onLine(line, lines);
    else sink.onTooLong(line.chars, lines);
  }

  function take(text: string): void {
    reader.push(text);
    for (let line = reader.next(); line !== null; line = reader.next()) deliver(line);
  }

  for await (const chunk of chunks) {
    if (bytes === 0) checkEncoding(chunk);
    bytes += chunk.length;
    take(lineEnds.take(decoder.push(chunk)));
    await sink.afterChunk?.(bytes);
  }
  take(lineEnds.take(decoder.finish()));
  take(lineEnds.finish());
  const last = reader.finish();
  if (last !== null) deliver(last);
  return { lines, bytes };
}

/** Finds encodings into which a shell or a tool may have converted a log. */
function checkEncoding([first, second]: Uint8Array): void {
  if (first === 0x1f && second === 0x8b)
    throw new LogEncodingError('expected text, found gzip: unpack it first (`gzip -dc LOG | … -`).');
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    throw new LogEncodingError('expected UTF-8, found UTF-16: in PowerShell write it with `-Encoding utf8`.');
}
