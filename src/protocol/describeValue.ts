import { copyText } from './boundText.js';
import { UNREADABLE } from './ownField.js';

/** The longest rendering of a value, in characters. */
export const MAX_FOUND_CHARS = 80;

/** The text itself, or a copy of its beginning and an ellipsis where it is longer than `maxChars`. */
export function shortenText(text: string, maxChars: number): string {
  return text.length <= maxChars ? text : `${copyText(text.slice(0, maxChars - 1))}…`;
}

/**
 * A short rendering of a value of any kind for a diagnostic, at most {@link MAX_FOUND_CHARS} long.
 * Looks no deeper than the value itself and runs none of its code, except that of a Proxy's `length`; never throws.
 */
export function describeValue(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'nothing';
    case 'string':
      // Sliced first, so that no sender can make us render eight million characters to show eighty.
      return shortenText(JSON.stringify(value.slice(0, MAX_FOUND_CHARS)), MAX_FOUND_CHARS);
    case 'bigint':
      // The decimal digits of a huge bigint take quadratic time.
      return BigInt.asIntN(64, value) === value ? `${value}n` : 'a bigint beyond 64 bits';
    case 'symbol':
      return value === UNREADABLE ? 'a value that throws when it is read' : 'a symbol';
    case 'function':
      return 'a function';
    case 'object':
      return value === null ? 'null' : describeObject(value);
    default:
      return String(value);
  }
}

function describeObject(value: object): string {
  try {
    if (!Array.isArray(value)) return 'an object';
    const length: unknown = value.length;
    return typeof length === 'number' ? `an array of ${length}` : 'an array';
  } catch {
    // A revoked Proxy throws even here.
    return 'an object';
  }
}
