import { act, render, screen } from '@testing-library/react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRunStore, GradientDescentViz } from '../../src/index.js';
import { formatNumber, PLAIN_NUMBERS } from '../../src/view/formatNumber.js';
import { isKnownLocale, numberFormatOf } from '../../src/view/localeNumbers.js';
import { formatBytes } from '../../src/view/wording.js';
import { ENGLISH } from '../../src/view/labels.js';
import { spec, start, update } from '../run/createRunEvent.js';

describe('numbers of a locale', () => {
  const german = numberFormatOf('de');

  it.each<[string, string]>([
    [german.number(0.004412345), '0,004412'],
    [german.number(-0.1134), '-0,1134'],
    [german.number(-0), '0'],
    [german.number(123456.7), '123.500'],
    [german.number(2.0454e-4), '2,045E-4'],
    [german.number(-1.23456e38), '-1,235E38'],
    [german.number(1.23456789, 7), '1,234568'],
    [german.number(NaN), '–'],
    [german.number(Infinity), '∞'],
    [german.count(1_234_567), '1.234.567'],
    [german.index(1_234_567), '1234567'],
    [german.fixed(4, 1), '4,0'],
    [numberFormatOf('en-IN').count(1_234_567), '12,34,567'],
    [numberFormatOf('ar-EG').count(1234), '١٬٢٣٤'],
    [numberFormatOf('fr').number(0.5), '0,5'],
  ])('are written as %s, which is %s', (text, expected) => {
    expect(text).toBe(expected);
  });

  it('have as many significant digits as plain ones, and exponents where those have', () => {
    const english = numberFormatOf('en-US');
    for (const value of [0.001, 0.000_999_9, 999_999, 1e6, -12.3456, 1e-12, 7, 0.1 + 0.2])
      for (const digits of [2, 4, 9]) {
        const plain = formatNumber(value, digits).replaceAll('−', '-');
        expect(english.number(value, digits).replaceAll(',', '').replace('E', 'e')).toBe(plain);
      }
  });

  it('make no format for a number that was written with so many digits before', () => {
    const { NumberFormat } = Intl;
    let made = 0;
    Intl.NumberFormat = class extends NumberFormat {
      constructor(...args: ConstructorParameters<typeof NumberFormat>) {
        super(...args);
        made++;
      }
    } as typeof NumberFormat;
    onTestFinished(() => void (Intl.NumberFormat = NumberFormat));
    const swiss = numberFormatOf('de-CH');
    const write = (): void => {
      for (const value of [0.5, 3, 1e9, -1e-9]) swiss.number(value);
      swiss.count(12);
      swiss.index(12);
      swiss.fixed(1.25, 1);
    };
    write();
    expect(made).toBe(5);
    write();
    expect(numberFormatOf('de-CH')).toBe(swiss);
    expect(made).toBe(5);
  });

  it.each([
    ['de', true],
    ['zh-Hant-TW', true],
    ['ar-EG-u-nu-latn', true],
    ['de_DE', false],
    ['', false],
    ['xx', false],
  ])('%j is known: %s', (locale, isKnown) => {
    expect(isKnownLocale(locale)).toBe(isKnown);
  });

  it('are those of sizes too', () => {
    const sizes = [999, 4240, 4_240_000].map((bytes) =>
      formatBytes(bytes, { labels: ENGLISH, numbers: german }),
    );
    expect(sizes).toEqual(['999 B', '4,2 kB', '4,2 MB']);
    expect(formatBytes(4240, { labels: ENGLISH, numbers: PLAIN_NUMBERS })).toBe('4.2 kB');
  });
});

const EVENTS = [
  spec(1, { domainHalf: 5, params: { a: 2, b: 3 } }, { source: 'measured' }),
  start(2, { point0: { x: 0.5, y: 0 } }),
  update(3, 12_345, [{ x: 0.123, y: -0.06 }]),
];
const figures = (): string[] =>
  [...document.querySelectorAll('.gdv-figure dd')].map(({ textContent }) => textContent);
const ticks = (): string[] =>
  [...document.querySelectorAll('.gdv-legend-tick')].map(({ textContent }) => textContent);

describe('a view with a locale', () => {
  it('writes figures, ticks and names of parts by it, and by another at the next render', () => {
    const view = render(<GradientDescentViz events={EVENTS} locale="de" lossRange={[0, 2500]} />);
    // 2 · 0.615² + 3 · 0.3² is 1.02645.
    expect(figures()).toEqual(['12.345', '0,615', '-0,3', '1,026']);
    expect(ticks()).toContain('1.500');
    expect(screen.getByRole('figure')).toHaveAccessibleName('Colour: loss from 0 to 2.500');
    view.rerender(<GradientDescentViz events={EVENTS} locale="en" lossRange={[0, 2500]} />);
    expect(figures()).toEqual(['12,345', '0.615', '-0.3', '1.026']);
    view.rerender(<GradientDescentViz events={EVENTS} lossRange={[0, 2500]} />);
    expect(figures()).toEqual(['12\u202f345', '0.615', '−0.3', '1.026']);
  });

  it('writes figures that come later by it', () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const store = createRunStore();
    store.ingest(EVENTS);
    render(<GradientDescentViz store={store} locale="de" />);
    act(() => {
      store.ingest(update(4, 20_000, [{ x: 0.5, y: 0 }]));
      vi.advanceTimersByTime(500);
    });
    expect(figures().slice(0, 2)).toEqual(['20.000', '2,5']);
  });

  it.each(['de_DE', 'no language', 7])('that is none (%j) says so once, and is plain', (locale) => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    onTestFinished(() => warn.mockRestore());
    const props = { locale: locale as string };
    const view = render(<GradientDescentViz events={EVENTS} {...props} />);
    view.rerender(<GradientDescentViz events={EVENTS} {...props} />);
    expect(figures()[0]).toBe('12\u202f345');
    expect(warn.mock.calls.flat()).toEqual([
      `GradientDescentViz: locale: expected a language tag that this host knows, got ${JSON.stringify(locale)}; its default holds`,
    ]);
  });
});
