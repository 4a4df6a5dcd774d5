import type { FeedSink } from './eventFeed.js';

/** Characters that a client may be sent in one turn of the event loop: a millisecond's work, for a replay. */
export const TURN_CHARS = 1 << 16;

/**
 * Has the clients of a handler sent what they lack in turns: a slice for one client in each turn of the event loop. A
 * thousand of them that come together, each for a history, then hold up nobody; live events are too few to notice.
 */
export class SendTurns {
  private readonly waiting: (() => void)[] = [];
  private now = 0;
  private isScheduled = false;

  /** A sink that sends as this one does, and makes whoever has been sent a slice wait for the next turn. */
  pace(sink: FeedSink): FeedSink {
    // The first slice, too, has a turn: its client's first message alone is sent at once.
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
