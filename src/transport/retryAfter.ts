/**
 * How long an answer asks to wait, in milliseconds: 0 where it does not say, or says a moment that has passed.
 * Source: RFC 9110, section 10.2.3 (seconds, or a date).
 * @param nowMs - Unix time
 */
export function computeRetryAfterMs(headers: Headers, nowMs: number): number {
  const value = headers.get('Retry-After')?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const dateMs = Date.parse(value);
  return Number.isNaN(dateMs) ? 0 : Math.max(0, dateMs - nowMs);
}
