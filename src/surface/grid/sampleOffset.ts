import { quantileOf, sampleSpread } from '../spreadSample.js';

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
  const values = sampleSpread(count, valueAt);
  if (values.length === 0) return 0;
  const low = quantileOf(values, STRAY_SHARE);
  const high = quantileOf(values, 1 - STRAY_SHARE);
  const size = Math.max(Math.abs(low), Math.abs(high));
  return size > MAX_SIZE_SHARE * (high - low) && size <= MAX_OFFSET ? quantileOf(values, 0.5) : 0;
}
