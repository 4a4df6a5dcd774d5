import { ChurningMap } from './churningMap.js';

/** Runs that are remembered, so that their late events do not bring them back. */
const MAX_KEYS = 1024;

/** The runs that were let go of: how many there were, and the keys of the newest. */
export class EvictedRuns {
  count = 0;
  /** Whether it was told that events came for the run later. */
  private readonly isToldByKey = new ChurningMap<string, boolean>();

  add(key: string): void {
    this.count++;
    this.isToldByKey.set(key, false);
    for (const oldest of this.isToldByKey.keys()) {
      if (this.isToldByKey.size <= MAX_KEYS) break;
      this.isToldByKey.delete(oldest);
    }
  }

  has(key: string): boolean {
    return this.count > 0 && this.isToldByKey.has(key);
  }

  /** @returns whether this is the first time it is asked for the run */
  isFirstLateEvent(key: string): boolean {
    const isFirst = this.isToldByKey.get(key) === false;
    if (isFirst) this.isToldByKey.set(key, true);
    return isFirst;
  }
}
