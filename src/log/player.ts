import { onAbort, type HostAbortSignal } from '../host/abortSignal.js';
import type { Clock, Timer } from '../host/clock.js';
import { AT_ONCE } from './speed.js';

/** How a recording is played, and where its messages go. */
export interface PlayerOptions<Message> {
  readonly clock: Clock;
  /** Multiple of the recorded pace, above 0; or {@link AT_ONCE}. */
  readonly speed: number;
  /**
   * When a message is due, in milliseconds of the recording after the first one. Called once for each, in order, but not where
   * all are sent at once.
   */
  readonly offsetMsOf: (message: Message) => number;
  /** Takes a message; if it returns a promise, the next one is sent after that has resolved. */
  readonly send: (message: Message) => void | PromiseLike<void>;
}

/** What is called at the end of playing. */
interface PlayingEnds {
  readonly onEnd: () => void;
  /** Called with what `send` threw or rejected with; nothing is sent after it. */
  readonly onFault: (error: unknown) => void;
}

/**
 * Plays the messages of a recording, each when it is due; one that is due already is sent before `play` returns. A slow
 * receiver delays the messages that follow, and is then sent all that are due by then.
 */
export class Player<Message> {
  private startMs: number | null = null;
  private timer: Timer | null = null;
  private isStopped = false;

  /** The recording's time begins when the first message is sent. */
  constructor(private readonly options: PlayerOptions<Message>) {}

  /** Plays further messages. Takes each from the iterator after the one before was sent. */
  play(messages: Iterator<Message>, ends: PlayingEnds): void {
    const { clock, send } = this.options;
    let next = messages.next();
    let dueMs = this.dueMsOf(next);
    const advance = (): void => {
      next = messages.next();
      dueMs = this.dueMsOf(next);
    };
    const fail = (error: unknown): void => {
      if (this.isStopped) return;
      this.stop();
      ends.onFault(error);
    };
    const goOn = (): void => {
      this.timer = null;
      while (!this.isStopped) {
        if (next.done === true) {
          ends.onEnd();
          return;
        }
        const waitMs = dueMs === null ? 0 : dueMs - clock.now();
        if (waitMs > 0) {
          // The timer may fire early: the longest that a host has is shorter than some waits.
          this.timer = clock.startTimer(goOn, waitMs);
          return;
        }
        try {
          const taken = send(next.value);
          if (taken !== undefined) {
            taken.then(() => {
              advance();
              goOn();
            }, fail);
            return;
          }
        } catch (error) {
          fail(error);
          return;
        }
        advance();
      }
    };
    goOn();
  }

  /**
   * Plays messages, and resolves when the last one was taken, or the signal aborted, which stops the player.
   * Rejects with what `send` threw or rejected with.
   */
  playThrough(messages: Iterable<Message>, signal: HostAbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stopListening = onAbort(signal, () => {
        this.stop();
        resolve();
      });
      const onEnd = (): void => {
        stopListening();
        resolve();
      };
      const onFault = (error: unknown): void => {
        stopListening();
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- it is handed on as it was thrown
        reject(error);
      };
      this.play(messages[Symbol.iterator](), { onEnd, onFault });
    });
  }

  /** Sends nothing more; may be called twice. */
  stop(): void {
    this.isStopped = true;
    this.timer?.cancel();
  }

  private dueMsOf(next: IteratorResult<Message>): number | null {
    const { clock, speed, offsetMsOf } = this.options;
    if (next.done === true || speed === AT_ONCE) return null;
    this.startMs ??= clock.now();
    return this.startMs + offsetMsOf(next.value) / speed;
  }
}
