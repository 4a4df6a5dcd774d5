import { lowerBound } from '../maths/lowerBound.js';
import { BEFORE_ALL, type SentEvent } from './emittedEvent.js';

/** An event with its text, made once for all sinks. */
export interface Outgoing {
  readonly text: string;
  readonly sent: SentEvent;
}

/** How many of the newest events are held. */
export interface RecentLimits {
  /** Held always; at least 1. */
  readonly minEvents: number;
  /** Held while a required sink has still to take them. */
  readonly maxEvents: number;
  /** The same limit in characters of their texts. */
  readonly maxChars: number;
}

interface Entry extends Outgoing {
  /** Characters of all texts up to this one. */
  readonly endChars: number;
}

/** The array is shortened after this many entries were dropped. */
const SLACK = 256;

/** The newest events with their texts: one queue for all sinks, each of which has its own position in it. */
export class RecentEvents {
  private readonly entries: Entry[] = [];
  /** Index of the first that is held. */
  private first = 0;
  private endChars = 0;
  /** `seq` of the newest event that is no longer held. */
  droppedSeq = BEFORE_ALL;

  constructor(private readonly limits: RecentLimits) {}

  get count(): number {
    return this.entries.length - this.first;
  }

  get lastSeq(): number {
    return this.entries[this.entries.length - 1]?.sent.seq ?? BEFORE_ALL;
  }

  /** @param neededAfter - events with a greater `seq` have still to be taken by a sink that must have them */
  push(outgoing: Outgoing, neededAfter: number): void {
    this.endChars += outgoing.text.length;
    this.entries.push({ ...outgoing, endChars: this.endChars });
    this.trim(neededAfter);
  }

  /** Drops what is beyond the limits. @param neededAfter - see {@link push} */
  trim(neededAfter: number): void {
    const { minEvents, maxEvents, maxChars } = this.limits;
    while (this.count > minEvents) {
      const { seq } = this.entries[this.first]!.sent;
      const isNeeded = seq > neededAfter && this.count <= maxEvents && this.charsFrom(this.first) <= maxChars;
      if (isNeeded) break;
      this.droppedSeq = seq;
      this.first++;
    }
    if (this.first < SLACK) return;
    this.entries.splice(0, this.first);
    this.first = 0;
  }

  /** The first event held whose `seq` is greater. */
  firstAfter(seq: number): Outgoing | null {
    return this.entries[this.indexAfter(seq)] ?? null;
  }

  /** How many of the events held have a greater `seq`. */
  countAfter(seq: number): number {
    return this.entries.length - this.indexAfter(seq);
  }

  /** Characters of the events held that have a greater `seq`. */
  charsAfter(seq: number): number {
    return this.charsFrom(this.indexAfter(seq));
  }

  /** The event of this `seq`, if it is held. */
  find(seq: number): Outgoing | null {
    const index = this.indexAfter(seq) - 1;
    const entry = index < this.first ? undefined : this.entries[index];
    return entry?.sent.seq === seq ? entry : null;
  }

  /** `seq` of the newest event that is followed by at least `events` others; {@link BEFORE_ALL} where none is. */
  seqBeforeNewest(events: number): number {
    const index = this.entries.length - 1 - events;
    return index < this.first ? BEFORE_ALL : this.entries[index]!.sent.seq;
  }

  private charsFrom(index: number): number {
    const entry = this.entries[index];
    return entry === undefined ? 0 : this.endChars - entry.endChars + entry.text.length;
  }

  private indexAfter(seq: number): number {
    if (seq >= this.lastSeq) return this.entries.length;
    const { entries } = this;
    return lowerBound(this.first, entries.length, (index) => entries[index]!.sent.seq <= seq);
  }
}
