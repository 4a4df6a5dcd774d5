import { createOversizedText } from './oversizedText.js';

/** Takes text apart into lines, in whatever chunks it comes. */
export interface LineSplitter {
  /** The lines that this chunk completes, as they are asked for. Ask for all of them before the next chunk. */
  push(chunk: string): Iterable<string>;
  /** The last line, if the text did not end with a line break. */
  finish(): Iterable<string>;
}

/**
 * Creates a splitter on `\n` and nothing else (U+2028 may stand within a JSON string). A `\r` at a line's end is
 * dropped, and so are blank lines. Of a line that is longer than the limit nothing is kept; {@link createOversizedText}
 * takes its place.
 */
export function createLineSplitter(maxLineChars: number): LineSplitter {
  let pieces: string[] = [];
  let pendingChars = 0;

  function keep(piece: string): void {
    pendingChars += piece.length;
    if (pendingChars > maxLineChars) pieces = [];
    else if (piece !== '') pieces.push(piece);
  }

  function takeLine(): string {
    const line = pendingChars > maxLineChars ? createOversizedText(maxLineChars) : pieces.join('');
    pieces = [];
    pendingChars = 0;
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }

  return {
    *push(chunk) {
      let start = 0;
      for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', start)) {
        keep(chunk.slice(start, end));
        start = end + 1;
        const line = takeLine();
        // `trim` takes a byte order mark too.
        if (line.trim() !== '') yield line;
      }
      keep(chunk.slice(start));
    },
    *finish() {
      const line = takeLine();
      if (line.trim() !== '') yield line;
    },
  };
}
