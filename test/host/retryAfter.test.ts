import { expect, it } from 'vitest';
import { computeRetryAfterMs } from '../../src/host/retryAfter.js';

const DATE = 'Wed, 21 Oct 2015 07:28:00 GMT';
const DATE_MS = Date.UTC(2015, 9, 21, 7, 28);

it.each([
  [undefined, 0, 0],
  ['', 0, 0],
  ['3', 0, 3000],
  [' 3 ', null, 3000],
  ['3.5', DATE_MS, 0],
  ['-3', DATE_MS, 0],
  ['soon', DATE_MS, 0],
  [DATE, DATE_MS - 5000, 5000],
  [DATE, DATE_MS + 5000, 0],
  [DATE, null, 0],
])('of Retry-After %o at %o is a wait of %d ms', (value, nowMs, waitMs) => {
  const headers = new Headers(value === undefined ? {} : { 'Retry-After': value });
  expect(computeRetryAfterMs(headers, nowMs)).toBe(waitMs);
});
