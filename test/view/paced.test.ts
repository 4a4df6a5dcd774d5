import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { Paced } from '../../src/view/paced.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A number at a reader's pace, and what a listener read of it. */
function createPaced() {
  const source = createStore(() => ({ count: 0 }));
  const paced = new Paced(source);
  const received: number[] = [];
  const unsubscribe = paced.subscribe(() => received.push(paced.getState().count));
  const set = (count: number): void => source.setState({ count });
  return { paced, received, set, unsubscribe };
}

describe('Paced', () => {
  it('reports the first change at once, however early it comes', () => {
    const { received, set } = createPaced();
    set(1);
    expect(received).toEqual([1]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('reports at most one change in 100 ms, and the last one for sure', () => {
    const { received, set } = createPaced();
    for (let ms = 0; ms < 250; ms += 10) {
      set(ms);
      vi.advanceTimersByTime(10);
    }
    expect(received).toEqual([0, 90, 190]);
    vi.advanceTimersByTime(50);
    expect(received).toEqual([0, 90, 190, 240]);
    vi.advanceTimersByTime(1000);
    expect(received).toHaveLength(4);
  });

  it('reports a change at once again where the one before is 100 ms old', () => {
    const { received, set } = createPaced();
    set(1);
    vi.advanceTimersByTime(100);
    set(2);
    expect(received).toEqual([1, 2]);
  });

  it('stays as it is without listeners, and catches up with the next', () => {
    const { paced, received, set, unsubscribe } = createPaced();
    set(1);
    set(2);
    unsubscribe();
    vi.advanceTimersByTime(1000);
    expect([received, paced.getState().count, vi.getTimerCount()]).toEqual([[1], 1, 0]);
    paced.subscribe(() => undefined);
    expect(paced.getState().count).toBe(2);
  });
});
