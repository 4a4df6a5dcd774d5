/**
 * A number for people: four significant digits, no trailing zeros, exponents for the very large and the very small,
 * a real minus sign.
 */
export function formatNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '–' : value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  const isPlain = size >= 1e-3 && size < 1e6;
  const text = isPlain ? String(Number(value.toPrecision(digits))) : value.toExponential(digits - 1);
  return text
    .replace(/\.?0+e/, 'e')
    .replace('e+', 'e')
    .replaceAll('-', '−');
}

/** Digits that a difference of a thousandth of the range takes up. */
const RANGE_DIGITS = 4;
/** More significant digits a double need not have. */
const MAX_DIGITS = 16;

/** With this many digits any two different doubles have different texts. */
const ALL_DIGITS = 17;

/** Numbers for people that stand side by side, with as many digits as it takes for their texts to differ. */
export function formatApart(values: readonly number[], digits: number): string[] {
  const distinct = new Set(values).size;
  for (let more = digits; more < ALL_DIGITS; more++) {
    const texts = values.map((value) => formatNumber(value, more));
    if (new Set(texts).size === distinct) return texts;
  }
  return values.map((value) => formatNumber(value, ALL_DIGITS));
}

/** Significant digits that tell values of a range apart, however far from 0 it lies: 4, or as many more as that takes. */
export function computeDigits(min: number, max: number): number {
  const offset = Math.max(Math.abs(min), Math.abs(max)) / (max - min);
  if (!Number.isFinite(offset) || offset <= 1) return RANGE_DIGITS;
  return Math.min(RANGE_DIGITS + Math.floor(Math.log10(offset)), MAX_DIGITS);
}

/** A whole number for people, with groups of three: `1 234 567`. */
export function formatCount(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/**
 * So many of something, for people: `1 step`, `25 steps`.
 * @param noun - of one of them; another has an s
 */
export function formatQuantity(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A size for people, in decimal units: `4.2 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

const ORDINAL_ENDS = ['th', 'st', 'nd', 'rd'] as const;

/** An ordinal number for people, from 1: `50th`, `2nd`, `1 001st`. */
export function formatOrdinal(value: number): string {
  const tens = value % 100;
  const end = tens > 10 && tens < 20 ? 'th' : (ORDINAL_ENDS[value % 10] ?? 'th');
  return `${formatCount(value)}${end}`;
}
