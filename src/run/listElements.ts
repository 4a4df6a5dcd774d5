import { arrayLength, elementOf, isArray } from '../protocol/ownField.js';

/** Longer arrays are listed by the keys they have: an array of holes may claim to be 4 billion long. */
const MAX_DENSE = 1_000_000;

/**
 * The elements of an array from a stranger, or null for what is no array. Never throws: an element that does when
 * it is looked at is a symbol in its place, an array that cannot be listed is empty.
 */
export function listElements(value: unknown): readonly unknown[] | null {
  if (!isArray(value)) return null;
  const length = arrayLength(value);
  if (length <= MAX_DENSE) return Array.from({ length }, (_, i) => elementOf(value, i));
  return listKeys(value).map((key) => elementOf(value, key));
}

function listKeys(array: readonly unknown[]): number[] {
  try {
    return Object.keys(array).map(Number);
  } catch {
    return [];
  }
}
