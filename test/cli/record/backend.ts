import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

/** A backend of which each connection is in the test's hand. */
export interface Backend {
  readonly url: string;
  close(): void;
}

/** Starts a WebSocket server that hands over each connection, counted from 0. */
export async function startBackend(
  onConnection: (socket: WebSocket, request: IncomingMessage, count: number) => void,
): Promise<Backend> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  let count = 0;
  server.on('connection', (socket, request) => onConnection(socket, request, count++));
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}/ws`,
    close() {
      server.clients.forEach((client) => client.terminate());
      server.close();
    },
  };
}
