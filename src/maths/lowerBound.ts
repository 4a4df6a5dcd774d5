/**
 * The first index of a range for which `isBefore` is false; `end` if it is true for all. By bisection, so `isBefore` must be
 * true up to some index and false from there on.
 * @param start - first index of the range, integer
 * @param end - the index after its last, integer; if it is not above `start` nothing is called
 */
export function lowerBound(start: number, end: number, isBefore: (index: number) => boolean): number {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = low + ((high - low) >>> 1);
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
