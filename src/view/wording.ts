import { PLAIN_NUMBERS, type NumberFormat } from './formatNumber.js';
import { ENGLISH, type GradientDescentVizLabels } from './labels.js';

/** How something is said: in which words, and how numbers are written. */
export interface Wording {
  readonly labels: GradientDescentVizLabels;
  readonly numbers: NumberFormat;
}

/** Where the host has neither labels nor a locale. */
export const DEFAULT_WORDING: Wording = { labels: ENGLISH, numbers: PLAIN_NUMBERS };

/** A size for people, in decimal units: `4.2 MB`. */
export function formatBytes(bytes: number, { labels: { units }, numbers }: Wording): string {
  if (bytes < 1000) return units.bytes(numbers.count(bytes), bytes);
  return bytes < 1e6
    ? units.kilobytes(numbers.fixed(bytes / 1e3, 1), bytes / 1e3)
    : units.megabytes(numbers.fixed(bytes / 1e6, 1), bytes / 1e6);
}

/** Seconds for people: `40 s`, from a minute on whole minutes, from an hour on whole hours. */
export function formatDuration(seconds: number, { labels: { units }, numbers }: Wording): string {
  if (seconds < 60) return units.seconds(numbers.count(seconds), seconds);
  const [unit, value] =
    seconds < 3600 ? [units.minutes, Math.floor(seconds / 60)] : [units.hours, Math.floor(seconds / 3600)];
  return unit(numbers.count(value), value);
}

/**
 * A share for people: `3.4 %`.
 * @param digits - significant digits
 */
export function formatShare(share: number, digits: number, { labels: { units }, numbers }: Wording): string {
  return units.percent(numbers.number(share * 100, digits), share * 100);
}

/** @param percent - a whole number */
export function formatPercent(percent: number, { labels: { units }, numbers }: Wording): string {
  return units.percent(numbers.count(percent), percent);
}
