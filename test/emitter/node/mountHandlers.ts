import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { createEventStreamHandler } from '../../../src/emitter/node/eventStreamHandler.js';
import type { FeedAccess } from '../../../src/emitter/node/feedAccess.js';
import { createWebSocketHandler } from '../../../src/emitter/node/webSocketHandler.js';
import { createFakeClock } from '../../transport/fakeClock.js';
import type { StreamKind } from '../../transport/streamKind.js';

export const BEAT_MS = 1000;

/** A server of the host's own, with both handlers mounted on it. */
export async function mount(access: FeedAccess) {
  const clock = createFakeClock();
  const options = { ...access, clock, heartbeatMs: BEAT_MS };
  const sockets = createWebSocketHandler(options);
  const streams = createEventStreamHandler(options);
  const server = createServer(streams.answer);
  server.on('upgrade', sockets.upgrade);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    sockets.close();
    streams.close();
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const addressOf = (kind: StreamKind) => `${kind === 'WebSocket' ? 'ws' : 'http'}://127.0.0.1:${port}/any`;
  return { clock, port, server, sockets, streams, addressOf };
}

/** A WebSocket that is open, and the texts that came. */
export async function openSocket(url: string, options: WebSocket.ClientOptions = {}) {
  const socket = new WebSocket(url, options);
  onTestFinished(() => socket.terminate());
  const texts: string[] = [];
  socket.on('message', (data: Buffer) => texts.push(data.toString()));
  await once(socket, 'open');
  return { socket, texts };
}

const UPGRADE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
].join('\r\n');

/** A connection that asks for a stream, as often as given in one go, and keeps what it reads. */
export async function openRaw(kind: StreamKind, port: number, requests = 1, path = '/any') {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  const read = { text: '' };
  socket.on('data', (bytes) => (read.text += String(bytes)));
  await once(socket, 'connect');
  const upgrade = kind === 'WebSocket' ? `${UPGRADE}\r\n` : '';
  socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${upgrade}\r\n`.repeat(requests));
  // A server that ends a connection may reset it.
  socket.on('error', () => undefined);
  return { socket, read };
}
