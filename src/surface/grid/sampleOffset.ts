/** How many numbers of a file are looked at. */
const LOOKED_AT = 1024;

/** They are spread by the golden ratio: no width of a row keeps step with it. */
const SPREAD = (Math.sqrt(5) - 1) / 2;

/** At either end this share of the numbers may lie anywhere: single ones far off do not hide what the rest does. */
const STRAY_SHARE = 0.01;

/** Losses whose size is at most this many times their range lose no more than 2^-17 of it in float32. */
const MAX_SIZE_SHARE = 128;

/** Beyond this the difference of two float32 may be none. */
const MAX_OFFSET = 2 ** 100;

/**
 * What is to be taken off a file's numbers before they are rounded to float32, so that small differences on a large
 * loss are kept: their median, where nearly all lie closer together than 1/128 of their size; else 0, and they are
 * float32 as they are. Looks at 1,024 of them.
 * @param count - how many numbers there are
 * @param valueAt - the number at an index, loss units
 */
export function selectSampleOffset(count: number, valueAt: (index: number) => number): number {
  const looked = Math.min(count, LOOKED_AT);
  const indexOf = (n: number): number => (looked === count ? n : Math.floor(((n * SPREAD) % 1) * count));
  const values = Float64Array.from({ length: looked }, (_, n) => valueAt(indexOf(n)))
    .filter((z) => Number.isFinite(z))
    .sort();
  if (values.length === 0) return 0;
  const strays = Math.floor(values.length * STRAY_SHARE);
  const low = values[strays]!;
  const high = values[values.length - 1 - strays]!;
  const median = values[values.length >> 1]!;
  const size = Math.max(Math.abs(low), Math.abs(high));
  return size > MAX_SIZE_SHARE * (high - low) && size <= MAX_OFFSET ? median : 0;
}
