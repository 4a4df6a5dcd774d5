/** Share of a surface's range that rounding to float32 may cost a sample; beyond it float64 is written. */
export const MAX_ROUNDING_SHARE = 0.001;

/** Samples at either end that may lie far off, as a share of all. */
const STRAY_SHARE = 0.005;

/**
 * What rounding to float32 costs a surface: the greatest error of a sample, as a share of the range from the least to
 * the greatest. Where the outermost half percent at either end take up more than half of the range, the error and the
 * range are those of the others: one sample far off does not make the differences of all others worth nothing.
 * Samples that are not finite in float32 are holes, and count for nothing.
 * @param values - loss units
 * @returns 0 where float32 has them exactly, or they are all the same
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
