import { ParsedText } from '../protocol/parsedText.js';

const LINE_FEED = '\n';

/**
 * The messages of one frame: the frame itself, or its lines where it is NDJSON (blank ones left out).
 * A single JSON value may hold line breaks too (pretty-printed). But within one value, an object or array begins a line only
 * after `,`, `:` or `[`, and a line after a closing bracket begins with `,` or another closing bracket. So a line that
 * begins differently begins another message, and splitting there loses nothing.
 * Linear in the frame; one without a line break is not copied. The line end after the last message is no part of it.
 * Where only parsing decides it, the frame is returned parsed, so that it is not parsed again.
 * @param maxMessageChars - a longer frame is not parsed: where parsing would decide, it stays whole, and its length refuses it
 */
export function splitFrame(frame: string, maxMessageChars: number): readonly (string | ParsedText)[] {
  const found = findLines(frame);
  if (found === 'lines') return splitLines(frame);
  const message = withoutLineEnd(frame);
  if (found === 'doubtful' && frame.length <= maxMessageChars) {
    const parsed = new ParsedText(message);
    return parsed.json.ok ? [parsed] : splitLines(frame);
  }
  return frame.trim() === '' ? [] : [message];
}

function splitLines(frame: string): string[] {
  return frame.split(LINE_FEED).filter((line) => line.trim() !== '');
}

function withoutLineEnd(frame: string): string {
  return frame.slice(0, frame.length - countLineEnd(frame));
}

/** Length of the line end at the end of a text; 0 where there is none. */
export function countLineEnd(text: string): number {
  if (!text.endsWith(LINE_FEED)) return 0;
  return text.endsWith('\r\n') ? 2 : 1;
}

/** Whether a frame is one message or one a line; `doubtful` where only parsing it decides. */
function findLines(frame: string): 'message' | 'lines' | 'doubtful' {
  let isDoubtful = false;
  for (let at = frame.indexOf(LINE_FEED); at >= 0; at = frame.indexOf(LINE_FEED, at + 1)) {
    const next = frame.charAt(at + 1);
    if (next.trim() === '') continue;
    const last = lastInkBefore(frame, at);
    if (last === '') continue;
    if (beginsMessage(last, next)) return 'lines';
    isDoubtful ||= isOpening(next);
  }
  // Doubtful: pretty-printed without indentation, or a line that was cut just after `,`, `:` or `[`.
  return isDoubtful ? 'doubtful' : 'message';
}

/**
 * Whether a line that begins with `next` begins another message.
 * @param last - the last character before it that is no white space
 */
export function beginsMessage(last: string, next: string): boolean {
  if (isOpening(next) && !isOneOf(last, ',:[')) return true;
  return isOneOf(last, '}]') && !isOneOf(next, ',}]');
}

function isOpening(character: string): boolean {
  return character === '{' || character === '[';
}

function isOneOf(character: string, characters: string): boolean {
  return characters.includes(character);
}

/** The last character before `at` that is no white space, or ''. Passes white space alone: all calls are linear together. */
function lastInkBefore(frame: string, at: number): string {
  let i = at - 1;
  while (i >= 0 && isSpace(frame.charCodeAt(i))) i -= 1;
  return i < 0 ? '' : frame.charAt(i);
}

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xfeff;
}
