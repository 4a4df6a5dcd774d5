/**
 * A 53-bit fingerprint of a sequence of numbers and texts. Values are written to a small buffer and mixed from there
 * in one tight loop: the bits of a double can only be had through memory, and so the rest goes the same way.
 *
 * The construction follows cyrb53 (bryc, public domain,
 * https://github.com/bryc/code/blob/master/jshash/experimental/cyrb53.js): two 32-bit lanes, crossed at the end, with the
 * multipliers of MurmurHash3 (Appleby, public domain). Unlike there one lane takes the low word of a double and the other
 * the high one, and a xor-shift crosses them at every step: a multiplication alone never brings a high bit down, and
 * changing the signs of two numbers would go unnoticed. A step is one to one, so sequences of one length that differ
 * in a single double differ in their lanes; all others meet with the chance of a random 53-bit number.
 */
const CAPACITY = 512;
const doubles = new Float64Array(CAPACITY);
const words = new Int32Array(doubles.buffer);
const lanes = new Int32Array(2);
let filled = 0;

/** No finite number has these high bits: they are those of a NaN. */
const MARK_HIGH_WORD = -1;
const ABSENT_LOW_WORD = -1;

/** The texts that the last fingerprint began with, and the lanes after them: most events are of the same run as the last. */
let lastTexts: readonly [string, string] = ['', ''];
const lanesAfterTexts = new Int32Array(2);
mixTexts('', '');

/** Forgets what was written and starts anew with two texts, each as {@link writeString} writes it. */
export function startFingerprint(first: string, second: string): void {
  if (first !== lastTexts[0] || second !== lastTexts[1]) mixTexts(first, second);
  filled = 0;
  lanes[0] = lanesAfterTexts[0] ?? 0;
  lanes[1] = lanesAfterTexts[1] ?? 0;
}

function mixTexts(first: string, second: string): void {
  filled = 0;
  lanes[0] = 0x9e3779b9 | 0;
  lanes[1] = 0x243f6a88;
  writeString(first);
  writeString(second);
  mixBuffer();
  lanesAfterTexts.set(lanes);
  lastTexts = [first, second];
}

/** Writes a number by its bits; 0 and -0 are the same. */
export function writeNumber(value: number): void {
  if (filled === CAPACITY) mixBuffer();
  doubles[filled] = value + 0;
  filled += 1;
}

/** Writes two numbers, as {@link writeNumber} twice but at one check of the room that is left. */
export function writePair(first: number, second: number): void {
  if (filled > CAPACITY - 2) mixBuffer();
  doubles[filled] = first + 0;
  doubles[filled + 1] = second + 0;
  filled += 2;
}

/** Writes the absence of a value, as bits that no number has. */
export function writeAbsent(): void {
  writeWords(ABSENT_LOW_WORD, MARK_HIGH_WORD);
}

/** Writes a mark, a small integer that says what comes next, as bits that no number has. */
export function writeMark(mark: number): void {
  writeWords(mark, MARK_HIGH_WORD);
}

/** Writes a text: its length, then its UTF-16 code units, four at a time. */
export function writeString(text: string): void {
  const { length } = text;
  writeNumber(length);
  for (let i = 0; i < length; i += 4) writeWords(pairAt(text, i), pairAt(text, i + 2));
}

/** The fingerprint of what was written: an integer in [0, 2^53). */
export function takeFingerprint(): number {
  mixBuffer();
  let a = lanes[0] ?? 0;
  let b = lanes[1] ?? 0;
  const crossed = a;
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(crossed ^ (crossed >>> 13), 0xc2b2ae35);
  a ^= a >>> 16;
  return 0x1_0000_0000 * (b & 0x1f_ffff) + (a >>> 0);
}

function writeWords(low: number, high: number): void {
  if (filled === CAPACITY) mixBuffer();
  words[2 * filled] = low;
  words[2 * filled + 1] = high;
  filled += 1;
}

/** Two code units in one word; past the end they are 0. */
function pairAt(text: string, i: number): number {
  const first = i < text.length ? text.charCodeAt(i) : 0;
  const second = i + 1 < text.length ? text.charCodeAt(i + 1) : 0;
  return first | (second << 16);
}

function mixBuffer(): void {
  let a = lanes[0] ?? 0;
  let b = lanes[1] ?? 0;
  const end = 2 * filled;
  for (let i = 0; i < end; i += 2) {
    a = Math.imul(a ^ (words[i] ?? 0), 0x85ebca6b);
    b = Math.imul(b ^ (words[i + 1] ?? 0), 0xc2b2ae35);
    a ^= b >>> 15;
    b ^= a >>> 13;
  }
  lanes[0] = a;
  lanes[1] = b;
  filled = 0;
}
