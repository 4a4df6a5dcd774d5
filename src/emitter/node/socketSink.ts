import type { FeedSink } from './eventFeed.js';
import { SLOW_CLIENT_BYTES } from './heartbeat.js';

/** What a sink needs of a WebSocket. */
export interface BufferingSocket {
  /** Bytes that were passed to `send` and have not left yet. */
  readonly bufferedAmount: number;
  /** Sends one message; `onWritten` is called, later, once it has left or has failed. */
  send(text: string, onWritten?: (error?: Error | null) => void): void;
}

/**
 * Creates a sink over a socket. For a slow client at most {@link SLOW_CLIENT_BYTES} and one message wait: the next is taken
 * once those before it have left.
 */
export function createSocketSink(socket: BufferingSocket): FeedSink {
  return (text) => {
    if (socket.bufferedAmount + text.length < SLOW_CLIENT_BYTES) {
      socket.send(text);
      return;
    }
    return new Promise((resolve) => {
      // Never settles if the socket fails: it then closes, and is detached.
      socket.send(text, (error) => {
        if (error == null) resolve();
      });
    });
  };
}
