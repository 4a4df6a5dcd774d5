import type { Random } from './random.js';

/** What is put into a text: what JSON is made of, and what it must not hold. */
const PIECES = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  '-',
  '.',
  'e',
  'E',
  '0',
  '9',
  'NaN',
  'null',
  ' ',
  '\n',
  '\r',
  '\t',
  '\0',
  '\u2028',
  '\ufeff',
  '\ud800',
  'é',
  '"x"',
  '"y":',
  '1e999',
  '__proto__',
  '"points":[',
  '\\u',
  '//',
];

/** A text with up to four places changed, as a bad cable, a bad proxy or a bad serializer would. */
export function mutateText(random: Random, source: string, other: string): string {
  let text = source;
  for (let changes = 1 + random.below(4); changes > 0; changes--) text = change(random, text, other);
  return text;
}

function change(random: Random, text: string, other: string): string {
  const at = random.below(text.length + 1);
  const end = Math.min(text.length, at + 1 + random.below(8));
  const head = text.slice(0, at);
  switch (random.below(8)) {
    case 0:
      return head + text.slice(end);
    case 1:
      return head + random.pick(PIECES) + text.slice(at);
    case 2:
      return head + random.pick(PIECES) + text.slice(end);
    case 3:
      return head + String.fromCharCode(random.below(128)) + text.slice(at + 1);
    case 4:
      return head + text.slice(at, end) + text.slice(at);
    case 5:
      return random.oneIn(8)
        ? head
        : head + String.fromCharCode(text.charCodeAt(at) ^ (1 << random.below(7)));
    case 6:
      return random.oneIn(8) ? head + other.slice(random.below(other.length)) : head + text.slice(at + 1);
    default:
      return changeNumber(random, text, at);
  }
}

/** Puts another number where the next one stands. */
function changeNumber(random: Random, text: string, from: number): string {
  const number = /-?\d[\d.eE+-]*/g;
  number.lastIndex = from;
  const found = number.exec(text);
  if (found === null) return text;
  const other = random.pick([
    'NaN',
    '-Infinity',
    '1e999',
    '-1',
    '1e15',
    '9007199254740992',
    '1e39',
    'null',
    '""',
    '0',
  ]);
  return text.slice(0, found.index) + other + text.slice(found.index + found[0].length);
}
