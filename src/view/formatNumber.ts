/** How numbers are written for people. */
export interface NumberFormat {
  /** @param digits - significant digits, 4 where left out; a number that needs fewer has fewer */
  readonly number: (value: number, digits?: number) => string;
  /** A whole number in groups: `1 234 567`. */
  readonly count: (value: number) => string;
  /** A whole number that is a name and no amount, without groups: of a step, a seed. */
  readonly index: (value: number) => string;
  /** @param decimals - digits after the point, no more and no fewer */
  readonly fixed: (value: number, decimals: number) => string;
}

/** Significant digits where nobody asks for more. */
export const DEFAULT_DIGITS = 4;

/** Whether a number is written out; smaller and larger ones have exponents. */
export function isPlainSize(value: number): boolean {
  const size = Math.abs(value);
  return size >= 1e-3 && size < 1e6;
}

/**
 * A number for people: four significant digits, no trailing zeros, exponents for the very large and the very small,
 * a real minus sign.
 */
export function formatNumber(value: number, digits = DEFAULT_DIGITS): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '–' : value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const text = isPlainSize(value)
    ? String(Number(value.toPrecision(digits)))
    : value.toExponential(digits - 1);
  return text
    .replace(/\.?0+e/, 'e')
    .replace('e+', 'e')
    .replaceAll('-', '−');
}

/** A whole number for people, with groups of three: `1 234 567`. */
export function formatCount(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/** What is written where no locale is asked for: the same on every machine. */
export const PLAIN_NUMBERS: NumberFormat = {
  number: formatNumber,
  count: formatCount,
  index: String,
  fixed: (value, decimals) => value.toFixed(decimals),
};

/** Digits that a difference of a thousandth of the range takes up. */
const RANGE_DIGITS = 4;
/** More significant digits a double need not have. */
const MAX_DIGITS = 16;

/** With this many digits any two different doubles have different texts. */
const ALL_DIGITS = 17;

/** Numbers for people that stand side by side, with as many digits as it takes for their texts to differ. */
export function formatApart(values: readonly number[], digits: number, numbers = PLAIN_NUMBERS): string[] {
  const distinct = new Set(values).size;
  for (let more = digits; more < ALL_DIGITS; more++) {
    const texts = values.map((value) => numbers.number(value, more));
    if (new Set(texts).size === distinct) return texts;
  }
  return values.map((value) => numbers.number(value, ALL_DIGITS));
}

/** Significant digits that tell values of a range apart, however far from 0 it lies: 4, or as many more as that takes. */
export function computeDigits(min: number, max: number): number {
  const offset = Math.max(Math.abs(min), Math.abs(max)) / (max - min);
  if (!Number.isFinite(offset) || offset <= 1) return RANGE_DIGITS;
  return Math.min(RANGE_DIGITS + Math.floor(Math.log10(offset)), MAX_DIGITS);
}
