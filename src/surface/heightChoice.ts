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
 * - `log`: where all but 0.5 % of the samples are above 0, `log10(z)` from the least of those that are neither in a dip
 *   to 0 nor an outlier of the logarithm; a dip goes on mirrored (`selectHeightTransform`), single samples that lie
 *   lower are outliers. So the rest sets the scale, and one sample of 0 or -1e-3 shifts nothing. Else shifted, by the
 *   range without outliers.
 * - `auto`: the logarithm, where all but 0.5 % of the samples are above 0, if the greatest is at least 1,000 times the
 *   least, or at least 10 times and two thirds of the samples lie in the lowest tenth of the range; else the loss.
 * - Outliers are those of what is drawn: of the losses, or of their logarithms (`findOutliers`).
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
 * The choice for other samples of the same surface, a finer grid of the same plane for one: what was decided stays.
 * Outliers are again those that lie beyond the others by more than half of their span: a peak that the finer grid
 * shows better is none. An end that had none may find some, so that one bad sample does not change a picture that was good.
 * @returns null where more lies beyond an end than outliers may be: it is then another surface
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

/** Outliers of what a transform draws; under the logarithm of losses above 0 single samples that have none too. */
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
