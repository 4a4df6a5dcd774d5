import { BEFORE_ALL, type SentEvent } from './emittedEvent.js';

/** An event with its text, made once for all sinks. */
export interface Outgoing {
  readonly text: string;
  readonly sent: SentEvent;
}

/** The newest events with their texts: the one queue of all sinks, each of which has its own place in it. */
export class RecentEvents {
  private readonly entries: Outgoing[] = [];

  /** @param capacity - events held at most, at least 1 */
  constructor(private readonly capacity: number) {}

  get count(): number {
    return this.entries.length;
  }

  get lastSeq(): number {
    return this.entries[this.entries.length - 1]?.sent.seq ?? BEFORE_ALL;
  }

  push(outgoing: Outgoing): void {
    this.entries.push(outgoing);
    if (this.entries.length > this.capacity) this.entries.shift();
  }

  /** The first event held whose `seq` is greater. */
  firstAfter(seq: number): Outgoing | null {
    return this.entries[this.indexAfter(seq)] ?? null;
  }

  /** How many of the events held have a greater `seq`. */
  countAfter(seq: number): number {
    return this.entries.length - this.indexAfter(seq);
  }

  /** The event of this `seq`, if it is held. */
  find(seq: number): Outgoing | null {
    const entry = this.entries[this.indexAfter(seq) - 1];
    return entry?.sent.seq === seq ? entry : null;
  }

  /** `seq` of the newest event that is followed by at least `events` others; {@link BEFORE_ALL} where none is. */
  seqBeforeNewest(events: number): number {
    return this.entries[this.entries.length - 1 - events]?.sent.seq ?? BEFORE_ALL;
  }

  private indexAfter(seq: number): number {
    if (seq >= this.lastSeq) return this.entries.length;
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.entries[middle]!.sent.seq <= seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
