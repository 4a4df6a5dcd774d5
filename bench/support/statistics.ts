/** The middle value; the mean of the two in the middle where they are even in number. NaN of none. */
export function computeMedian(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >>> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** The greatest value and where it stands. */
export function computeWorst(
  values: ArrayLike<number>,
  from = 0,
  to = values.length,
): { value: number; at: number } {
  let at = from;
  for (let i = from; i < to; i++) if (values[i]! > values[at]!) at = i;
  return { value: values[at] ?? Number.NaN, at };
}

export function computeSum(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
