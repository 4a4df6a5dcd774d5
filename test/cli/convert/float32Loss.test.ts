import { describe, expect, it } from 'vitest';
import { computeRoundingShare } from '../../../src/cli/convert/float32Loss.js';

/** Losses a 16th apart beyond 2^24, where float32 has every second integer; the last as far off as given. */
function createSamples(count: number, last: number): Float64Array {
  return Float64Array.from({ length: count }, (_, n) => (n === count - 1 ? last : 2 ** 24 + n / 16));
}

describe('the share of the range that rounding to float32 costs', () => {
  it('is taken of all samples where there are too few for one of them to count as stray', () => {
    const share = computeRoundingShare(createSamples(199, 2 ** 40));
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThan(1e-6);
  });

  it('is taken without the strays from 200 samples on, one at either end of each 200', () => {
    expect(computeRoundingShare(createSamples(200, 2 ** 40))).toBeGreaterThan(0.05);
    expect(computeRoundingShare(createSamples(200, -(2 ** 40)))).toBeGreaterThan(0.05);
  });

  it('is 0 of samples that float32 has exactly, and of those that are all the same', () => {
    expect(computeRoundingShare([1, 2.5, -3])).toBe(0);
    expect(computeRoundingShare([0.1, 0.1])).toBe(0);
  });
});
