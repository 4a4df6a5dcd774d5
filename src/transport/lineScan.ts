import { beginsMessage, countLineEnd } from './splitFrame.js';

/** Finds whether a text that comes in pieces is one message or one a line. */
export interface LineScan {
  push(chunk: string): void;
  /** Whether the text up to here cannot be a single JSON value; never parses it. */
  isLines(): boolean;
  /** Whether there was nothing but white space. */
  isBlank(): boolean;
  /** Its length, without a line end at its end. */
  chars(): number;
}

/** Creates a scan of one text, in whatever chunks it comes: see {@link splitFrame}. */
export function createLineScan(): LineScan {
  let chars = 0;
  let isLines = false;
  /** The last character that is no white space. */
  let last = '';
  let isAfterBreak = false;
  /** The last two characters. */
  let end = '';

  function look(character: string): void {
    if (character === '\n') {
      isAfterBreak = true;
      return;
    }
    const isInk = character.trim() !== '';
    if (isInk && isAfterBreak && last !== '' && beginsMessage(last, character)) isLines = true;
    if (isInk) last = character;
    isAfterBreak = false;
  }

  return {
    push(chunk) {
      chars += chunk.length;
      end = (end + chunk.slice(-2)).slice(-2);
      for (let i = 0; i < chunk.length && !isLines; i += 1) look(chunk.charAt(i));
    },
    isLines: () => isLines,
    isBlank: () => last === '',
    chars: () => chars - countLineEnd(end),
  };
}
