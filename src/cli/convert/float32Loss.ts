/** The largest error of rounding to float32, as a share of the surface's range; beyond it float64 is written. */
export const MAX_ROUNDING_SHARE = 0.001;

/** Share of the samples at either end that may be outliers. */
const STRAY_SHARE = 0.005;

/**
 * The error of rounding a surface to float32: the greatest of any sample, as a share of the range from the least to the
 * greatest. If the outermost half percent at either end take up more than half of the range, error and range are those of
 * the other samples, so that one outlier does not hide their differences. Samples that are not finite in float32 are holes
 * and do not count.
 * @param values - loss units
 * @returns 0 where float32 holds all exactly, or they are all the same
 */
export function computeRoundingShare(values: ArrayLike<number>): number {
  const finite = Float64Array.from(values).filter((value) => Number.isFinite(Math.fround(value)));
  if (findError(finite) === 0) return 0;
  finite.sort();
  if (rangeOf(finite) === 0) return 0;
  const strays = Math.floor(finite.length * STRAY_SHARE);
  const bulk = finite.subarray(strays, finite.length - strays);
  const isStretched = rangeOf(bulk) < rangeOf(finite) / 2 && rangeOf(bulk) > 0;
  const counted = isStretched ? bulk : finite;
  return findError(counted) / rangeOf(counted);
}

/** The greatest error that rounding to float32 makes, in the unit of the values. */
function findError(values: Float64Array): number {
  let error = 0;
  for (const value of values) error = Math.max(error, Math.abs(Math.fround(value) - value));
  return error;
}

/** @param sorted - ascending */
function rangeOf(sorted: Float64Array): number {
  return sorted[sorted.length - 1]! - sorted[0]!;
}
