import type { EventLog } from './eventLog.js';

/**
 * Counts the events that a required sink has still to take: of those before it was attached, the ones in the compacted
 * history; of later ones, all.
 */
export class SinkBacklog {
  /** Events up to this `seq` are sent to it from the compacted history. */
  private readonly historySeq: number;
  /** Events after {@link historySeq} that the client had already, and those that the sink has taken. */
  private settled: number;

  /** @param afterSeq - the event after which it begins */
  constructor(
    private readonly log: EventLog,
    afterSeq: number,
  ) {
    this.historySeq = log.droppedSeq;
    this.settled = log.appendedCount - log.countAfter(Math.max(afterSeq, this.historySeq));
  }

  take(seq: number): void {
    if (seq > this.historySeq) this.settled++;
  }

  /**
   * Events up to `untilSeq` that it has not taken.
   * @param takenSeq - the last event that it has taken
   */
  countUntil(untilSeq: number, takenSeq: number): number {
    const { log, historySeq, settled } = this;
    const older = log.countHistory(takenSeq, historySeq);
    const later = log.countAfter(Math.max(untilSeq, takenSeq));
    return Math.max(0, older + log.appendedCount - settled - later);
  }

  /** Whether an event that it has not taken is no longer held as it was. */
  hasLost(takenSeq: number): boolean {
    return this.log.droppedSeq > Math.max(takenSeq, this.historySeq);
  }
}
