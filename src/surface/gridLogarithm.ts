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

/** A sample is no part of a dip if it is this many times as far below its neighbours as those differ among themselves. */
const DROP = 2;

/** The facts of a grid's losses that decide about a logarithm. */
export interface GridLosses {
  readonly grid: SampledGrid;
  /** How many samples have a height. */
  readonly present: number;
  readonly range: LossBounds;
  /** The range without the outliers of the losses. */
  readonly kept: LossBounds;
  /** A loss up to this counts as 0: it is the rounding of a double. */
  readonly zero: number;
  /** Whether few enough losses are 0 or below that the others set the scale. */
  readonly isPositive: boolean;
}

/** Computes these facts; if all losses are above 0 that costs nothing. */
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

/** The scale of `auto` for a formula: the logarithm if it would be for a grid of the drawn losses. */
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
 * The least loss of the logarithm's scale, if the losses below it are single samples, not in a dip, and so outliers.
 * @param high - the greatest loss below the outliers above; null where there are none
 * @returns null if there are no such outliers, or more than may be
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

/** The least loss that sets the scale: above 0, not in a dip to 0 or below, and not an outlier of the logarithm. */
function findLeast({ grid, present, range, zero }: GridLosses): number {
  const hasDips = !(range.min > zero);
  const clear = hasDips ? clearOfDips(grid, zero) : grid;
  const positive = { min: hasDips ? findLeastAbove(clear, zero) : range.min, max: range.max };
  const samples = { grid: clear, range: positive, present, toHeight: Math.log10, toShape: Math.log10 };
  return findOutliers(samples).low ?? positive.min;
}

/** The grid without the neighbours of samples that are 0 or below, except where those are single samples and no dip. */
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

/** The shifted logarithm, from the least loss that is not an outlier of it; below that it is mirrored. */
function chooseShifted({ grid, present, kept }: GridLosses): HeightTransform {
  const shifted = selectHeightTransform('log', kept.min, kept.max);
  const toHeight = (z: number): number => shifted.toDisplay(z);
  const { low } = findOutliers({ grid, range: kept, present, toHeight, toShape: toHeight });
  return low === null ? shifted : selectHeightTransform('log', low, kept.max);
}

/** The loss of a sample; NaN if it is missing. */
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
