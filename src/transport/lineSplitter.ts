import { RefusedMessage } from '../protocol/refusedMessage.js';

/** Takes text apart into lines, in whatever chunks it comes. */
export interface LineSplitter {
  /** The lines that this chunk completes, as they are asked for. Ask for all of them before the next chunk. */
  push(chunk: string): Iterable<string | RefusedMessage>;
  /** The last line, if the text did not end with a line break. */
  finish(): Iterable<string | RefusedMessage>;
}

/**
 * Creates a splitter on `\n` and nothing else (U+2028 may stand within a JSON string). A `\r` at a line's end is
 * dropped, and so are blank lines. Of a line that is longer than the limit nothing is kept but its length.
 */
export function createLineSplitter(maxLineChars: number): LineSplitter {
  let pieces: string[] = [];
  let pendingChars = 0;
  let isBlank = true;
  let last = '';

  function keep(piece: string): void {
    if (piece === '') return;
    pendingChars += piece.length;
    last = piece.charAt(piece.length - 1);
    // One more, which may be the `\r` that is dropped.
    if (pendingChars <= maxLineChars + 1) pieces.push(piece);
    else {
      if (isBlank) isBlank = [...pieces, piece].every((part) => part.trim() === '');
      pieces = [];
    }
  }

  function takeLine(): string | RefusedMessage | null {
    const chars = pendingChars - (last === '\r' ? 1 : 0);
    const text = pieces.join('');
    const isKept = pendingChars <= maxLineChars + 1;
    // `trim` takes a byte order mark too.
    if (isKept) isBlank = text.trim() === '';
    const line = chars > maxLineChars ? new RefusedMessage(chars, maxLineChars) : text.slice(0, chars);
    const wasBlank = isBlank;
    pieces = [];
    pendingChars = 0;
    isBlank = true;
    last = '';
    return wasBlank ? null : line;
  }

  return {
    *push(chunk) {
      let start = 0;
      for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', start)) {
        keep(chunk.slice(start, end));
        start = end + 1;
        const line = takeLine();
        if (line !== null) yield line;
      }
      keep(chunk.slice(start));
    },
    *finish() {
      const line = takeLine();
      if (line !== null) yield line;
    },
  };
}
