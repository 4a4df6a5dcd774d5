import type { Clock, Timer } from '../../host/clock.js';
import type { EventFeed, FeedSink } from './eventFeed.js';
import type { Recording } from './recording.js';
import { AT_ONCE } from './speed.js';
import { steadyClock } from '../../host/systemClock.js';

/** What is played, and how fast. */
export interface RecordingFeedOptions {
  readonly recording: Recording;
  /** Multiple of the recorded pace, above 0; or 0 for all at once. @defaultValue 1 */
  readonly speed?: number;
  /** @defaultValue a steady one of the machine's */
  readonly clock?: Clock;
}

const SENT = { position: null };

/**
 * Creates a feed that plays a recording to each client from its start, whatever position it asks for: byte for byte,
 * each message when it is due. A client that takes its time delays what is still to come to it, then catches up.
 * @throws RangeError if the speed is below 0 or no number
 */
export function createRecordingFeed(options: RecordingFeedOptions): EventFeed {
  const { recording, speed = 1, clock = steadyClock } = options;
  if (!(speed >= 0 && speed < Infinity))
    throw new RangeError(`createRecordingFeed: speed: expected a number of at least 0, got ${speed}`);
  return {
    attach(sink) {
      const playing = new Playing(recording, speed, clock, sink);
      playing.sendDue();
      return () => playing.stop();
    },
  };
}

class Playing {
  private readonly startMs: number;
  private next = 0;
  private timer: Timer | null = null;
  private isStopped = false;

  constructor(
    private readonly recording: Recording,
    private readonly speed: number,
    private readonly clock: Clock,
    private readonly sink: FeedSink,
  ) {
    this.startMs = clock.now();
  }

  sendDue(): void {
    this.timer = null;
    while (!this.isStopped) {
      const message = this.recording.messages[this.next];
      if (message === undefined) return;
      const waitMs = this.remainingMs();
      if (waitMs > 0) {
        this.timer = this.clock.startTimer(() => this.sendDue(), waitMs);
        return;
      }
      this.next += 1;
      const answer = this.send(toText(message));
      if (answer !== undefined) {
        answer.then(
          () => this.sendDue(),
          () => this.stop(),
        );
        return;
      }
    }
  }

  /** A recording has nobody to ask again: a client that fails, now or later, hears nothing more. */
  private send(text: string): void | PromiseLike<void> {
    try {
      return this.sink(text, SENT);
    } catch {
      this.stop();
    }
  }

  stop(): void {
    this.isStopped = true;
    this.timer?.cancel();
  }

  private remainingMs(): number {
    if (this.speed === AT_ONCE) return 0;
    return this.recording.offsetsMs[this.next]! / this.speed - (this.clock.now() - this.startMs);
  }
}

/** The bytes are UTF-8, as reading them has shown, so they come out of the socket as they are. */
function toText(message: Uint8Array): string {
  return Buffer.from(message.buffer, message.byteOffset, message.byteLength).toString();
}
