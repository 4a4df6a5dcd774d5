/** When the messages of a recording are due. */
export interface Schedule {
  /**
   * Adds the next message.
   * @param tsMs - its Unix time in milliseconds; null where it has none that is usable
   * @returns when it is due, in milliseconds of the recording after the first one; never less than for the one before
   */
  add(tsMs: number | null): number;
  /** From the first message to the last as recorded, with no gap shortened, in milliseconds. */
  durationMs(): number;
}

/**
 * Creates the schedule of a recording, by its messages' times. A message without a usable time, or earlier than one
 * before it, is due with its predecessor.
 * @param maxGapMs - the longest wait of the recording between two messages; longer ones are shortened to it
 */
export function createSchedule(maxGapMs: number): Schedule {
  let firstMs: number | null = null;
  let latestMs = 0;
  let offsetMs = 0;
  return {
    add(tsMs) {
      if (tsMs !== null && firstMs === null) {
        firstMs = tsMs;
        latestMs = tsMs;
      } else if (tsMs !== null && tsMs > latestMs) {
        offsetMs += Math.min(tsMs - latestMs, maxGapMs);
        latestMs = tsMs;
      }
      return offsetMs;
    },
    durationMs: () => (firstMs === null ? 0 : latestMs - firstMs),
  };
}
