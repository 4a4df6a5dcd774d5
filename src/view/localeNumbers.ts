import { DEFAULT_DIGITS, isPlainSize, type NumberFormat } from './formatNumber.js';

/** Those of each locale: an `Intl` format takes longer to make than a thousand numbers to write. */
const formats = new Map<string, NumberFormat>();

/**
 * Numbers as a language writes them, with the significant digits and exponents of `formatNumber`. The same object each
 * time for a locale.
 * @param locale - one that {@link isKnownLocale}
 * @throws RangeError for what is no BCP 47 tag, once a number is to be written
 */
export function numberFormatOf(locale: string): NumberFormat {
  const format = formats.get(locale) ?? createNumberFormat(locale);
  formats.set(locale, format);
  return format;
}

/** Whether it is a BCP 47 tag, of a language whose numbers this host can write. */
export function isKnownLocale(locale: string): boolean {
  if (formats.has(locale)) return true;
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale).length > 0;
  } catch {
    return false; // no tag at all
  }
}

function createNumberFormat(locale: string): NumberFormat {
  const writeWhole = createWriter(locale, () => ({ maximumFractionDigits: 0 }));
  const writeIndex = createWriter(locale, () => ({ maximumFractionDigits: 0, useGrouping: false }));
  const writeStandard = createWriter(locale, (digits) => ({ maximumSignificantDigits: digits }));
  const writeScientific = createWriter(locale, (digits) => ({
    notation: 'scientific',
    maximumSignificantDigits: digits,
  }));
  const writeFixed = createWriter(locale, (digits) => ({
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }));
  return {
    number(value, digits = DEFAULT_DIGITS) {
      if (Number.isNaN(value)) return '–';
      // A zero has no sign.
      if (value === 0) return writeStandard(0, digits);
      const isStandard = isPlainSize(value) || !Number.isFinite(value);
      return isStandard ? writeStandard(value, digits) : writeScientific(value, digits);
    },
    count: (value) => writeWhole(value, 0),
    index: (value) => writeIndex(value, 0),
    fixed: writeFixed,
  };
}

/** Writes numbers of so many digits; each number of digits has a format, which is made once. */
function createWriter(
  locale: string,
  optionsOf: (digits: number) => Intl.NumberFormatOptions,
): (value: number, digits: number) => string {
  const byDigits: Intl.NumberFormat[] = [];
  return (value, digits) =>
    (byDigits[digits] ??= new Intl.NumberFormat(locale, optionsOf(digits))).format(value);
}
