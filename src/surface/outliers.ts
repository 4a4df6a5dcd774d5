import { IsolationCheck } from './isolatedSamples.js';
import type { LossBounds } from './sampleRange.js';
import { quantileOf, sampleSpread } from './spreadSample.js';

/** At most this share of a surface's samples counts as outliers. */
export const MAX_OUTLIER_SHARE = 0.005;

/** Shares between which nearly all samples lie, more of them left out than may be outliers. */
const BULK = { from: 0.02, to: 0.98 } as const;

/** A range that is all rounding of float32 is none that may be drawn large: this many times the last bit of its samples. */
const ROUNDINGS = 16 * 2 ** -24;

/** Samples whose heights are to be looked at. */
export interface SampleHeights {
  /** Nodes per side, at least 2. */
  readonly nodes: number;
  /** Height of a node as it would be drawn, display units; NaN where there is none. */
  readonly heightAt: (index: number) => number;
  /** What tells a continuation from an isolated sample: the loss itself, whatever is drawn of it. */
  readonly shapeAt: (index: number) => number;
  /** Greatest magnitude of a node's number as it is stored, whose last bit is what it may be off. */
  readonly sizeAt: (index: number) => number;
}

/** What is left of a surface's heights without its outliers, in display units; null at an end that has none. */
export interface OutlierBounds {
  readonly low: number | null;
  readonly high: number | null;
}

const NO_OUTLIERS: OutlierBounds = { low: null, high: null };

/**
 * Finds single samples that would flatten all others: at most 0.5 % of the samples, beyond an empty stretch at least as
 * wide as all that is left, and each group of neighbours among them isolated (`IsolationCheck`): no continuation of a
 * wall, a peak or a well that the grid shows. Of several such stretches the one nearest to the rest counts.
 *
 * A surface without suspects costs a look at 1,024 samples, another one a pass over them and a sort of about 4 %.
 * @param range - the least and the greatest height, display units
 * @param present - how many samples have a height
 */
export function findOutliers(samples: SampleHeights, range: LossBounds, present: number): OutlierBounds {
  const allowed = Math.floor(MAX_OUTLIER_SHARE * present);
  if (allowed === 0) return NO_OUTLIERS;
  const spread = sampleSpread(samples.nodes ** 2, (index) => samples.heightAt(index));
  const bulk = { min: quantileOf(spread, BULK.from), max: quantileOf(spread, BULK.to) };
  if (!(range.max - range.min > 2 * (bulk.max - bulk.min))) return NO_OUTLIERS;
  const tails = collectTails(samples, bulk, quantileOf(spread, 0.5), allowed);
  const highs = findGaps(samples, tails.high, tails.low, allowed, 1);
  const lows = findGaps(samples, tails.low, tails.high, allowed, -1);
  const high = selectEnd(samples, tails.high, highs, tails.low.slice(0, lows[0]?.count ?? 0), 1);
  const low = selectEnd(samples, tails.low, lows, tails.high.slice(0, highs[0]?.count ?? 0), -1);
  return settle(samples, tails, { low, high }, allowed);
}

/** Samples by height from an end inwards, one more than may be outliers at least. */
type Tail = readonly number[];

interface Tails {
  /** The lowest first. */
  readonly low: Tail;
  /** The highest first. */
  readonly high: Tail;
}

/** How many samples lie beyond an end, and how wide the stretch before them is empty. */
interface End {
  readonly count: number;
  readonly gap: number;
}

function collectTails(samples: SampleHeights, bulk: LossBounds, median: number, allowed: number): Tails {
  const byHeight = (a: number, b: number): number => samples.heightAt(a) - samples.heightAt(b);
  const collect = (isBeyond: (height: number) => boolean): number[] => {
    const found: number[] = [];
    for (let index = 0; index < samples.nodes ** 2; index++) {
      if (isBeyond(samples.heightAt(index))) found.push(index);
    }
    return found;
  };
  let low = collect((height) => height < bulk.min);
  let high = collect((height) => height > bulk.max);
  // Where many samples are the same, none lies beyond the bulk's own end.
  if (low.length <= allowed) low = collect((height) => height <= median);
  if (high.length <= allowed) high = collect((height) => height >= median);
  return { low: low.sort(byHeight), high: high.sort((a, b) => byHeight(b, a)) };
}

/**
 * How many samples of an end may be outliers, by the empty stretches before them: the most first.
 * @param sense - 1 for the highest, -1 for the lowest
 */
function findGaps(samples: SampleHeights, tail: Tail, other: Tail, allowed: number, sense: 1 | -1): End[] {
  const heightOf = (index: number | undefined): number => sense * samples.heightAt(index ?? -1);
  // The other end without what may be its own outliers.
  const farEnd = heightOf(other[Math.min(allowed, other.length - 1)]);
  const ends: End[] = [];
  for (let count = Math.min(allowed, tail.length - 1); count > 0; count--) {
    const kept = heightOf(tail[count]);
    const gap = heightOf(tail[count - 1]) - kept;
    if (gap > kept - farEnd && kept >= farEnd) ends.push({ count, gap });
  }
  return ends;
}

/** The most samples at one end that are isolated. @param ignored - suspects of the other end, which surround nothing */
function selectEnd(
  samples: SampleHeights,
  tail: Tail,
  ends: readonly End[],
  ignored: readonly number[],
  sense: 1 | -1,
): End | null {
  const isIsolated = ({ count }: End): boolean =>
    new IsolationCheck(samples, tail.slice(0, count), ignored, sense).areIsolated();
  return ends.find(isIsolated) ?? null;
}

/** Both ends together: each beyond a stretch as wide as what is then left, and no more samples than may be. */
function settle(
  samples: SampleHeights,
  tails: Tails,
  found: { readonly low: End | null; readonly high: End | null },
  allowed: number,
): OutlierBounds {
  let { low, high } = found;
  if (low !== null && high !== null && low.count + high.count > allowed) {
    if (low.gap < high.gap) low = null;
    else high = null;
  }
  const [lowest, highest] = [tails.low[low?.count ?? 0]!, tails.high[high?.count ?? 0]!];
  const [min, max] = [samples.heightAt(lowest), samples.heightAt(highest)];
  const size = Math.max(samples.sizeAt(lowest), samples.sizeAt(highest));
  const isSeen = samples.heightAt(highest) - min > ROUNDINGS * size;
  return {
    low: low !== null && isSeen && low.gap > max - min ? min : null,
    high: high !== null && isSeen && high.gap > max - min ? max : null,
  };
}
