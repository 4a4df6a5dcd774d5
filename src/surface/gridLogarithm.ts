import type { SampledGrid } from './grid/index.js';
import { heightOfNode, lossAtHeight, type HeightField } from './heightField.js';
import { AUTO_RATIO, selectHeightTransform, ZERO_SHARE } from './heightScale.js';
import type { HeightTransform } from './heightTransform.js';
import { IsolationCheck } from './isolatedSamples.js';
import { countAllowed, findOutliers } from './outliers.js';
import type { LossBounds } from './sampleRange.js';
import { sampleSpread } from './spreadSample.js';

/** Below this share of the range … */
const LOW_SHARE = 0.1;
/** … lie at least this many of the samples, where a surface is mostly flat and has a long tail … */
const CROWDED_SHARE = 2 / 3;
/** … if the greatest loss is this many times the least: else a logarithm would look the same. */
const CROWDED_RATIO = 10;

/** A sample below the least that has a logarithm is no part of a dip where it lies this many times as far below its neighbours as those differ. */
const DROP = 2;

/** What of a grid's losses decides about their logarithm. */
export interface GridLosses {
  readonly grid: SampledGrid;
  /** How many samples have a height. */
  readonly present: number;
  readonly range: LossBounds;
  /** The range without the outliers of the losses. */
  readonly kept: LossBounds;
  /** A loss that is no greater counts as 0: it is the rounding of a double. */
  readonly zero: number;
  /** Whether so few losses are 0 or below that the others set the scale. */
  readonly isPositive: boolean;
}

/** Looks at a grid's losses; where all are above 0 that costs nothing. */
export function createGridLosses(
  grid: SampledGrid,
  present: number,
  range: LossBounds,
  kept: LossBounds,
): GridLosses {
  const zero = Math.max(ZERO_SHARE * kept.max, 0);
  const isPositive =
    range.min > zero || collectBetween(grid, -Infinity, zero).length <= countAllowed(present);
  return { grid, present, range, kept, zero, isPositive };
}

/** Whether `auto` takes the logarithm of a grid's losses. */
export function isForLogarithm({ grid, isPositive, kept, zero }: GridLosses): boolean {
  if (!isPositive) return false;
  const spread = sampleSpread(grid.samples.length, (index) => lossOf(grid, index));
  const least = kept.min > zero ? kept.min : (spread[countAllowed(spread.length)] ?? 0);
  return least > zero && isWide({ min: least, max: kept.max }, spread);
}

/** What `auto` comes to for a formula, by the losses that are drawn of it: the logarithm where it is for a grid of them. */
export function selectScale(field: HeightField): 'linear' | 'log' {
  const { min, max } = field;
  if (!(min > 0 && min > max * ZERO_SHARE)) return 'linear';
  const spread = sampleSpread(field.values.length, (n) => lossAtHeight(field, heightOfNode(field, n)));
  return isWide({ min, max }, spread) ? 'log' : 'linear';
}

function isWide({ min, max }: LossBounds, spread: Float64Array): boolean {
  if (max >= AUTO_RATIO * min) return true;
  const limit = min + LOW_SHARE * (max - min);
  const isCrowded = spread.filter((z) => z <= limit).length >= CROWDED_SHARE * spread.length;
  return isCrowded && max >= CROWDED_RATIO * min;
}

/** The logarithm of a grid, its scale set by nearly all of the samples: see `chooseHeights`. */
export function chooseLogarithm(losses: GridLosses): HeightTransform {
  return losses.isPositive
    ? selectHeightTransform('log', findLeast(losses), losses.kept.max)
    : chooseShifted(losses);
}

/**
 * The least loss above those that a logarithm of the rest has no place for, where they are single samples and no dip.
 * @param high - the least outlier lies above it; null where there is none
 * @returns null where there are none of them, or more than may be outliers
 */
export function findDropEnd(losses: GridLosses, high: number | null): number | null {
  const { grid, present, range } = losses;
  const least = findLeast(losses);
  if (!(range.min < least)) return null;
  const drops = collectBetween(grid, -Infinity, least).filter((index) => lossOf(grid, index) < least);
  const outliers = high === null ? [] : collectBetween(grid, high, Infinity);
  const isFew = drops.length + outliers.length <= countAllowed(present);
  return isFew && areIsolated(grid, drops, outliers) ? least : null;
}

/** The least loss that sets the scale: above 0, in no dip that goes to 0 or below, and no outlier of the logarithm. */
function findLeast({ grid, present, range, zero }: GridLosses): number {
  const hasDips = !(range.min > zero);
  const clear = hasDips ? clearOfDips(grid, zero) : grid;
  const positive = { min: hasDips ? findLeastAbove(clear, zero) : range.min, max: range.max };
  const samples = { grid: clear, range: positive, present, toHeight: Math.log10, toShape: Math.log10 };
  return findOutliers(samples).low ?? positive.min;
}

/** The grid without the neighbours of samples that are 0 or below, unless these are single ones and no dip. */
function clearOfDips(grid: SampledGrid, zero: number): SampledGrid {
  const below = collectBetween(grid, -Infinity, zero);
  if (areIsolated(grid, below, [])) return grid;
  const samples = grid.samples.slice();
  const { nodes } = grid;
  for (const index of below) {
    for (const row of [-nodes, 0, nodes]) samples.fill(Number.NaN, index + row - 1, index + row + 2);
  }
  return { ...grid, samples };
}

function areIsolated(grid: SampledGrid, below: readonly number[], ignored: readonly number[]): boolean {
  const shape = { nodes: grid.nodes, heightAt: (index: number): number => -lossOf(grid, index) };
  return new IsolationCheck(shape, below, ignored, DROP).areIsolated();
}

/** The shifted logarithm, from the least loss that is no outlier of it: what lies below goes on mirrored. */
function chooseShifted({ grid, present, kept }: GridLosses): HeightTransform {
  const shifted = selectHeightTransform('log', kept.min, kept.max);
  const toHeight = (z: number): number => shifted.toDisplay(z);
  const { low } = findOutliers({ grid, range: kept, present, toHeight, toShape: toHeight });
  return low === null ? shifted : selectHeightTransform('log', low, kept.max);
}

/** The loss of a sample, NaN where it is none. */
function lossOf({ samples, offset = 0 }: SampledGrid, index: number): number {
  const z = offset + (samples[index] ?? Number.NaN);
  return Number.isFinite(z) ? z : Number.NaN;
}

/** Indices of the samples that are greater than one loss, and no greater than another. */
function collectBetween({ samples, offset = 0 }: SampledGrid, above: number, most: number): number[] {
  const found: number[] = [];
  for (let n = 0; n < samples.length; n++) {
    const z = offset + samples[n]!;
    if (z > above && z <= most && z < Infinity) found.push(n);
  }
  return found;
}

function findLeastAbove({ samples, offset = 0 }: SampledGrid, above: number): number {
  let least = Infinity;
  for (let n = 0; n < samples.length; n++) {
    const z = offset + samples[n]!;
    if (z > above && z < least) least = z;
  }
  return least;
}
