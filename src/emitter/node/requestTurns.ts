import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * The most requests that wait behind others on their connections, over all connections of a server; about 4 kB each.
 * Browsers do not send a second request before the first is answered.
 */
export const MAX_WAITING_REQUESTS = 10_000;

/** The response that was last at the head of each connection. */
const heads = new WeakMap<Duplex, ServerResponse>();

/** Whether a connection still has to send the response to an earlier request, which other writes to it would break. */
export function isAnswering(socket: Duplex): boolean {
  return heads.get(socket)?.writableEnded === false;
}

/**
 * Handles a request once its response is at the head of its connection. A client may pipeline any number of requests
 * (RFC 9112, section 9.3.2), and the response to one behind an endless response would never be read.
 */
export class RequestTurns {
  private waiting = 0;
  /** Waiting requests of each connection, which no longer count once it is gone. */
  private readonly connections = new WeakMap<Duplex, { waiting: number }>();

  /**
   * @param onTurn - called at once if nothing is before the request, and never if the connection closes first
   */
  take({ socket }: IncomingMessage, response: ServerResponse, onTurn: () => void): void {
    if (socket.destroyed) return;
    // With a socket it is at the head already; on HTTP/2 every response is.
    if (response.socket !== null) {
      heads.set(socket, response);
      onTurn();
      return;
    }
    const connection = this.findConnection(socket);
    connection.waiting += 1;
    this.waiting += 1;
    if (this.waiting > MAX_WAITING_REQUESTS) {
      socket.destroy();
      return;
    }
    response.once('socket', () => {
      connection.waiting -= 1;
      this.waiting -= 1;
      heads.set(socket, response);
      // In a microtask, since Node is still assigning the connection to this response.
      queueMicrotask(() => {
        if (!socket.destroyed) onTurn();
      });
    });
  }

  private findConnection(socket: Duplex): { waiting: number } {
    const known = this.connections.get(socket);
    if (known !== undefined) return known;
    const connection = { waiting: 0 };
    this.connections.set(socket, connection);
    socket.once('close', () => {
      this.waiting -= connection.waiting;
      connection.waiting = 0;
    });
    return connection;
  }
}
