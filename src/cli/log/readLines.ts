import { CommandFailure } from '../commandFailure.js';
import { LineEnds } from './lineEnds.js';

const LINE_FEED = 0x0a;
/** UTF-8 takes at most three bytes for a UTF-16 code unit: a line of more bytes than that is beyond the limit. */
const MOST_BYTES_PER_CHAR = 3;

/** What is called with the lines of a log, empty ones included. Line numbers count from 1. */
export interface LineReader {
  readonly onLine: (text: string, line: number) => void;
  /** A line of which nothing was kept, because it is longer than any that would be read. */
  readonly onTooLong: (bytes: number, line: number) => void;
  /** After each chunk; what it returns is waited for before the next is read. */
  readonly afterChunk?: (doneBytes: number) => Promise<void> | void;
}

/** What was read. */
export interface LinesRead {
  readonly lines: number;
  readonly bytes: number;
}

/**
 * Reads a stream of UTF-8 bytes line by line, in memory that no longer depends on its length than its longest line does.
 * Lines end at the line feed alone, but for a log of server-sent events (see {@link LineEnds}); a byte order mark, and a carriage return at a line's end, are left to JSON's reader.
 * Chunks are cut at their last line feed, which is no part of any other character, and decoded at once: a decoder that
 * carries on from chunk to chunk takes twice as long.
 * @param maxLineChars - in UTF-16 code units
 * @throws CommandFailure if it is no text, or in UTF-16
 */
export async function readLines(
  chunks: AsyncIterable<Uint8Array>,
  maxLineChars: number,
  reader: LineReader,
): Promise<LinesRead> {
  const maxLineBytes = maxLineChars * MOST_BYTES_PER_CHAR;
  const lineEnds = new LineEnds();
  let pieces: Buffer[] = [];
  let pendingBytes = 0;
  let bytes = 0;
  let line = 0;

  function keep(piece: Buffer): void {
    pendingBytes += piece.length;
    if (pendingBytes > maxLineBytes) pieces = [];
    else if (piece.length > 0) pieces.push(piece);
  }

  function finishPending(): void {
    line += 1;
    if (pendingBytes > maxLineBytes) reader.onTooLong(pendingBytes, line);
    else reader.onLine(Buffer.concat(pieces).toString('utf8'), line);
    pieces = [];
    pendingBytes = 0;
  }

  function takeWhole(text: string): void {
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      line += 1;
      reader.onLine(text.slice(start, end), line);
      start = end + 1;
    }
  }

  function take(chunk: Buffer): void {
    const first = pendingBytes === 0 ? -1 : chunk.indexOf(LINE_FEED);
    const last = chunk.lastIndexOf(LINE_FEED);
    if (pendingBytes > 0 && first >= 0) {
      keep(chunk.subarray(0, first));
      finishPending();
    }
    if (last > first) takeWhole(chunk.toString('utf8', first + 1, last + 1));
    keep(chunk.subarray(last + 1));
  }

  for await (const part of chunks) {
    const chunk = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
    if (bytes === 0) checkEncoding(chunk);
    bytes += chunk.length;
    take(lineEnds.take(chunk));
    await reader.afterChunk?.(bytes);
  }
  take(lineEnds.finish());
  if (pendingBytes > 0) finishPending();
  return { lines: line, bytes };
}

/** What a shell or a tool made of a log on its way. */
function checkEncoding(chunk: Buffer): void {
  const [first, second] = chunk;
  if (first === 0x1f && second === 0x8b)
    throw new CommandFailure('expected text, found gzip: unpack it first (`gzip -dc LOG | … -`).');
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    throw new CommandFailure('expected UTF-8, found UTF-16: in PowerShell write it with `-Encoding utf8`.');
}
