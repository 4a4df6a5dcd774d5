const LARGEST_FLOAT32 = 3.4028234663852886e38;

/**
 * A hint for the sender of a value that should have been a number, where there is one; else undefined. Null, for one, is
 * what most serializers make of a NaN.
 */
export function explainNumber(found: unknown): string | undefined {
  if (found === null) return 'a value that is not finite is best left out of the stream';
  if (typeof found !== 'number') return undefined;
  if (!Number.isFinite(found)) return 'a value that is not finite is best left out of the stream';
  if (Math.abs(found) > LARGEST_FLOAT32) return 'it is beyond a float32, in which it is drawn';
  return found !== 0 && Math.fround(found) === 0 ? 'as a float32, in which it is drawn, it is 0' : undefined;
}
