import type { ReceivedEvent } from '../../protocol/envelope.js';
import { createRunKey } from '../../protocol/runKey.js';
import { DEFAULT_PARSE_LIMITS } from '../../protocol/parseLimits.js';
import type { ResumePosition } from '../../run/runsState.js';
import { readMessages } from '../log/readMessages.js';

/** The most runs that are remembered; the first to begin is the first to be forgotten. */
const MAX_RUNS = 4096;

/** What a recording learns from the messages that it writes. */
export class RunWatch {
  messages = 0;
  events = 0;
  /** The newest position from which a backend can resume; null while no event has an epoch. */
  position: ResumePosition | null = null;
  private readonly isFinishedByRun = new Map<string, boolean>();
  private running = 0;
  private finished = 0;

  /** Whether a run has ended and none is running. */
  get hasFinished(): boolean {
    return this.finished > 0 && this.running === 0;
  }

  /** Reads the text of a message, or of an array of messages. */
  take(text: string): void {
    this.messages += 1;
    readMessages(text, DEFAULT_PARSE_LIMITS, ({ parsed }) => {
      if (parsed.kind === 'event') this.takeEvent(parsed.received);
    });
  }

  private takeEvent(received: ReceivedEvent): void {
    const { projectId, runId, event, epoch, order } = received;
    this.events += 1;
    const { position } = this;
    const isNext = position === null || position.epoch !== epoch || order.seq > position.seq;
    if (epoch !== null && order.seq >= 0 && isNext) this.position = { epoch, seq: order.seq };
    const key = createRunKey(projectId, runId);
    // Points after the end may be a replay; only a new start begins the path anew.
    if (event.name === 'GD_PATH_FINISHED') this.note(key, true);
    else if (event.name === 'GD_PATH_STARTED' || !this.isFinishedByRun.has(key)) this.note(key, false);
  }

  private note(key: string, isFinished: boolean): void {
    const before = this.isFinishedByRun.get(key);
    if (before === isFinished) return;
    if (before === false) this.running -= 1;
    if (before === true) this.finished -= 1;
    if (isFinished) this.finished += 1;
    else this.running += 1;
    this.isFinishedByRun.set(key, isFinished);
    if (this.isFinishedByRun.size <= MAX_RUNS) return;
    const [oldest] = this.isFinishedByRun.keys();
    if (oldest === undefined) return;
    this.note(oldest, true);
    this.isFinishedByRun.delete(oldest);
  }
}
