import type { NumberFormat } from '../formatNumber.js';
import { formatDuration, type Wording } from '../wording.js';
import type { LossRates, Rates } from './rates.js';
import type { Trend } from './trend.js';

/** A line of the rates: what it is, and the figure; either may be empty. */
export interface RateLine {
  readonly term: string;
  readonly value: string;
}

/** The lines in their order; null where there is nothing to say. */
export interface RateLines {
  /** Which loss is meant. */
  readonly loss: RateLine | null;
  readonly trend: RateLine | null;
  readonly noBetter: RateLine | null;
  readonly best: RateLine | null;
  readonly steps: RateLine | null;
  readonly left: RateLine | null;
}

export const RATE_NAMES = [
  'loss',
  'trend',
  'noBetter',
  'best',
  'steps',
  'left',
] as const satisfies readonly (keyof RateLines)[];

/** Significant digits of a rate: a person compares sizes. */
const DIGITS = 2;

/** The rates in words and figures. */
export function describeRates(rates: Rates, wording: Wording): RateLines {
  const { loss, hasEnded } = rates;
  return {
    loss: loss && describeLoss(loss, wording),
    trend: loss && !hasEnded ? describeTrend(loss, wording) : null,
    noBetter: loss && !hasEnded ? describeNoBetter(loss, wording) : null,
    best: loss && describeBest(loss, hasEnded, wording),
    steps: describeSteps(rates, wording),
    left: describeLeft(rates, wording),
  };
}

/** The most important of the rates in a few words, for a card that is one line; empty where there is none. */
export function describeRatesShort(
  { loss, hasEnded }: Rates,
  { labels: { rates: labels }, numbers }: Wording,
): string {
  if (loss === null) return '';
  const { noBetterSteps, aboveBest, trend } = loss;
  if (hasEnded) return aboveBest > 0 ? labels.shortAboveBest(numbers.number(aboveBest, DIGITS)) : '';
  if (trend === null) return '';
  if (trend.direction === 'none') {
    return noBetterSteps > 0 ? labels.shortNoBetter(numbers.count(noBetterSteps), noBetterSteps) : '';
  }
  const label = trend.direction === 'falling' ? labels.shortFalling : labels.shortRising;
  return label(...writeChange(trend, numbers));
}

function describeLoss(
  { series: { kind, split }, now }: LossRates,
  { labels: { rates }, numbers }: Wording,
): RateLine {
  // The loss of the path's own points stands among the figures.
  if (kind === 'points') return { term: rates.trueLoss, value: '' };
  return {
    term: split === '' ? rates.reportedLoss : rates.reportedLossOf(split),
    value: Number.isNaN(now) ? '' : numbers.number(now),
  };
}

function describeTrend({ trend }: LossRates, wording: Wording): RateLine | null {
  if (trend === null) return null;
  const {
    labels: { rates: labels },
    numbers,
  } = wording;
  const { direction, windowSteps } = trend;
  const window = numbers.count(windowSteps);
  if (direction === 'none') return { term: labels.noSlope(window, windowSteps), value: labels.noise };
  const label = direction === 'falling' ? labels.falling : labels.rising;
  return { term: label(window, windowSteps), value: labels.perSteps(...writeChange(trend, numbers)) };
}

/** How much in so many steps, which are round and no more than the window. */
function writeChange(
  { slope, windowSteps }: Trend,
  numbers: NumberFormat,
): [change: string, steps: string, count: number] {
  const per = 10 ** Math.floor(Math.log10(windowSteps));
  return [numbers.number(Math.abs(slope) * per, DIGITS), numbers.count(per), per];
}

function describeNoBetter(
  { noBetterSteps, trend }: LossRates,
  { labels: { rates: labels }, numbers }: Wording,
): RateLine | null {
  if (Number.isNaN(noBetterSteps)) return null;
  // A fall that is more than noise is no standstill, though no single gain of it may stand out yet.
  if (noBetterSteps === 0 || trend?.direction === 'falling') return { term: labels.gettingBetter, value: '' };
  return { term: labels.noBetterFor, value: labels.stepCount(numbers.count(noBetterSteps), noBetterSteps) };
}

function describeBest(
  { aboveBest, best, bestStep }: LossRates,
  hasEnded: boolean,
  { labels: { rates: labels }, numbers }: Wording,
): RateLine | null {
  if (Number.isNaN(aboveBest)) return null;
  if (aboveBest === 0)
    return { term: hasEnded ? labels.endedAtBest : labels.atBest, value: numbers.number(best) };
  const label = hasEnded ? labels.endedAboveBest : labels.aboveBest;
  return { term: label(numbers.index(bestStep)), value: numbers.number(aboveBest, DIGITS) };
}

function describeSteps(
  { step, steps, hasEnded }: Rates,
  { labels: { rates: labels }, numbers }: Wording,
): RateLine | null {
  if (hasEnded || Number.isNaN(step) || Number.isNaN(steps)) return null;
  return { term: labels.steps, value: labels.stepsOf(numbers.count(step), numbers.count(steps), steps) };
}

function describeLeft({ leftS, stepsPerS }: Rates, wording: Wording): RateLine | null {
  const {
    labels: { rates: labels },
    numbers,
  } = wording;
  const pace = Number.isNaN(stepsPerS) ? null : labels.pace(numbers.number(stepsPerS, DIGITS), stepsPerS);
  if (!Number.isFinite(leftS)) return pace === null ? null : { term: labels.speed, value: pace };
  const left = formatDuration(Math.ceil(leftS), wording);
  return { term: labels.timeLeft, value: pace === null ? left : labels.leftAtPace(left, pace) };
}
