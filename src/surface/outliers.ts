import type { SampledGrid } from './grid/index.js';
import { IsolationCheck } from './isolatedSamples.js';
import type { LossBounds } from './sampleRange.js';
import { quantileOf, sampleSpread } from './spreadSample.js';

/** At most this share of a surface's samples counts as outliers … */
const MAX_OUTLIER_SHARE = 0.005;

/** … but a single one may on any grid of at least this many samples: on fewer it may well be part of the shape. */
const LEAST_SAMPLES = 81;

/** Quantiles between which the bulk of the samples lies; beyond them are more than may be outliers. */
const BULK = { from: 0.02, to: 0.98 } as const;

/** A range below this many times the last bit of its samples is rounding of float32, and is not enlarged. */
const ROUNDINGS = 16 * 2 ** -24;

/** How many of the samples may be outliers. */
export function countAllowed(present: number): number {
  return Math.max(Math.floor(MAX_OUTLIER_SHARE * present), present >= LEAST_SAMPLES ? 1 : 0);
}

/** The samples in which outliers are searched. */
export interface DrawnSamples {
  readonly grid: SampledGrid;
  /** Range of losses: losses beyond it are treated as missing. */
  readonly range: LossBounds;
  /** How many samples have a height. */
  readonly present: number;
  /** Height of a loss as it would be drawn, display units; increasing. */
  readonly toHeight: (z: number) => number;
  /** Height of a loss by which isolated samples are found: the loss itself, or a function of it; increasing. */
  readonly toShape: (z: number) => number;
}

/** The least and the greatest of a surface's losses without its outliers; null at an end without outliers. */
export interface OutlierBounds {
  readonly low: number | null;
  readonly high: number | null;
}

const NO_OUTLIERS: OutlierBounds = { low: null, high: null };

/**
 * Finds single samples that would flatten all others: at most 0.5 % of the samples, beyond a gap at least as wide as the
 * range of the rest, and each group of neighbours among them isolated (`IsolationCheck`), so not the continuation of a wall,
 * a peak or a well that the grid shows. Of several such gaps the one nearest to the rest counts.
 *
 * A surface without suspects costs 1,024 samples; any other a pass over all samples and a sort of about 4 % of them.
 */
export function findOutliers(samples: DrawnSamples): OutlierBounds {
  const { grid, range, toHeight } = samples;
  const allowed = countAllowed(samples.present);
  if (allowed === 0) return NO_OUTLIERS;
  const spread = sampleSpread(grid.samples.length, (index) => lossAt(samples, index));
  const bulk = { min: quantileOf(spread, BULK.from), max: quantileOf(spread, BULK.to) };
  const widthOf = ({ min, max }: LossBounds): number => toHeight(max) - toHeight(min);
  if (!(widthOf(range) > 2 * widthOf(bulk))) return NO_OUTLIERS;
  const tails = collectTails(samples, bulk);
  const lows = findEnds(samples, tails.low, tails.high, allowed, -1);
  const highs = findEnds(samples, tails.high, tails.low, allowed, 1);
  if (lows.length + highs.length === 0) return NO_OUTLIERS;
  const suspects = { low: collectSuspects(samples, lows, -1), high: collectSuspects(samples, highs, 1) };
  const low = selectEnd(samples, lows, suspects.low, suspects.high, -1);
  const high = selectEnd(samples, highs, suspects.high, suspects.low, 1);
  return settle(samples, tails, { low, high }, allowed);
}

/** The loss of a sample, or NaN if it is missing or beyond the range. */
function lossAt({ grid: { samples, offset = 0 }, range }: DrawnSamples, index: number): number {
  const z = offset + (samples[index] ?? Number.NaN);
  return z >= range.min && z <= range.max ? z : Number.NaN;
}

/** Losses from an end inwards: all beyond the bulk, and the first of the bulk. */
type Tail = Float64Array;

interface Tails {
  /** The lowest first. */
  readonly low: Tail;
  /** The highest first. */
  readonly high: Tail;
}

/** Possible outliers at an end. */
interface End {
  readonly count: number;
  /** The first loss inwards that is no outlier. */
  readonly kept: number;
  /** Width of the gap before them, display units. */
  readonly gap: number;
}

function collectTails({ grid: { samples, offset = 0 }, range }: DrawnSamples, bulk: LossBounds): Tails {
  const low: number[] = [];
  const high: number[] = [];
  let [lowest, highest] = [bulk.max, bulk.min];
  for (let n = 0; n < samples.length; n++) {
    const z = offset + samples[n]!;
    if (z < bulk.min) {
      if (z >= range.min) low.push(z);
    } else if (z > bulk.max) {
      if (z <= range.max) high.push(z);
    } else {
      if (z < lowest) lowest = z;
      if (z > highest) highest = z;
    }
  }
  low.push(lowest);
  high.push(highest);
  return { low: Float64Array.from(low).sort(), high: Float64Array.from(high).sort().reverse() };
}

/**
 * Possible outliers at an end, by the gaps before them: the most outliers first. Each gap is wider than the range of the
 * rest, so there are never many.
 * @param sense - 1 for the highest, -1 for the lowest
 */
function findEnds(
  { toHeight }: DrawnSamples,
  tail: Tail,
  other: Tail,
  allowed: number,
  sense: 1 | -1,
): readonly End[] {
  const heightOf = (z: number): number => sense * toHeight(z);
  // The other end without its own possible outliers.
  const farEnd = heightOf(other[Math.min(allowed, other.length - 1)]!);
  const ends: End[] = [];
  for (let count = Math.min(allowed, tail.length - 1); count > 0; count--) {
    const kept = tail[count]!;
    const gap = heightOf(tail[count - 1]!) - heightOf(kept);
    if (gap > heightOf(kept) - farEnd && heightOf(kept) >= farEnd) ends.push({ count, kept, gap });
  }
  return ends;
}

/** Indices of the possible outliers at an end. */
function collectSuspects(
  { grid: { samples, offset = 0 }, range }: DrawnSamples,
  [most]: readonly End[],
  sense: 1 | -1,
): readonly number[] {
  const suspects: number[] = [];
  if (most === undefined) return suspects;
  const [low, high] = sense > 0 ? [most.kept, Infinity] : [-Infinity, most.kept];
  for (let n = 0; n < samples.length; n++) {
    const z = offset + samples[n]!;
    if (z > low && z < high && z >= range.min && z <= range.max) suspects.push(n);
  }
  return suspects;
}

/** The most samples at one end that are isolated. @param ignored - suspects of the other end; they do not count as neighbours */
function selectEnd(
  samples: DrawnSamples,
  ends: readonly End[],
  suspects: readonly number[],
  ignored: readonly number[],
  sense: 1 | -1,
): End | null {
  const shape = {
    nodes: samples.grid.nodes,
    heightAt: (index: number): number => sense * samples.toShape(lossAt(samples, index)),
  };
  const isIsolated = ({ kept }: End): boolean => {
    const beyond = suspects.filter((index) => sense * lossAt(samples, index) > sense * kept);
    return new IsolationCheck(shape, beyond, ignored).areIsolated();
  };
  return ends.find(isIsolated) ?? null;
}

/** Decides for both ends together: each needs a gap as wide as the range of the rest, and the total is limited. */
function settle(
  { grid: { offset = 0 }, toHeight }: DrawnSamples,
  tails: Tails,
  found: { readonly low: End | null; readonly high: End | null },
  allowed: number,
): OutlierBounds {
  let { low, high } = found;
  if (low !== null && high !== null && low.count + high.count > allowed) {
    if (low.gap < high.gap) low = null;
    else high = null;
  }
  const [min, max] = [low?.kept ?? tails.low[0]!, high?.kept ?? tails.high[0]!];
  const left = toHeight(max) - toHeight(min);
  const size = Math.max(Math.abs(min - offset), Math.abs(max - offset));
  const isSeen = left > ROUNDINGS * size;
  return {
    low: low !== null && isSeen && low.gap > left ? min : null,
    high: high !== null && isSeen && high.gap > left ? max : null,
  };
}
