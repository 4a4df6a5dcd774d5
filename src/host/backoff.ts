/** How long to wait before trying again. */
export interface Backoff {
  /** Upper bound of the first wait, in milliseconds. */
  readonly baseMs: number;
  /** Upper bound of every wait, in milliseconds. */
  readonly maxMs: number;
  /** Lower bound of every wait, in milliseconds. */
  readonly floorMs: number;
}

/** A second at first, half a minute at most: quick after a restart, and little load on a server that stays down. */
export const DEFAULT_BACKOFF: Backoff = { baseMs: 1000, maxMs: 30_000, floorMs: 100 };

/**
 * The longest wait after so many failures, in milliseconds: `min(maxMs, baseMs · 2ⁿ)`.
 * @param failures - attempts in a row that failed, before the one that is waited for; 0 at first
 */
export function computeBackoffBoundMs(failures: number, backoff: Pick<Backoff, 'baseMs' | 'maxMs'>): number {
  // 2^1024 is Infinity, which `maxMs` bounds.
  return Math.min(backoff.maxMs, backoff.baseMs * 2 ** failures);
}

/**
 * A wait with full jitter: uniform between the floor and {@link computeBackoffBoundMs}, so that the clients of a server
 * that restarted do not come back together.
 * Source: AWS Architecture Blog, "Exponential Backoff And Jitter" (2015).
 * @param failures - attempts in a row that failed, before the one that is waited for; 0 at first
 * @param random - uniform in [0, 1)
 */
export function computeBackoffMs(failures: number, backoff: Backoff, random: () => number): number {
  const bound = computeBackoffBoundMs(failures, backoff);
  return backoff.floorMs + random() * Math.max(0, bound - backoff.floorMs);
}
