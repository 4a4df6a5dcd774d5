import { isArray } from './ownField.js';

/**
 * Whether two values of our own say the same: plain objects, arrays and scalars as `parseMessage` makes them, whose
 * fields may stand in any order. Takes as long as the smaller of the two.
 */
export function isSameContent(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (isArray(a) !== isArray(b)) return false;
  const [fields, others] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  const names = Object.keys(fields);
  return (
    names.length === Object.keys(others).length &&
    names.every((name) => Object.hasOwn(others, name) && isSameContent(fields[name], others[name]))
  );
}
