import { quantileOf, sampleSpread } from '../spreadSample.js';

/** Share of the numbers at either end that is ignored, so that outliers do not affect the result. */
const STRAY_SHARE = 0.01;

/** Losses whose size is at most this many times their range have an error of at most 2^-17 of it in float32. */
const MAX_SIZE_SHARE = 128;

/** Beyond this the difference of two float32 may not be finite in float32. */
const MAX_OFFSET = 2 ** 100;

/**
 * The offset to subtract from a file's numbers before they are rounded to float32, so that small differences on a large loss
 * are kept: their median, if nearly all lie closer together than 1/128 of their size; else 0. Examines 1,024 of them.
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
