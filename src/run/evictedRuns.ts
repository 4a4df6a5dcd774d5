import { ChurningMap } from './churningMap.js';

/** Runs that are remembered, so that their late events do not bring them back. */
const MAX_KEYS = 1024;

/** The runs that were evicted: how many there were, and the keys of the newest. */
export class EvictedRuns {
  count = 0;
  /** Whether a diagnostic said that events came for the run after its eviction. */
  private readonly isReportedByKey = new ChurningMap<string, boolean>();

  add(key: string): void {
    this.count++;
    this.isReportedByKey.set(key, false);
    for (const oldest of this.isReportedByKey.keys()) {
      if (this.isReportedByKey.size <= MAX_KEYS) break;
      this.isReportedByKey.delete(oldest);
    }
  }

  has(key: string): boolean {
    return this.count > 0 && this.isReportedByKey.has(key);
  }

  /** @returns whether this is the first time it is asked for the run */
  isFirstLateEvent(key: string): boolean {
    const isFirst = this.isReportedByKey.get(key) === false;
    if (isFirst) this.isReportedByKey.set(key, true);
    return isFirst;
  }
}
