import type { Clock, Timer } from './clock.js';
import type { Recording } from './recording.js';
import { AT_ONCE } from './speed.js';

/** Where a recording is played to: one client. */
export interface MessageSink {
  /** Bytes that were sent and that the client has not taken yet. */
  bufferedBytes(): number;
  /** Sends one message; `onWritten` is called, later, once it has left or has failed. */
  send(message: Uint8Array, onWritten?: (error?: Error | null) => void): void;
}

/** What is played, how fast, and to whom. */
export interface PlayOptions {
  readonly recording: Recording;
  /** Multiple of the recorded pace, above 0; or {@link AT_ONCE}. */
  readonly speed: number;
  readonly clock: Clock;
  readonly sink: MessageSink;
}

/** At this many waiting bytes a client is slow: the next message is sent once those before it have left. */
export const SLOW_CLIENT_BYTES = 1 << 20;
/** The longest delay that timers take; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Plays a recording from its start, each message when it is due. A client that reads slowly delays what is still
 * to come, so that no more than {@link SLOW_CLIENT_BYTES} and one message ever wait for it; then it catches up.
 * @returns a function that ends the playing; harmless once it is over
 */
export function playRecording({ recording, speed, clock, sink }: PlayOptions): () => void {
  const { messages, offsetsMs } = recording;
  const startMs = clock.now();
  let next = 0;
  let timer: Timer | null = null;
  let isStopped = false;

  function remainingMs(): number {
    if (speed === AT_ONCE) return 0;
    return (offsetsMs[next] ?? 0) / speed - (clock.now() - startMs);
  }

  function onWritten(error?: Error | null): void {
    if (error) isStopped = true;
    else sendDue();
  }

  function sendDue(): void {
    timer = null;
    while (!isStopped) {
      const message = messages[next];
      if (message === undefined) return;
      const waitMs = remainingMs();
      if (waitMs > 0) {
        timer = clock.startTimer(sendDue, Math.min(waitMs, LONGEST_TIMER_MS));
        return;
      }
      next += 1;
      if (sink.bufferedBytes() >= SLOW_CLIENT_BYTES) {
        sink.send(message, onWritten);
        return;
      }
      sink.send(message);
    }
  }

  sendDue();
  return () => {
    isStopped = true;
    timer?.cancel();
  };
}
