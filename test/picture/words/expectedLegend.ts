import type { PlainHeights } from './plainSurface.js';
import { digitsOfRange, writeApart } from './writeNumber.js';

/** What a legend says: its title, its name for who cannot see it, and each tick with its place, 0 at the bar's foot. */
export interface ExpectedLegend {
  readonly title: string;
  readonly label: string;
  readonly ticks: readonly { readonly text: string; readonly share: number }[];
}

/** What is drawn of the heights, where that is not all of them, and how. */
export interface LegendSetting {
  readonly isLog?: boolean;
  /** The heights that are drawn; others are cut. */
  readonly range?: readonly [min: number, max: number];
  readonly surfaceSource?: 'measured' | 'illustrative';
}

/** About so many ticks. */
const TICKS = 5;

/** Beside an end that has a tick of its own there is no other. */
const ROOM = 0.18;

/** Ticks are computed where height is loss, or the logarithm of losses above 0. */
export function expectedLegend(heights: PlainHeights, setting: LegendSetting = {}): ExpectedLegend {
  const [min, max] = setting.range ?? [heights.min, heights.max];
  const { isLog = false } = setting;
  const isIllustrative =
    setting.surfaceSource === undefined ? heights.isIllustrative : setting.surfaceSource === 'illustrative';
  const shareOf = (value: number): number =>
    isLog ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  const [isLowCut, isHighCut] = [heights.min < min, heights.max > max];
  const values = (isLog ? decades(min, max) : evenTicks(min, max, TICKS)).filter(
    (value) => shareOf(value) >= (isLowCut ? ROOM : 0) && shareOf(value) <= (isHighCut ? 1 - ROOM : 1),
  );
  const digits = isLog ? 3 : digitsOfRange(min, max) - 1;
  const texts = writeApart(values, digits);
  const [low, high] = writeApart([min, max], digits);
  const from = isLowCut ? `≤ ${low}` : low!;
  const to = isHighCut ? `≥ ${high}` : high!;
  return {
    title: titleOf(isIllustrative, isLog),
    label: `Colour: ${isIllustrative ? 'height of the illustration,' : 'loss'} from ${from} to ${to}${isLog ? ', logarithmic' : ''}`,
    ticks: [
      ...(isLowCut ? [{ text: from, share: 0 }] : []),
      ...values.map((value, n) => ({ text: texts[n]!, share: shareOf(value) })),
      ...(isHighCut ? [{ text: to, share: 1 }] : []),
    ],
  };
}

function titleOf(isIllustrative: boolean, isLog: boolean): string {
  if (!isIllustrative) return isLog ? 'Loss (log)' : 'Loss';
  return isLog ? 'Height, log (illustrative)' : 'Height (illustrative)';
}

/** Multiples of the 1, 2 or 5 times a power of ten that comes nearest, as a ratio, to an even division. */
function evenTicks(min: number, max: number, count: number): number[] {
  const wanted = Math.log10((max - min) / count);
  const exponents = [Math.floor(wanted), Math.floor(wanted) + 1];
  const steps = exponents.flatMap((exponent) => [1, 2, 5].map((digit) => Number(`${digit}e${exponent}`)));
  const step = steps.reduce((best, one) =>
    Math.abs(Math.log10(one) - wanted) < Math.abs(Math.log10(best) - wanted) ? one : best,
  );
  const values = [];
  for (let n = Math.ceil(min / step - 1e-9); n * step <= max + 1e-9 * step; n++) {
    values.push(Number((n * step).toPrecision(12)));
  }
  return values;
}

/** Powers of ten, with 2 and 5 of each, or 3, where there is room for six at most; else every second of them, every third. */
function decades(min: number, max: number): number[] {
  const valuesOf = (digits: readonly number[], stride: number): number[] => {
    const first = Math.floor(Math.log10(min)) - 1;
    const exponents = Array.from({ length: Math.ceil(Math.log10(max)) - first + 1 }, (_, i) => first + i);
    return exponents
      .filter((exponent) => exponent % stride === 0)
      .flatMap((exponent) => digits.map((digit) => Number(`${digit}e${exponent}`)))
      .filter((value) => value >= min && value <= max);
  };
  if (max < 10 * min) return evenTicks(min, max, TICKS);
  const whole = valuesOf([1], 1);
  const finer = whole.length < 4 ? [valuesOf([1, 2, 5], 1), valuesOf([1, 3], 1)] : [];
  const coarser = [1, 2, 3, 4, 5, 6, 7].map((stride) => valuesOf([1], stride));
  return [...finer, ...coarser].find((values) => values.length <= TICKS + 1) ?? whole;
}
