/** A whole number with separated thousands: `12,345`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

/** A number and its noun, in the plural unless the number is 1: `1 run`, `2 runs`. */
export function formatAmount(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

const ORDINAL_ENDS = ['th', 'st', 'nd', 'rd'] as const;

/** An ordinal number, from 1: `50th`, `2nd`, `1,001st`. */
export function formatOrdinal(place: number): string {
  const tens = place % 100;
  const end = tens > 10 && tens < 20 ? 'th' : (ORDINAL_ENDS[place % 10] ?? 'th');
  return `${formatCount(place)}${end}`;
}

/** A number with three, or `digits`, significant digits, without an exponent unless it is very large or small. */
export function formatFigure(value: number, digits = 3): string {
  return String(Number(value.toPrecision(digits)));
}

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Bytes in the unit that suits them: `1.2 MB`, of 1,000 each. */
export function formatBytes(bytes: number): string {
  let amount = bytes;
  let unit = 0;
  for (; amount >= 999.5 && unit < BYTE_UNITS.length - 1; unit += 1) amount /= 1000;
  return `${formatFigure(amount)} ${BYTE_UNITS[unit]!}`;
}

/** A duration in the unit that suits it: `340 ms`, `12.5 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${formatFigure(ms)} ms`;
  if (ms < 60_000) return `${formatFigure(ms / 1000)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${formatCount(Math.floor(seconds / 3600))} h ${Math.floor((seconds % 3600) / 60)} min`;
}
