import { cdp } from 'vitest/browser';

/** The main thread as its browser's debugging protocol tells of it. */
export interface MainThread {
  /** CPU time of all tasks of the main thread so far, in ms; time in which it waits does not count. */
  readCpuMs(): Promise<number>;
  /** Takes the garbage away, so that nobody pays for another's. */
  collectGarbage(): Promise<void>;
}

/** Chromium only. To ask costs the page about a millisecond itself, the same for whatever is measured. */
export async function openMainThread(): Promise<MainThread> {
  const session = cdp();
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return {
    async readCpuMs() {
      const { metrics } = await session.send('Performance.getMetrics');
      const duration = metrics.find(({ name }) => name === 'TaskDuration');
      if (duration === undefined) throw new Error('TaskDuration: this browser does not tell it');
      return duration.value * 1000;
    },
    async collectGarbage() {
      await session.send('HeapProfiler.collectGarbage');
    },
  };
}

/**
 * The longest time, in ms, in which no other task came to its turn, as long as it is watched: messages to itself, one
 * after another, each of which has to wait for the task before it. They cost CPU time, so nothing else is measured then.
 */
export function watchLongestTask(): { stop(): number } {
  const { port1, port2 } = new MessageChannel();
  let longest = 0;
  let before = performance.now();
  const note = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - before);
    before = now;
  };
  port1.onmessage = () => {
    note();
    port2.postMessage(null);
  };
  port2.postMessage(null);
  return {
    stop() {
      port1.close();
      return longest;
    },
  };
}

/** Tasks of 50 ms or more, as the browser counts them. */
export function watchLongTasks(): { take(): number; stop(): void } {
  const seen: PerformanceEntry[] = [];
  const observer = new PerformanceObserver((list) => seen.push(...list.getEntries()));
  observer.observe({ type: 'longtask' });
  return {
    take() {
      seen.push(...observer.takeRecords());
      return seen.splice(0).length;
    },
    stop: () => observer.disconnect(),
  };
}
