const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;
const NO_NUMBER = /^(?:nan|na|n\/a|null|none|-|)$/i;
const INFINITE = /^[-+]?inf(?:inity)?$/i;

/** NaN for a text that means a missing number; null for any other text that is no number. */
export function parseNumber(field: string): number | null {
  if (NUMBER.test(field)) return Number(field);
  if (NO_NUMBER.test(field) || INFINITE.test(field)) return Number.NaN;
  return null;
}
