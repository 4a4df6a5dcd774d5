/** The part of a response's headers that is used here. */
interface AnswerHeaders {
  get(name: string): string | null;
}

/**
 * How long a response asks to wait, in milliseconds: 0 where it does not say, or names a time that has passed.
 * Source: RFC 9110, section 10.2.3 (seconds, or a date).
 * @param nowMs - Unix time; null where it is not known: a date is then ignored
 */
export function computeRetryAfterMs(headers: AnswerHeaders, nowMs: number | null): number {
  const value = headers.get('Retry-After')?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const dateMs = Date.parse(value);
  return nowMs === null || Number.isNaN(dateMs) ? 0 : Math.max(0, dateMs - nowMs);
}
