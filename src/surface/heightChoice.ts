import type { SampledGrid } from './grid/index.js';
import { heightOfNode, lossAtHeight, type HeightField } from './heightField.js';
import { AUTO_RATIO, selectHeightTransform, ZERO_SHARE, type HeightScale } from './heightScale.js';
import { LINEAR_TRANSFORM, toDrawnDisplay, type HeightTransform } from './heightTransform.js';
import { findOutliers, MAX_OUTLIER_SHARE, type OutlierBounds, type SampleHeights } from './outliers.js';
import type { LossBounds, SampleRange } from './sampleRange.js';
import { quantileOf, sampleSpread } from './spreadSample.js';

/** How the heights of a sampled surface are drawn; decided once, from its samples alone. */
export interface HeightChoice {
  readonly transform: HeightTransform;
  /** The greatest loss below its outliers and the least above them, loss units; null at an end that has none. */
  readonly outliers: OutlierBounds;
}

/** Below this share of the range … */
const LOW_SHARE = 0.1;
/** … lie at least this many of the samples, where a surface is mostly flat and has a long tail … */
const CROWDED_SHARE = 2 / 3;
/** … if the greatest loss is this many times the least: else a logarithm would look the same. */
const CROWDED_RATIO = 10;

/**
 * Chooses the transform and finds the outliers of a grid.
 *
 * - `log`: where all but 0.5 % of the samples are above 0, `log10(z)` from the least of those that are neither beside
 *   one that is not nor an outlier of the logarithm; what lies below goes on mirrored (`selectHeightTransform`). So the
 *   rest sets the scale, and one sample of 0 or -1e-3 shifts nothing. Else shifted, by the range without outliers.
 * - `auto`: the logarithm, where all but 0.5 % of the samples are above 0, if the greatest is at least 1,000 times the
 *   least, or at least 10 times and two thirds of the samples lie in the lowest tenth of the range; else the loss.
 * - Outliers are those of what is drawn: of the losses, or of their logarithms (`findOutliers`).
 * @param range - of the samples, loss units
 */
export function chooseHeights(grid: SampledGrid, scale: HeightScale, range: SampleRange): HeightChoice {
  const linear = { transform: LINEAR_TRANSFORM, outliers: findGridOutliers(grid, LINEAR_TRANSFORM, range) };
  if (scale === 'linear' || !(range.max > range.min)) return linear;
  const { low, high } = linear.outliers;
  const view = createLossView(grid, range, { min: low ?? range.min, max: high ?? range.max });
  if (scale === 'auto' && !isForLogarithm(view)) return linear;
  const transform = chooseLogarithm(view);
  return { transform, outliers: findGridOutliers(grid, transform, range) };
}

/**
 * The choice for other samples of the same surface, a finer grid of the same plane for one: what was decided stays.
 * Only an end that had no outliers may find some, so that one bad sample does not change a picture that was good.
 * @returns null where more lies beyond an end than outliers may be: it is then another surface
 */
export function refineChoice(
  before: HeightChoice,
  grid: SampledGrid,
  range: SampleRange,
): HeightChoice | null {
  const { transform, outliers } = before;
  const { low, high } = outliers;
  if (low !== null || high !== null) {
    const heights = createSampleHeights(grid, LINEAR_TRANSFORM);
    const isBeyond = (z: number): boolean => (low !== null && z < low) || (high !== null && z > high);
    if (countSamples(heights, isBeyond) > MAX_OUTLIER_SHARE * countPresent(grid, range)) return null;
  }
  const found = findGridOutliers(grid, transform, range);
  return { transform, outliers: { low: low ?? found.low, high: high ?? found.high } };
}

/** Outliers of what a transform draws, loss units. */
function findGridOutliers(grid: SampledGrid, transform: HeightTransform, range: SampleRange): OutlierBounds {
  const heights = createSampleHeights(grid, transform);
  const bounds = { min: transform.toDisplay(range.min), max: transform.toDisplay(range.max) };
  const { low, high } = findOutliers(heights, bounds, countPresent(grid, range));
  const toLoss = (height: number | null): number | null =>
    height === null ? null : transform.fromDisplay(height);
  return { low: toLoss(low), high: toLoss(high) };
}

function createSampleHeights(
  { samples, nodes, offset = 0 }: SampledGrid,
  transform: HeightTransform,
): SampleHeights {
  return {
    nodes,
    heightAt: (index) => toDrawnDisplay(offset + (samples[index] ?? Number.NaN), transform),
    shapeAt: (index) => toDrawnDisplay(offset + (samples[index] ?? Number.NaN), LINEAR_TRANSFORM),
    sizeAt: (index) => Math.abs(samples[index] ?? 0),
  };
}

function countPresent({ samples }: SampledGrid, { missing }: SampleRange): number {
  return samples.length - missing;
}

function countSamples({ nodes, heightAt }: SampleHeights, isCounted: (height: number) => boolean): number {
  let count = 0;
  for (let index = 0; index < nodes ** 2; index++) if (isCounted(heightAt(index))) count++;
  return count;
}

/** What of a grid's losses decides about their logarithm. */
interface LossView {
  readonly losses: SampleHeights;
  readonly present: number;
  readonly range: LossBounds;
  /** Without the outliers of the losses. */
  readonly kept: LossBounds;
  /** Some of the losses, ascending. */
  readonly spread: Float64Array;
  /** A loss that is no greater counts as 0: it is the rounding of a double. */
  readonly zero: number;
  /** Whether so few losses are 0 or below that the others set the scale. */
  readonly isPositive: boolean;
}

function createLossView(grid: SampledGrid, range: SampleRange, kept: LossBounds): LossView {
  const losses = createSampleHeights(grid, LINEAR_TRANSFORM);
  const present = countPresent(grid, range);
  const spread = sampleSpread(grid.samples.length, losses.heightAt);
  const zero = Math.max(ZERO_SHARE * kept.max, 0);
  const isPositive =
    range.min > zero || countSamples(losses, (z) => z <= zero) <= MAX_OUTLIER_SHARE * present;
  return { losses, present, range, kept, spread, zero, isPositive };
}

function isForLogarithm({ isPositive, kept, spread, zero }: LossView): boolean {
  const least = kept.min > zero ? kept.min : quantileOf(spread, MAX_OUTLIER_SHARE);
  return isPositive && least > zero && isWide({ min: least, max: kept.max }, spread);
}

function isWide({ min, max }: LossBounds, spread: Float64Array): boolean {
  if (max >= AUTO_RATIO * min) return true;
  const limit = min + LOW_SHARE * (max - min);
  const isCrowded = spread.filter((z) => z <= limit).length >= CROWDED_SHARE * spread.length;
  return isCrowded && max >= CROWDED_RATIO * min;
}

/** What `auto` comes to for a formula, by the losses that are drawn of it: the logarithm where it is for a grid of them. */
export function selectScale(field: HeightField): 'linear' | 'log' {
  const { min, max } = field;
  if (!(min > 0 && min > max * ZERO_SHARE)) return 'linear';
  const spread = sampleSpread(field.values.length, (n) => lossAtHeight(field, heightOfNode(field, n)));
  return isWide({ min, max }, spread) ? 'log' : 'linear';
}

function chooseLogarithm({ losses, present, range, kept, zero, isPositive }: LossView): HeightTransform {
  if (!isPositive) return chooseShifted(losses, present, kept);
  const clear = range.min > zero ? losses : createClearLosses(losses, zero);
  const all = clear === losses ? range : findRangeAbove(clear, 0);
  const { nodes, sizeAt } = losses;
  const heightAt = (index: number): number => Math.log10(clear.heightAt(index));
  const bounds = { min: Math.log10(all.min), max: Math.log10(all.max) };
  const { low } = findOutliers({ nodes, sizeAt, heightAt, shapeAt: heightAt }, bounds, present);
  const { min } = low === null ? all : findRangeAbove(clear, 10 ** low * (1 - ROUNDING));
  return selectHeightTransform('log', min, kept.max);
}

/** The shifted logarithm, from the least loss that is no outlier of it: what lies below goes on mirrored. */
function chooseShifted(
  { nodes, sizeAt, heightAt }: SampleHeights,
  present: number,
  kept: LossBounds,
): HeightTransform {
  const shifted = selectHeightTransform('log', kept.min, kept.max);
  const isKept = (z: number): boolean => z >= kept.min && z <= kept.max;
  const shiftedAt = (index: number): number => {
    const z = heightAt(index);
    return isKept(z) ? shifted.toDisplay(z) : Number.NaN;
  };
  const bounds = { min: shifted.toDisplay(kept.min), max: shifted.toDisplay(kept.max) };
  const { low } = findOutliers({ nodes, sizeAt, heightAt: shiftedAt, shapeAt: shiftedAt }, bounds, present);
  return low === null ? shifted : selectHeightTransform('log', shifted.fromDisplay(low), kept.max);
}

/** A loss that went through its logarithm and back is off by less. */
const ROUNDING = 1e-9;

function findRangeAbove({ nodes, heightAt }: SampleHeights, above: number): LossBounds {
  let [min, max] = [Infinity, -Infinity];
  for (let index = 0; index < nodes ** 2; index++) {
    const z = heightAt(index);
    if (z > above && z < min) min = z;
    if (z > max) max = z;
  }
  return { min, max };
}

/** The losses that are above 0, and beside none that is not. */
function createClearLosses({ nodes, heightAt, sizeAt }: SampleHeights, zero: number): SampleHeights {
  const barred = new Set<number>();
  for (let index = 0; index < nodes ** 2; index++) {
    if (!(heightAt(index) <= zero)) continue;
    for (const row of [-nodes, 0, nodes]) for (const column of [-1, 0, 1]) barred.add(index + row + column);
  }
  const clearAt = (index: number): number => (barred.has(index) ? Number.NaN : heightAt(index));
  return { nodes, sizeAt, heightAt: clearAt, shapeAt: clearAt };
}
