import type { FeedSink } from './eventFeed.js';

/** Characters that a client may be sent in one turn of the event loop: about a millisecond's work of a replay. */
export const TURN_CHARS = 1 << 16;

/**
 * Sends the clients of a handler their messages in turns: a slice for one client in each turn of the event loop, so that a
 * thousand clients that connect together, each for a replay, do not block the process. Live events are too few to matter.
 */
export class SendTurns {
  private readonly waiting: (() => void)[] = [];
  private now = 0;
  private isScheduled = false;

  /** A sink that sends by this one, and waits for the client's next turn after each slice. */
  pace(sink: FeedSink): FeedSink {
    // A full slice, so that after its first message a client waits for its first turn.
    let chars = TURN_CHARS;
    let turn = this.now;
    return (text, sent) => {
      const answer = sink(text, sent);
      this.schedule();
      if (turn !== this.now) {
        turn = this.now;
        chars = 0;
      }
      chars += text.length;
      if (chars < TURN_CHARS) return answer;
      return answer === undefined ? this.wait() : answer.then(() => this.wait());
    };
  }

  private wait(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      this.now += 1;
      this.waiting.shift()?.();
      if (this.waiting.length > 0) this.schedule();
    });
  }
}
