/** What is used of the headers of an answer. */
interface AnswerHeaders {
  get(name: string): string | null;
}

/**
 * How long an answer asks to wait, in milliseconds: 0 where it does not say, or says a moment that has passed.
 * Source: RFC 9110, section 10.2.3 (seconds, or a date).
 * @param nowMs - Unix time; null where it is not known, and a date is passed over
 */
export function computeRetryAfterMs(headers: AnswerHeaders, nowMs: number | null): number {
  const value = headers.get('Retry-After')?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const dateMs = Date.parse(value);
  return nowMs === null || Number.isNaN(dateMs) ? 0 : Math.max(0, dateMs - nowMs);
}
