import { vi } from 'vitest';

/** No condition has a time of its own: what is never so fails by the test's. */
export const LONGEST_WAIT_MS = 290_000;

// Of a file that may share its process with others: the wrapped are not wrapped again.
const { waitFor, waitUntil } = vi;

/** Lets `vi.waitFor` and `vi.waitUntil` wait for as long as a test may take; by themselves they give up after a second. */
export function waitLong(): void {
  vi.waitFor = (callback, options) => waitFor(callback, options ?? { timeout: LONGEST_WAIT_MS });
  vi.waitUntil = (callback, options) => waitUntil(callback, options ?? { timeout: LONGEST_WAIT_MS });
}
