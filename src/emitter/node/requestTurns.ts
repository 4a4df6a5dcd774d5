import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * Requests that wait behind others on their connections, at most, of all connections of a server; about 4 kB each.
 * No browser sends a second one before the first is answered.
 */
export const MAX_WAITING_REQUESTS = 10_000;

/** The response that a connection had last at its head. */
const heads = new WeakMap<Duplex, ServerResponse>();

/** Whether a connection has still to bring the response to an earlier request: what is written beside it would break it. */
export function isAnswering(socket: Duplex): boolean {
  return heads.get(socket)?.writableEnded === false;
}

/**
 * Handles a request once its response is at the head of its connection. A client may send any number of requests without
 * waiting (RFC 9112, section 9.3.2), and what is prepared for one that stands behind an endless response is never read.
 */
export class RequestTurns {
  private waiting = 0;
  /** Those of each connection, so that they count no more once it is gone. */
  private readonly connections = new WeakMap<Duplex, { waiting: number }>();

  /**
   * @param onTurn - called at once where nothing is before it, and never where the connection is gone by then
   */
  take({ socket }: IncomingMessage, response: ServerResponse, onTurn: () => void): void {
    if (socket.destroyed) return;
    // On HTTP/2 every stream has a socket of its own, so to speak.
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
      // Node is still busy with handing over the connection.
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
