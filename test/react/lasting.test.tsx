import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useLasting } from '../../src/react/useLasting.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const AFTER_MS = 1000;

/** What is there, and whether it has lasted. */
function showLasting(first: number | null) {
  const { result, rerender } = renderHook((key: number | null) => useLasting(key, AFTER_MS), {
    initialProps: first,
  });
  return { hasLasted: () => result.current, put: rerender };
}

const pass = (ms: number): void => act(() => void vi.advanceTimersByTime(ms));

describe('useLasting', () => {
  it('takes what comes for passing, until it has been the same for the time', () => {
    const { hasLasted, put } = showLasting(null);
    put(1);
    pass(AFTER_MS - 1);
    expect(hasLasted()).toBe(false);
    put(2);
    pass(AFTER_MS - 1);
    expect(hasLasted()).toBe(false);
    pass(1);
    expect(hasLasted()).toBe(true);
  });

  it('has lasted from the first where it was there at first, and whatever takes its place', () => {
    const { hasLasted, put } = showLasting(1);
    expect(hasLasted()).toBe(true);
    put(2);
    expect(hasLasted()).toBe(true);
  });

  it('is over at once where nothing is there, and begins anew with what comes then', () => {
    const { hasLasted, put } = showLasting(1);
    put(null);
    expect(hasLasted()).toBe(false);
    put(1);
    expect(hasLasted()).toBe(false);
    pass(AFTER_MS);
    expect(hasLasted()).toBe(true);
  });
});
