import { inject } from 'vitest';

/** `short` in `npm test`, `long` in `npm run test:long`. */
export type TestLength = 'short' | 'long';

declare module 'vitest' {
  interface ProvidedContext {
    /** A configuration of somebody else's, a benchmark's say, names none. */
    testLength?: TestLength;
  }
}

/**
 * How often a test tries something: few times in `npm test`, all of them in `npm run test:long`.
 * A test file that calls it runs in both, so it holds nothing of note that is not scaled.
 */
export function scaled(counts: { readonly short: number; readonly long: number }): number {
  return counts[inject('testLength') ?? 'short'];
}
