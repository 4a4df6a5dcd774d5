import { describe, inject, it } from 'vitest';

/** `short` in `npm test`, `long` in `npm run test:long`. */
export type TestLength = 'short' | 'long';

declare module 'vitest' {
  interface ProvidedContext {
    /** A configuration of somebody else's, a benchmark's say, names none. */
    testLength?: TestLength;
  }
}

const TEST_LENGTH: TestLength = inject('testLength') ?? 'short';

/**
 * How often a test tries something: few times in `npm test`, all of them in `npm run test:long`.
 * A test file that calls it runs in both; what is not scaled in it is of `itOnce`.
 */
export function scaled(counts: { readonly short: number; readonly long: number }): number {
  return counts[TEST_LENGTH];
}

/** Of many cases of one kind, those for this run: in `npm test` the ones picked, in `npm run test:long` the others. */
export function picked<Case>(cases: readonly Case[], isShort: (one: Case) => boolean): Case[] {
  return cases.filter((one) => isShort(one) === (TEST_LENGTH === 'short'));
}

const registerNothing = Object.assign(() => undefined, { each: () => () => undefined });

/** `it`, for a test of no length beside others that have one: it runs in `npm test` alone. */
export const itOnce = TEST_LENGTH === 'short' ? it : (registerNothing as unknown as typeof it);

/** `it`, for a test that `npm test` has no time for: it runs in `npm run test:long` alone. */
export const itLong = TEST_LENGTH === 'long' ? it : (registerNothing as unknown as typeof it);

/** `describe` of tests in `itOnce` alone: vitest takes a suite without any test for a mistake. */
export const describeOnce =
  TEST_LENGTH === 'short' ? describe : (registerNothing as unknown as typeof describe);
