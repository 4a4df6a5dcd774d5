/** How numbers are written for people, said once more: what the browser formats, in the product's spelling. */

const MINUS = '\u2212';
const NARROW_SPACE = '\u202f';

/**
 * A number as text: so many significant digits, no zeros after them, powers of ten from a million up and below a
 * thousandth; `–` for what is not known.
 */
export function writeNumber(value: number, digits = 4): string {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`;
  const isPlain = value === 0 || (Math.abs(value) >= 0.001 && Math.abs(value) < 1_000_000);
  const format = new Intl.NumberFormat('en-US', {
    maximumSignificantDigits: digits,
    useGrouping: false,
    notation: isPlain ? 'standard' : 'scientific',
    signDisplay: 'negative',
  });
  return format.format(value).replace('E', 'e').replaceAll('-', MINUS);
}

/** Numbers side by side: with as many more digits as it takes to tell every two of them apart. */
export function writeApart(values: readonly number[], digits: number): string[] {
  const texts = values.map((value) => writeNumber(value, digits));
  const areApart = texts.every((text, i) =>
    texts.every((other, k) => text !== other || values[i] === values[k]),
  );
  return areApart || digits >= 17 ? texts : writeApart(values, digits + 1);
}

/** A whole number in groups of three. */
export function writeCount(count: number): string {
  return new Intl.NumberFormat('en-US').format(count).replaceAll(',', NARROW_SPACE);
}

/** Significant digits that show a thousandth of a range, which may lie far from 0. */
export function digitsOfRange(min: number, max: number): number {
  let digits = 4;
  for (let size = Math.max(Math.abs(min), Math.abs(max)); size / 10 >= max - min && digits < 16; size /= 10)
    digits++;
  return digits;
}
