import type { LinkEnd } from './link.js';
import { computeRetryAfterMs } from '../host/retryAfter.js';

/** Statuses after which the same request may succeed later. */
const LATER: ReadonlySet<number> = new Set([408, 425, 429]);

/**
 * What an HTTP response that is no event stream means for the connection; null where it is one.
 * @param nowMs - Unix time
 */
export function computeResponseEnd(response: Response, nowMs: number): LinkEnd | null {
  const { status, headers } = response;
  const reason = `the server answered HTTP ${status}`;
  if (status === 200) {
    const type = headers.get('Content-Type') ?? 'no type';
    if (/^\s*text\/event-stream\s*(?:;|$)/i.test(type)) return null;
    return { outcome: 'failed', reason: `expected a content of type text/event-stream, got ${type}` };
  }
  // By this status a server ends reconnecting (HTML Standard, section 9.2.3).
  if (status === 204) return { outcome: 'closed', reason };
  if (status === 401) return { outcome: 'unauthorized', reason };
  if (status < 500 && !LATER.has(status)) return { outcome: 'failed', reason };
  return { outcome: 'later', reason, minDelayMs: computeRetryAfterMs(headers, nowMs) };
}
