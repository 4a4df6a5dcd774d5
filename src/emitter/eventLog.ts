import { encodeEvent } from '../protocol/encode.js';
import type { GradientDescentEvent } from '../protocol/events.js';
import { isStep } from '../protocol/ownField.js';
import { parseMessage } from '../protocol/parseMessage.js';
import { BEFORE_ALL, type EmittedEvent } from './emittedEvent.js';
import type { ResolvedOptions } from './emitterOptions.js';
import { EventHistory } from './eventHistory.js';
import { RecentEvents, type Outgoing } from './recentEvents.js';

/** A run's events as they were sent: numbered, stamped, proved readable; the newest as they are, the others compacted. */
export class EventLog {
  private readonly history: EventHistory;
  private readonly recent: RecentEvents;
  private lastTsMs = 0;

  constructor(private readonly options: ResolvedOptions) {
    this.history = new EventHistory(options.maxPathPoints);
    // One more than a sink may be behind: so whoever is within the limit finds all it lacks.
    this.recent = new RecentEvents(options.maxEventsBehind + 1);
  }

  get lastSeq(): number {
    return this.recent.lastSeq;
  }

  /** The last number that is known of, of this run or of another that shares the counter. */
  get lastKnownSeq(): number {
    return Math.max(this.lastSeq, this.options.counter.last ?? BEFORE_ALL);
  }

  /**
   * Adds an event.
   * @throws RangeError where a reader would not get it back as it is, or the counter went back; nothing is added then
   */
  append(event: GradientDescentEvent): void {
    const { clock } = this.options;
    const tsMs = Math.max(Math.floor(clock.now()), this.lastTsMs);
    const seq = this.takeSeq();
    const text = this.encode({ seq, tsMs, event });
    this.lastTsMs = tsMs;
    const emitted = { seq, tsMs, event: copyOf(event, text) };
    this.history.add(emitted);
    this.recent.push(this.describe(emitted, text));
  }

  readonly nextLive = (afterSeq: number): Outgoing | null => this.recent.firstAfter(afterSeq);

  readonly nextReplayed = (afterSeq: number): Outgoing | null => {
    const emitted = this.history.firstAfter(afterSeq);
    if (emitted === null) return null;
    return this.recent.find(emitted.seq) ?? this.describe(emitted, this.encode(emitted));
  };

  readonly countAfter = (seq: number): number => this.recent.countAfter(seq);

  /** {@link RecentEvents.seqBeforeNewest} */
  seqBeforeNewest(events: number): number {
    return this.recent.seqBeforeNewest(events);
  }

  /** What is held of the run, as figures: for tests of its bounds. */
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

/** A batch is the emitter's own; of the other events, the caller may change later what it handed in (hills, for one). */
function copyOf(event: GradientDescentEvent, text: string): GradientDescentEvent {
  if (event.name === 'GD_PATH_UPDATE') return event;
  // What was just written has the emitter's own size, whatever a reader's limits are.
  const parsed = parseMessage(text, { maxMessageChars: Infinity, maxHills: Infinity });
  return parsed.kind === 'event' ? parsed.received.event : event;
}
