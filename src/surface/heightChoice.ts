import {
  chooseLogarithm,
  createGridLosses,
  findDropEnd,
  isForLogarithm,
  type GridLosses,
} from './gridLogarithm.js';
import type { SampledGrid } from './grid/index.js';
import { isLogTransform, type HeightScale } from './heightScale.js';
import { LINEAR_TRANSFORM, type HeightTransform } from './heightTransform.js';
import { countAllowed, findOutliers, type OutlierBounds } from './outliers.js';
import type { LossBounds, SampleRange } from './sampleRange.js';

/** How the heights of a sampled surface are drawn; decided once, from its samples alone. */
export interface HeightChoice {
  readonly transform: HeightTransform;
  /** The greatest loss below its outliers and the least above them, loss units; null at an end without outliers. */
  readonly outliers: OutlierBounds;
  /** The range of its heights without outliers, display units. */
  readonly span: number;
}

/**
 * Chooses the transform and finds the outliers of a grid.
 *
 * - `log`: if all but 0.5 % of the samples are above 0, `log10(z)`, scaled from the least sample that is neither in a dip
 *   to 0 nor an outlier of the logarithm. A dip is mirrored below that (`selectHeightTransform`), and lower single samples
 *   are outliers, so that one sample of 0 or -1e-3 does not change the scale. Else the shifted logarithm, by the range
 *   without outliers.
 * - `auto`: the logarithm if all but 0.5 % of the samples are above 0 and the greatest is at least 1,000 times the least,
 *   or at least 10 times with two thirds of the samples in the lowest tenth of the range; else the loss.
 * - Outliers are found in what is drawn: in the losses, or in their logarithms (`findOutliers`).
 * @param range - of the samples, loss units
 */
export function chooseHeights(grid: SampledGrid, scale: HeightScale, range: SampleRange): HeightChoice {
  const outliers = findTransformOutliers(grid, LINEAR_TRANSFORM, range);
  const linear = createChoice(LINEAR_TRANSFORM, outliers, range);
  if (scale === 'linear' || !(range.max > range.min)) return linear;
  const losses = lookAtLosses(grid, range, outliers);
  if (scale === 'auto' && !isForLogarithm(losses)) return linear;
  const transform = chooseLogarithm(losses);
  return createChoice(transform, findGridOutliers(grid, transform, range, losses), range);
}

/**
 * The choice for other samples of the same surface, such as a finer grid of the same plane: what was decided stays.
 * Outliers are again those beyond the others by more than half of their span, which a peak that the finer grid resolves
 * better is not. New outliers may be found, so that one bad sample does not spoil a good picture.
 * @returns null if more samples lie beyond an end than may be outliers: it is then another surface
 */
export function refineChoice(
  before: HeightChoice,
  grid: SampledGrid,
  range: SampleRange,
): HeightChoice | null {
  const { transform, outliers, span } = before;
  const shift = (z: number, by: number): number => transform.fromDisplay(transform.toDisplay(z) + by);
  const low = outliers.low === null ? -Infinity : shift(outliers.low, -span / 2);
  const high = outliers.high === null ? Infinity : shift(outliers.high, span / 2);
  const kept = computeKept(grid, low, high);
  if (kept.beyond > countAllowed(countPresent(grid, range))) return null;
  const found = findGridOutliers(grid, transform, range);
  const ends = {
    low: outliers.low === null ? found.low : kept.min,
    high: outliers.high === null ? found.high : kept.max,
  };
  return createChoice(transform, ends, range);
}

/** A grid's range without its outliers, loss units. */
export function withoutOutliers({ low, high }: OutlierBounds, { min, max }: LossBounds): LossBounds {
  return { min: low ?? min, max: high ?? max };
}

function createChoice(transform: HeightTransform, outliers: OutlierBounds, range: SampleRange): HeightChoice {
  const { min, max } = withoutOutliers(outliers, range);
  return { transform, outliers, span: transform.toDisplay(max) - transform.toDisplay(min) };
}

/** Outliers of the drawn heights; under the logarithm of positive losses also single samples without a logarithm. */
function findGridOutliers(
  grid: SampledGrid,
  transform: HeightTransform,
  range: SampleRange,
  losses?: GridLosses,
): OutlierBounds {
  const { low, high } = findTransformOutliers(grid, transform, range);
  if (low !== null || !isLogTransform(transform) || transform.shift !== 0) return { low, high };
  const known = losses ?? lookAtLosses(grid, range, findTransformOutliers(grid, LINEAR_TRANSFORM, range));
  return { low: known.isPositive ? findDropEnd(known, high) : null, high };
}

function findTransformOutliers(
  grid: SampledGrid,
  transform: HeightTransform,
  range: SampleRange,
): OutlierBounds {
  return findOutliers({
    grid,
    range,
    present: countPresent(grid, range),
    toHeight: (z) => transform.toDisplay(z),
    toShape: (z) => z,
  });
}

function lookAtLosses(grid: SampledGrid, range: SampleRange, outliers: OutlierBounds): GridLosses {
  return createGridLosses(grid, countPresent(grid, range), range, withoutOutliers(outliers, range));
}

function countPresent({ samples }: SampledGrid, { missing }: SampleRange): number {
  return samples.length - missing;
}

/** The range of the samples between two losses, and how many lie beyond them. */
function computeKept(
  { samples, offset = 0 }: SampledGrid,
  low: number,
  high: number,
): LossBounds & { readonly beyond: number } {
  let [min, max, beyond] = [Infinity, -Infinity, 0];
  for (let n = 0; n < samples.length; n++) {
    const z = offset + samples[n]!;
    if (!(z > -Infinity && z < Infinity)) continue;
    if (z < low || z > high) beyond++;
    else {
      if (z < min) min = z;
      if (z > max) max = z;
    }
  }
  return { min, max, beyond };
}
