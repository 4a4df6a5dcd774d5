import { startFingerprint, takeFingerprint, writeMark, writeString } from './fingerprint.js';

/** Characters (UTF-16 code units) of an id, a name or an `epoch` up to which it is kept as it is. */
export const MAX_ID_CHARS = 256;

/** V8 copies a string shorter than this instead of making a slice or a rope that keeps other strings in memory. */
export const MIN_SLICE_CHARS = 13;

/** Characters passed to one call of `String.fromCharCode`: the number of arguments is limited. */
const MAX_UNITS = 4096;

/**
 * A text of at most 300 characters that identifies a text of any length: up to {@link MAX_ID_CHARS} the text itself, beyond
 * it as many of its first characters, its length and a fingerprint of 106 bits of the whole. So different texts have
 * different results, and that of a long text is longer than any text that is kept as it is.
 */
export function boundText(text: string): string {
  if (text.length <= MAX_ID_CHARS) return text;
  return `${copyText(text.slice(0, MAX_ID_CHARS))}…${text.length}-${fingerprintOf(text, 1)}-${fingerprintOf(text, 2)}`;
}

/**
 * A copy of a text in memory of its own. A slice keeps the whole string in memory that it was cut out of: to keep ten
 * characters of a message could keep eight million.
 */
export function copyText(text: string): string {
  if (text.length < MIN_SLICE_CHARS) return text;
  const parts: string[] = [];
  for (let from = 0; from < text.length; from += MAX_UNITS) {
    const units = new Array<number>(Math.min(text.length - from, MAX_UNITS));
    for (let i = 0; i < units.length; i++) units[i] = text.charCodeAt(from + i);
    parts.push(String.fromCharCode(...units));
  }
  return parts.join('');
}

/** Fingerprints with different marks are independent: texts that collide in one do not in the other. */
function fingerprintOf(text: string, mark: number): string {
  startFingerprint('', '');
  writeMark(mark);
  writeString(text);
  return takeFingerprint().toString(36);
}
