import { copyText } from '../protocol/boundText.js';

const LINE_FEED = '\n';
/** How much of the beginning of a line that is too long is kept, in characters: enough to find what kind of line it is. */
export const HEAD_CHARS = 64;
const MOST_COPIED_CHARS = 16_384;

/** A line that is longer than the limit: only its beginning was kept. */
export interface LongLine {
  /** Its length in characters (UTF-16 code units), without a carriage return at its end. */
  readonly chars: number;
  /** Its first {@link HEAD_CHARS} characters. */
  readonly head: string;
  /** Whether all of it is white space. */
  readonly isBlank: boolean;
}

/**
 * Splits text that comes in chunks into lines, in memory bounded by the longest line within the limit and by the chunk. A
 * line ends only at `\n`: U+2028 may stand within a JSON string, and a `\r` belongs to its line. Hot path: read with `next`,
 * since an iterable would cost an object for each line.
 */
export class LineReader {
  private chunk = '';
  private at = 0;
  private pieces: string[] = [];
  private pendingChars = 0;
  private last = '';
  /** What is kept of a line beyond the limit; null while it is within. */
  private long: { head: string; isBlank: boolean } | null = null;

  /** @param maxLineChars - a longer line is not kept; a carriage return at its end does not count */
  constructor(private readonly maxLineChars: number) {}

  /** Takes the next chunk, after all lines of the one before have been read. */
  push(chunk: string): void {
    this.chunk = chunk;
    this.at = 0;
  }

  /** The next complete line, without its line feed; null where the rest of it has yet to come. */
  next(): string | LongLine | null {
    const { chunk, at } = this;
    const end = chunk.indexOf(LINE_FEED, at);
    if (end < 0) {
      this.keep(cutEnd(chunk, at));
      this.push('');
      return null;
    }
    this.at = end + 1;
    if (this.pendingChars === 0 && end - at <= this.maxLineChars) return chunk.slice(at, end);
    this.keep(chunk.slice(at, end));
    return this.takePending();
  }

  /** The last line of a text that does not end with a line feed; null where it does. */
  finish(): string | LongLine | null {
    return this.pendingChars === 0 ? null : this.takePending();
  }

  private keep(piece: string): void {
    if (piece === '') return;
    this.pendingChars += piece.length;
    this.last = piece.charAt(piece.length - 1);
    // One more than the limit, since the last character may be a carriage return.
    if (this.pendingChars <= this.maxLineChars + 1) this.pieces.push(piece);
    else if (this.long !== null) this.long.isBlank &&= isBlank(piece);
    else this.drop(piece);
  }

  private drop(piece: string): void {
    const pieces = [...this.pieces, piece];
    let head = '';
    for (const part of pieces) head += part.slice(0, HEAD_CHARS - head.length);
    this.long = { head, isBlank: pieces.every(isBlank) };
    this.pieces = [];
  }

  private takePending(): string | LongLine {
    const chars = this.pendingChars - (this.last === '\r' ? 1 : 0);
    const text = this.pieces.length === 1 ? this.pieces[0]! : this.pieces.join('');
    const long = this.long ?? { head: text.slice(0, HEAD_CHARS), isBlank: isBlank(text) };
    this.pieces = [];
    this.pendingChars = 0;
    this.last = '';
    this.long = null;
    return chars > this.maxLineChars ? { chars, ...long } : text;
  }
}

/** The rest of a chunk. A short rest is copied, since a slice would keep the whole chunk in memory. */
function cutEnd(chunk: string, at: number): string {
  const rest = chunk.slice(at);
  return at > 0 && rest.length <= MOST_COPIED_CHARS ? copyText(rest) : rest;
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}
