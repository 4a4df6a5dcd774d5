/**
 * The value that a share of the others does not exceed, by the nearest rank: one that was measured, never one between.
 * @param share - in (0, 1]; 0.95 for p95
 * @throws RangeError if there are no values
 */
export function computeQuantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('a quantile needs at least one value');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
}

/** The most values within any window of this width. */
export function computeMostWithin(values: readonly number[], width: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  let most = 0;
  let first = 0;
  sorted.forEach((value, i) => {
    while (value - sorted[first]! >= width) first++;
    most = Math.max(most, i - first + 1);
  });
  return most;
}
