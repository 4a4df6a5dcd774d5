import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SilenceMeter } from '../../src/react/silenceMeter.js';
import { createRunStore, selectShownRun, type RunState } from '../../src/core.js';
import { createStart, createUpdate } from '../protocol/createMessage.js';

/** As much of a page as a watch looks at. */
class Page extends EventTarget {
  visibilityState = 'visible';

  become(visibilityState: 'visible' | 'hidden'): void {
    this.visibilityState = visibilityState;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

let page: Page;
beforeEach(() => {
  vi.useFakeTimers();
  page = new Page();
  vi.stubGlobal('document', page);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A watch that somebody listens to. */
function createWatch() {
  const watch = new SilenceMeter();
  const listener = vi.fn();
  const unsubscribe = watch.subscribe(listener);
  return { watch, listener, unsubscribe };
}

/** A run of one point, and the same with another one each time. */
function createRun() {
  const store = createRunStore();
  store.ingest(createStart());
  const shown = (): RunState | null => selectShownRun(store.getState());
  let step = 0;
  const grow = (): RunState | null => {
    store.ingest(createUpdate({ step_start: (step += 1) }));
    return shown();
  };
  return { shown, grow };
}

/** How long it sleeps until it looks again by itself. */
function sleepMs(): number {
  const beforeMs = performance.now();
  vi.advanceTimersToNextTimer();
  return performance.now() - beforeMs;
}

describe('SilenceMeter', () => {
  it('counts from the last point that came', () => {
    const { watch } = createWatch();
    const { shown, grow } = createRun();
    watch.follow(shown(), 'live');
    for (let i = 0; i < 20; i++) {
      vi.advanceTimersByTime(1000);
      watch.follow(grow(), 'live');
    }
    vi.advanceTimersByTime(9999);
    expect(watch.getState()).toBeNull();
    vi.advanceTimersByTime(1);
    expect(watch.getState()).toBe(10);
  });

  it('counts no wait from before the last point when a run takes its time', () => {
    const { watch } = createWatch();
    const { shown, grow } = createRun();
    watch.follow(shown(), 'live');
    for (let i = 0; i < 3; i++) {
      vi.advanceTimersByTime(20_000);
      watch.follow(grow(), 'live');
    }
    vi.advanceTimersByTime(80_000);
    expect(watch.getState()).toBe(60);
  });

  it('says nothing of no run, however long it has been, when the page is seen again', () => {
    const { watch, listener } = createWatch();
    watch.follow(null, 'live');
    page.become('hidden');
    vi.advanceTimersByTime(300_000);
    page.become('visible');
    expect(watch.getState()).toBeNull();
    expect(listener).not.toHaveBeenCalled();
  });

  it('sleeps until its words change: 30 s, then a second, then a minute, then an hour', () => {
    const { watch } = createWatch();
    watch.follow(createRun().shown(), 'live');
    expect(sleepMs()).toBe(30_000);
    expect([watch.getState(), sleepMs(), watch.getState()]).toEqual([30, 1000, 31]);
    vi.advanceTimersByTime(29_000);
    expect([watch.getState(), sleepMs(), watch.getState()]).toEqual([60, 60_000, 120]);
    vi.advanceTimersByTime(58 * 60_000);
    expect([watch.getState(), sleepMs(), watch.getState()]).toEqual([3600, 3_600_000, 7200]);
  });

  it('has no timer in a hidden page, without a run, and for what nothing comes to', () => {
    const { watch } = createWatch();
    const { shown, grow } = createRun();
    watch.follow(shown(), 'live');
    expect(vi.getTimerCount()).toBe(1);
    page.become('hidden');
    expect(vi.getTimerCount()).toBe(0);
    watch.follow(grow(), 'live');
    expect(vi.getTimerCount()).toBe(0);
    page.become('visible');
    expect(vi.getTimerCount()).toBe(1);
    watch.follow(null, 'live');
    expect(vi.getTimerCount()).toBe(0);
    watch.follow(shown(), 'nothing');
    vi.advanceTimersByTime(30_000);
    expect([watch.getState(), vi.getTimerCount()]).toEqual([0, 0]);
  });

  it('has no timer once nobody listens, whatever comes', () => {
    const { watch, unsubscribe } = createWatch();
    const { shown, grow } = createRun();
    watch.follow(shown(), 'live');
    unsubscribe();
    watch.follow(grow(), 'live');
    expect(vi.getTimerCount()).toBe(0);
  });
});
