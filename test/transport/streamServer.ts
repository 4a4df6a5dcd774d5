import { createServer, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

export { STREAM_KINDS, type StreamKind } from './streamKind.js';

/** A page of any origin may read the answers, and send the headers that are not allowed by themselves. */
const CORS: OutgoingHttpHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'Authorization, Last-Event-ID',
  'Access-Control-Expose-Headers': 'Retry-After',
};

/** One client of a {@link StreamServer}. */
export interface StreamClient {
  readonly request: IncomingMessage;
  /** The texts that were sent to it. */
  readonly sent: string[];
  /** Sends one message, on SSE with this id. */
  send(text: string, id?: string): void;
  /** Sends what is no message: a heartbeat in a message of its own on WebSocket, a comment on SSE. */
  beat(): void;
  /** Ends the connection in good order: by a close code on WebSocket, by the end of the response on SSE. */
  end(code?: number): void;
  /** Sends a frame of any kind, on WebSocket; these bytes as they are, on SSE. */
  raw(data: string | Uint8Array): void;
}

/** What a server does with a request. */
export interface StreamHandler {
  /** Answers with a status instead of a stream. */
  refuse?(request: IncomingMessage): { status: number; headers?: OutgoingHttpHeaders } | null;
  greet(client: StreamClient): void;
  /** Answered to those who ask for `/log`, with its length. */
  readonly log?: string;
}

/** A server that streams messages. */
export interface StreamServer {
  readonly port: number;
  readonly clients: readonly StreamClient[];
  /** As if the process was killed: every connection breaks, the port is free. */
  kill(): Promise<void>;
}

/** Starts a server on this port, 0 for any; it speaks to its clients what they speak. */
export async function startStreamServer(handler: StreamHandler, port = 0): Promise<StreamServer> {
  const clients: StreamClient[] = [];
  const sockets = new WebSocketServer({ noServer: true });
  const welcome = (client: StreamClient): void => {
    clients.push(client);
    handler.greet(client);
  };
  const server = createServer((request, response) => {
    if (request.method === 'OPTIONS') {
      response.writeHead(204, CORS).end();
      return;
    }
    const refusal = handler.refuse?.(request);
    if (refusal != null) {
      response.writeHead(refusal.status, { ...CORS, ...refusal.headers }).end();
      return;
    }
    if (request.url === '/log') {
      const bytes = Buffer.from(handler.log ?? '');
      response.writeHead(200, { ...CORS, 'Content-Length': bytes.length }).end(bytes);
      return;
    }
    response.writeHead(200, {
      ...CORS,
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-cache, no-transform',
    });
    response.flushHeaders();
    const sent: string[] = [];
    welcome({
      request,
      sent,
      send(text, id) {
        sent.push(text);
        const data = text.split('\n').map((line) => `data: ${line}\n`);
        response.write(`${id === undefined ? '' : `id: ${id}\n`}${data.join('')}\n`);
      },
      beat: () => response.write(': beat\n\n'),
      end: () => response.end(),
      raw: (data) => response.write(data),
    });
  });
  server.on('upgrade', (request, socket, head) => {
    const refusal = handler.refuse?.(request);
    if (refusal != null) {
      socket.end(`HTTP/1.1 ${refusal.status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      client.on('error', () => undefined);
      const sent: string[] = [];
      welcome({
        request,
        sent,
        send(text) {
          sent.push(text);
          client.send(text);
        },
        beat: () => client.send('{"type":"PING"}'),
        // 1005 stands for no code at all.
        end: (code = 1000) => (code === 1005 ? client.close() : client.close(code)),
        raw: (data) => client.send(data),
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    clients,
    kill: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const client of sockets.clients) client.terminate();
        server.closeAllConnections();
      }),
  };
}
