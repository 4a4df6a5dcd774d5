import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { steadyClock, systemClock } from '../../src/host/systemClock.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe.each([
  ['systemClock', systemClock],
  ['steadyClock', steadyClock],
])('a timer of %s', (_, clock) => {
  it('fires when it is due, also once it is released, and never once it is cancelled', () => {
    const fired: string[] = [];
    clock.startTimer(() => fired.push('kept'), 100);
    clock.startTimer(() => fired.push('released'), 100).release?.();
    clock.startTimer(() => fired.push('cancelled'), 100).cancel();
    vi.advanceTimersByTime(99);
    expect(fired).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(fired).toEqual(['kept', 'released']);
  });

  it('does not fire at once where its delay is longer than timers take', () => {
    const fired: string[] = [];
    clock.startTimer(() => fired.push('far'), Infinity);
    vi.advanceTimersByTime(1000);
    expect(fired).toEqual([]);
  });

  it('is released in vain where a handle is a number, as in browsers', () => {
    vi.stubGlobal('setTimeout', () => 7);
    expect(() => clock.startTimer(() => undefined, 1).release?.()).not.toThrow();
  });
});

it('systemClock reads Unix time, steadyClock one that is not set back with it', () => {
  vi.setSystemTime(1_700_000_000_000);
  const steadyMs = steadyClock.now();
  expect(systemClock.now()).toBe(1_700_000_000_000);
  vi.setSystemTime(1_600_000_000_000);
  expect(systemClock.now()).toBe(1_600_000_000_000);
  expect(steadyClock.now()).toBe(steadyMs);
});
