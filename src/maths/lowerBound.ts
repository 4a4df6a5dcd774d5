/**
 * The first index of a range, ascending, that does not lie before what is looked for; `end` where all do. By bisection,
 * so `isBefore` must hold up to some index and from there on not.
 * @param start - first index of the range, integer
 * @param end - the index after its last, integer; nothing is asked where it is not above `start`
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
