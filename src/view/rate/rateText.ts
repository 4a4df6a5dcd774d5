import type { NumberFormat } from '../formatNumber.js';
import { formatDuration, formatShare, type Wording } from '../wording.js';
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
  /** How far it is below the start, or above. */
  readonly start: RateLine | null;
  readonly trend: RateLine | null;
  readonly noBetter: RateLine | null;
  readonly best: RateLine | null;
  readonly steps: RateLine | null;
  readonly left: RateLine | null;
}

export const RATE_NAMES = [
  'loss',
  'start',
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
    start: loss && describeStart(loss, wording),
    trend: loss && !hasEnded ? describeTrend(loss, wording) : null,
    noBetter: loss && !hasEnded ? describeNoBetter(loss, wording) : null,
    best: loss && describeBest(loss, hasEnded, wording),
    steps: describeSteps(rates, wording),
    left: describeLeft(rates, wording),
  };
}

/** The most important of the rates in a few words, for a card with little room: how good, how fast; either may be empty. */
export function describeRatesShort({ loss, hasEnded }: Rates, wording: Wording): readonly [string, string] {
  return loss === null ? ['', ''] : [describeGood(loss, wording), describeSpeed(loss, hasEnded, wording)];
}

function describeGood(loss: LossRates, wording: Wording): string {
  const { rates: labels } = wording.labels;
  const change = readChange(loss, wording);
  const amount =
    change &&
    SHORT_LABELS[change.side].map((name) => labels[name](change.amount))[Number(!loss.isFirstStart)]!;
  // That of the points and the height stand among the figures.
  if (loss.series.kind !== 'reported' || Number.isNaN(loss.now)) return amount ?? '';
  const now = wording.numbers.number(loss.now);
  return amount === null ? labels.shortLoss(now) : labels.shortLossAnd(now, amount);
}

function describeSpeed(
  { noBetterSteps, aboveBest, best, trend }: LossRates,
  hasEnded: boolean,
  { labels: { rates: labels }, numbers }: Wording,
): string {
  if (hasEnded)
    return aboveBest > 0
      ? labels.shortAboveBest(numbers.number(aboveBest, DIGITS), numbers.number(best))
      : '';
  if (trend === null) return '';
  if (trend.direction === 'none') {
    return noBetterSteps > 0 ? labels.shortNoBetter(numbers.count(noBetterSteps), noBetterSteps) : '';
  }
  const label = trend.direction === 'falling' ? labels.shortFalling : labels.shortRising;
  return label(...writeChange(trend, numbers));
}

/** By the side of the start on which the loss is: of the start, and of the first that was received. */
const LABELS = { below: ['belowStart', 'belowFirst'], above: ['aboveStart', 'aboveFirst'] } as const;
const SHORT_LABELS = {
  below: ['shortBelowStart', 'shortBelowFirst'],
  above: ['shortAboveStart', 'shortAboveFirst'],
} as const;

function describeStart(loss: LossRates, wording: Wording): RateLine | null {
  const change = readChange(loss, wording);
  if (change === null) return null;
  const name = LABELS[change.side][loss.isFirstStart ? 0 : 1];
  return { term: wording.labels.rates[name](wording.numbers.number(loss.first)), value: change.amount };
}

/** How far a loss is from the first; null where it is the same. A share only of what is above 0, and no more than ten times that. */
function readChange(
  { now, first }: LossRates,
  wording: Wording,
): { readonly side: 'below' | 'above'; readonly amount: string } | null {
  if (Number.isNaN(now) || now === first) return null;
  const side = now < first ? 'below' : 'above';
  const size = Math.abs(now - first);
  const share = size / first;
  if (!(first > 0 && now >= 0 && share <= MOST_SHARE))
    return { side, amount: wording.numbers.number(size, DIGITS) };
  const isNearlyAll = share < 1 && share > NEARLY_ALL;
  const text = formatShare(isNearlyAll ? NEARLY_ALL : share, DIGITS, wording);
  return { side, amount: isNearlyAll ? wording.labels.rates.moreThan(text) : text };
}

const MOST_SHARE = 10;
const NEARLY_ALL = 0.99;

function describeLoss(
  { series: { kind, split, isStepKnown }, now }: LossRates,
  { labels: { rates }, numbers }: Wording,
): RateLine {
  // The loss of the path's own points and the height stand among the figures.
  if (kind !== 'reported')
    return { term: kind === 'points' ? rates.trueLoss : rates.measuredHeight, value: '' };
  const name = split === '' ? rates.reportedLoss : rates.reportedLossOf(split);
  return {
    term: isStepKnown ? name : rates.offByOne(name),
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
  const term = label(numbers.index(bestStep), numbers.number(best));
  return { term, value: numbers.number(aboveBest, DIGITS) };
}

function describeSteps({ step, finalStep, hasEnded, tookS }: Rates, wording: Wording): RateLine | null {
  const {
    labels: { rates: labels },
    numbers,
  } = wording;
  if (Number.isNaN(step)) return null;
  if (!hasEnded) {
    if (Number.isNaN(finalStep)) return null;
    return {
      term: labels.steps,
      value: labels.stepsOf(numbers.count(step), numbers.count(finalStep), finalStep),
    };
  }
  const steps = labels.stepCount(numbers.count(step), step);
  if (!(tookS > 0)) return { term: labels.took, value: steps };
  const duration = tookS < 10 ? Number(tookS.toPrecision(DIGITS)) : Math.round(tookS);
  return { term: labels.took, value: labels.stepsIn(steps, formatDuration(duration, wording)) };
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
