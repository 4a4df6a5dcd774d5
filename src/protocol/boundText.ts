import { startFingerprint, takeFingerprint, writeMark, writeString } from './fingerprint.js';

/** Characters (UTF-16 code units) of an id, a name or an `epoch` up to which it is kept as it is. */
export const MAX_ID_CHARS = 256;

/** Of a text that is shorter V8 makes no slice, and of parts that are shorter together no rope, but a copy. */
export const MIN_SLICE_CHARS = 13;

/** Characters that one call makes a text of: each is an argument, of which there may be only so many. */
const MAX_UNITS = 4096;

/**
 * A text of at most 300 characters that stands for one of any length: up to {@link MAX_ID_CHARS} the text itself, beyond it
 * as many of its first characters, its length and a fingerprint of 106 bits of the whole. So two texts that differ have
 * different ones, and what stands for a long text is longer than any that stands for itself.
 */
export function boundText(text: string): string {
  if (text.length <= MAX_ID_CHARS) return text;
  return `${copyText(text.slice(0, MAX_ID_CHARS))}…${text.length}-${fingerprintOf(text, 1)}-${fingerprintOf(text, 2)}`;
}

/**
 * The same text in memory of its own. What a program cuts out of a text, or a text itself that was cut out of a message,
 * keeps all of that alive: to keep ten characters could keep eight million.
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

/** Each mark makes a fingerprint of its own: two texts that share one do not share the other. */
function fingerprintOf(text: string, mark: number): string {
  startFingerprint('', '');
  writeMark(mark);
  writeString(text);
  return takeFingerprint().toString(36);
}
