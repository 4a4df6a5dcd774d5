import { arrayLength, elementOf } from '../protocol/ownField.js';

/** Longer arrays are read by the keys they have: an array of holes may claim to be 4 billion long. */
const MAX_DENSE = 1_000_000;

/**
 * Visits the elements of an array that need not be what it seems, without a copy of it. Never throws by itself: an element
 * whose getter throws is visited as a symbol, and an array that cannot be listed counts as empty.
 */
export function forEachElement(array: readonly unknown[], visit: (element: unknown) => void): void {
  const length = arrayLength(array);
  if (length > MAX_DENSE) for (const key of listKeys(array)) visit(elementOf(array, key));
  else for (let i = 0; i < length; i++) visit(elementOf(array, i));
}

function listKeys(array: readonly unknown[]): number[] {
  try {
    return Object.keys(array).map(Number);
  } catch {
    return [];
  }
}
