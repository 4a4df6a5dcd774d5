import { encodeEvent } from '../protocol/encode.js';
import type { GradientDescentEvent } from '../protocol/events.js';
import { isStep } from '../protocol/ownField.js';
import { parseMessage } from '../protocol/parseMessage.js';
import { BEFORE_ALL, type EmittedEvent } from './emittedEvent.js';
import type { ResolvedOptions } from './emitterOptions.js';
import { EventHistory } from './eventHistory.js';
import { RecentEvents, type Outgoing } from './recentEvents.js';

/** A run's events as they were sent: numbered, stamped, checked to be readable; the newest in full, the others compacted. */
export class EventLog {
  private readonly history: EventHistory;
  private readonly recent: RecentEvents;
  private lastTsMs = 0;
  /** How many events were ever added. */
  appendedCount = 0;

  constructor(private readonly options: ResolvedOptions) {
    this.history = new EventHistory(options.maxPathPoints);
    // One more than a sink may be behind, so that a sink within the limit finds every event that it lacks.
    const minEvents = options.maxEventsBehind + 1;
    // Twice the backlog at which promises wait, since callers may go on without waiting.
    const maxEvents = Math.max(minEvents, 2 * options.maxBacklogEvents);
    this.recent = new RecentEvents({ minEvents, maxEvents, maxChars: 2 * options.maxBacklogChars });
  }

  get lastSeq(): number {
    return this.recent.lastSeq;
  }

  /** The last number known to be given, to this run or to another that shares the counter. */
  get lastKnownSeq(): number {
    return Math.max(this.lastSeq, this.options.counter.last ?? BEFORE_ALL);
  }

  /** `seq` of the newest event that is no longer held as it was sent. */
  get droppedSeq(): number {
    return this.recent.droppedSeq;
  }

  /**
   * Adds an event.
   * @param neededAfter - events with a greater `seq` are held as they are, for as long as the backlog's limits allow
   * @throws RangeError where a reader would read a different event, or the counter went back; nothing is added then
   */
  append(event: GradientDescentEvent, neededAfter: number): void {
    const { clock } = this.options;
    const tsMs = Math.max(Math.floor(clock.now()), this.lastTsMs);
    const seq = this.takeSeq();
    const text = this.encode({ seq, tsMs, event });
    this.lastTsMs = tsMs;
    const emitted = { seq, tsMs, event: copyOf(event, text) };
    this.history.add(emitted);
    this.recent.push(this.describe(emitted, text), neededAfter);
    this.appendedCount++;
  }

  /** Drops events that no sink needs. @param neededAfter - see {@link append} */
  trim(neededAfter: number): void {
    this.recent.trim(neededAfter);
  }

  /** The next event as it was sent, for a sink that keeps up. */
  nextLive(afterSeq: number): Outgoing | null {
    return this.recent.firstAfter(afterSeq);
  }

  /** The next event of the compacted history, for a sink that does not keep up. */
  nextReplayed(afterSeq: number): Outgoing | null {
    const emitted = this.history.firstAfter(afterSeq);
    if (emitted === null) return null;
    return this.recent.find(emitted.seq) ?? this.describe(emitted, this.encode(emitted));
  }

  /** The next event for a required sink: as it was sent if it is still held, else of the compacted history. */
  nextUncompacted(afterSeq: number): Outgoing | null {
    const { droppedSeq } = this.recent;
    const emitted = afterSeq < droppedSeq ? this.history.firstAfter(afterSeq) : null;
    if (emitted === null || emitted.seq > droppedSeq) return this.recent.firstAfter(afterSeq);
    return this.describe(emitted, this.encode(emitted));
  }

  /** How many of the events held as they were sent have a greater `seq`. */
  countAfter(seq: number): number {
    return this.recent.countAfter(seq);
  }

  /** How many events of the compacted history lie after the one and not after the other. */
  countHistory(afterSeq: number, untilSeq: number): number {
    return afterSeq < untilSeq ? this.history.countBetween(afterSeq, untilSeq) : 0;
  }

  /** Whether the backlog of a required sink is full. @param takenSeq - the last event that it has taken */
  isBacklogFull(takenSeq: number): boolean {
    const { maxBacklogEvents, maxBacklogChars } = this.options;
    const { recent } = this;
    return recent.countAfter(takenSeq) >= maxBacklogEvents || recent.charsAfter(takenSeq) >= maxBacklogChars;
  }

  /** {@link RecentEvents.seqBeforeNewest} */
  seqBeforeNewest(events: number): number {
    return this.recent.seqBeforeNewest(events);
  }

  /** Sizes of what is held, for tests of its limits. */
  get held() {
    const { keptCount, pointCount } = this.history;
    return { recentEvents: this.recent.count, keptEvents: keptCount, points: pointCount };
  }

  positionOf(seq: number): string | null {
    return this.options.epoch === null ? null : `${this.options.epoch}:${seq}`;
  }

  private takeSeq(): number {
    const seq = this.options.counter.next();
    if (isStep(seq) && seq > this.lastSeq) return seq;
    throw new RangeError(`counter.next(): expected an integer above ${this.lastSeq}, got ${seq}`);
  }

  private encode({ seq, tsMs, event }: EmittedEvent): string {
    const { projectId, runId, epoch, stage } = this.options;
    return encodeEvent({
      projectId,
      seq,
      tsMs,
      ...(stage === undefined ? {} : { stage }),
      ...(epoch === null ? {} : { epoch }),
      runId,
      event,
    });
  }

  private describe(emitted: EmittedEvent, text: string): Outgoing {
    const { seq, tsMs, event } = emitted;
    return { text, sent: { seq, tsMs, event, position: this.positionOf(seq) } };
  }
}

/** A copy of an event that holds objects of the caller's, such as hills, which may change later. A batch holds none. */
function copyOf(event: GradientDescentEvent, text: string): GradientDescentEvent {
  if (event.name === 'GD_PATH_UPDATE') return event;
  // No limits: the text was just written by the emitter itself.
  const parsed = parseMessage(text, { maxMessageChars: Infinity, maxHills: Infinity });
  return parsed.kind === 'event' ? parsed.received.event : event;
}
