import { ticks } from 'd3-array';
import { isLogTransform } from './heightScale.js';
import { LINEAR_TRANSFORM, type HeightTransform } from './heightTransform.js';

/** The part of a height field that ticks depend on. */
export interface LossRange {
  /** The least and the greatest sample that is drawn, in loss units, finite. */
  readonly min: number;
  readonly max: number;
  readonly transform: HeightTransform;
}

/** Digits within a decade, from the most ticks to the fewest; fewer still are every second decade, every third, … */
const DIGITS_OF_DECADE = [[1, 2, 5], [1, 3], [1]] as const;

/** With this many whole decades, ticks at the decades are enough. */
const MANY_DECADES = 4;

/** d3's `ticks` divides by a power of ten near the step, which overflows on ranges of the last denormal doubles. */
const LEAST_SPAN = 1e-290;

/** A tick between two others is a multiple of a step of at least their distance over this: 3 between 2 and 5, not 3.15. */
const MOST_STEPS = 50;

/**
 * The round losses for a colour bar's ticks, in loss units: ascending, within [min, max], at least one.
 * - Height is loss: d3's `ticks`, about `count`.
 * - Logarithm of losses above 0: decades, with 2 and 5 (or 3) between them where there are fewer than four;
 *   every n-th decade where there are many. Within less than a decade d3's `ticks`. At most `count + 1`.
 * - Any other transform, the shifted logarithm with it: the roundest losses that are no closer to each other than
 *   `1 / (count + 2)` of the bar.
 *
 * If a range is too narrow for round losses, its ends.
 * @param count - about how many, at least 1
 */
export function computeLossTicks(range: LossRange, count: number): number[] {
  const { min, max, transform } = range;
  if (!(transform.toDisplay(max) > transform.toDisplay(min))) return [min];
  const values = computeCandidates(range, Math.max(count, 1));
  const inside = values.filter((z, n) => z >= min && z <= max && !(z <= values[n - 1]!));
  return inside.length > 0 ? inside : [min, max];
}

function computeCandidates(range: LossRange, count: number): number[] {
  const { min, max, transform } = range;
  if (transform === LINEAR_TRANSFORM) return computeEvenTicks(min, max, count);
  // Below the least loss that set its scale a logarithm is mirrored, so it has no decades there.
  const isByDecades = isLogTransform(transform) && transform.shift === 0 && min >= transform.least;
  if (!isByDecades) return computeSpreadTicks(range, 1 / (count + 2));
  return max < 10 * min ? computeNarrowTicks(range, count) : computeDecadeTicks(min, max, count + 1);
}

function computeEvenTicks(min: number, max: number, count: number): number[] {
  return max - min > LEAST_SPAN ? ticks(min, max, count) : [];
}

/** Ticks within less than a decade, where even steps are nearly even on the bar; too many would crowd at its top. */
function computeNarrowTicks(range: LossRange, count: number): number[] {
  const values = computeEvenTicks(range.min, range.max, count);
  return values.length <= count + 1 ? values : computeSpreadTicks(range, 1 / count);
}

/** As many ticks of one kind as possible up to `limit`; there is a decade between `min` and `max`. */
function computeDecadeTicks(min: number, max: number, limit: number): number[] {
  const decades = selectDigits(min, max, [1], 1);
  if (decades.length < MANY_DECADES) {
    for (const digits of DIGITS_OF_DECADE) {
      const values = selectDigits(min, max, digits, 1);
      if (values.length <= limit) return values;
    }
  }
  let values = decades;
  for (let stride = 2; values.length > limit; stride++) values = selectDigits(min, max, [1], stride);
  return values;
}

/** `digit · 10^exponent` between `min` and `max`, at exponents that are multiples of `stride`. */
function selectDigits(min: number, max: number, digits: readonly number[], stride: number): number[] {
  const values: number[] = [];
  // 0 has no logarithm.
  if (!(min > 0)) return values;
  const first = Math.floor(Math.log10(min) / stride) * stride;
  for (let exponent = first - stride; exponent <= Math.log10(max) + 1; exponent += stride) {
    for (const digit of digits) {
      const z = decimal(digit, exponent);
      if (z >= min && z <= max) values.push(z);
    }
  }
  return values;
}

/** Splits the bar again and again at the roundest loss that is at least `gap` (a share of the bar) from both ends. */
function computeSpreadTicks({ min, max, transform }: LossRange, gap: number): number[] {
  const displayMin = transform.toDisplay(min);
  const displaySpan = transform.toDisplay(max) - displayMin;
  const lossAt = (share: number): number => {
    if (share <= 0) return min;
    return share >= 1
      ? max
      : Math.min(Math.max(transform.fromDisplay(displayMin + share * displaySpan), min), max);
  };
  const values: number[] = [];
  const split = (low: number, high: number): void => {
    const [from, to] = [low + gap, high - gap];
    if (!(from <= to)) return;
    const leastStep = (lossAt(high) - lossAt(low)) / MOST_STEPS;
    const z = selectRoundest(lossAt(from), lossAt(to), leastStep);
    if (z === null) return;
    const share = Math.min(Math.max((transform.toDisplay(z) - displayMin) / displaySpan, from), to);
    split(low, share);
    values.push(z);
    split(share, high);
  };
  // Beyond the ends, so that a tick may lie on an end.
  split(-gap, 1 + gap);
  return values;
}

/**
 * The roundest number in [low, high]: 0, else a multiple of the greatest power of ten that has one there, of those
 * the multiple of 5, else an even one, else the one in the middle.
 * @param leastStep - only multiples of `n · 10^k` are round, `n` one of 1, 2, 5, that is not below this
 * @returns null if there is none
 */
function selectRoundest(low: number, high: number, leastStep: number): number | null {
  if (low <= 0 && high >= 0) return 0;
  const size = Math.max(Math.abs(low), Math.abs(high));
  let exponent = Math.floor(Math.log10(size)) + 1;
  // A double has 15 exact digits; with more, a loop over multiples would not advance past 2^53.
  for (const last = exponent - 15; exponent >= last; exponent--) {
    const multiples = selectMultiples(low, high, exponent);
    if (multiples.length > 0) {
      const fives = multiples.find((m) => m % 5 === 0);
      const twos = multiples.find((m) => m % 2 === 0);
      const step = decimal(fives !== undefined ? 5 : twos !== undefined ? 2 : 1, exponent);
      const digits = fives ?? twos ?? multiples[(multiples.length - 1) >> 1]!;
      return step >= leastStep ? decimal(digits, exponent) : null;
    }
  }
  return null;
}

/** The multipliers of `10^exponent` that lie in [low, high]: nine at most where the next power of ten has none. */
function selectMultiples(low: number, high: number, exponent: number): number[] {
  const step = decimal(1, exponent);
  const multiples: number[] = [];
  if (!(step > 0)) return multiples;
  const first = Math.floor(low / step);
  for (let m = first; m <= first + 11; m++) {
    const z = decimal(m, exponent);
    if (z >= low && z <= high) multiples.push(m);
  }
  return multiples;
}

/** `digits · 10^exponent`, rounded once: `5 * 10 ** -5` is not the double nearest to 5e-5. */
function decimal(digits: number, exponent: number): number {
  return Number(`${digits}e${exponent}`);
}
