/** How many values are examined. */
const LOOKED_AT = 1024;

/** They are spread by the golden ratio, which has no common period with any row length. */
const SPREAD = (Math.sqrt(5) - 1) / 2;

/**
 * Finite values out of many, evenly spread over them and ascending: some 1,000, or all where there are fewer.
 * @param count - how many there are
 * @param valueAt - the value at an index; not finite where there is none
 */
export function sampleSpread(count: number, valueAt: (index: number) => number): Float64Array {
  const looked = Math.min(count, LOOKED_AT);
  const values = new Float64Array(looked);
  let length = 0;
  for (let n = 0; n < looked; n++) {
    const value = valueAt(looked === count ? n : Math.floor(((n * SPREAD) % 1) * count));
    if (Number.isFinite(value)) values[length++] = value;
  }
  return values.subarray(0, length).sort();
}

/** The value below which this share of ascending values lies; NaN if there are none. */
export function quantileOf(ascending: Float64Array, share: number): number {
  return ascending[Math.min(Math.floor(share * ascending.length), ascending.length - 1)] ?? Number.NaN;
}
