/**
 * Stands in for a message too long to be kept: longer than the limit by one, so that the store, whose limit is the same
 * unless the host said otherwise, refuses it by its length and says so. What came is not in it.
 */
export function createOversizedText(maxMessageChars: number): string {
  return `a message of more than ${maxMessageChars} characters`.padEnd(maxMessageChars + 1);
}
