import { onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { createEventSourceTransport } from '../../src/transport/eventSourceTransport.js';
import type { Address } from '../../src/transport/link.js';
import type { ReconnectOptions } from '../../src/transport/reconnectOptions.js';
import type { Transport, TransportConnection } from '../../src/transport/transport.js';
import { createWebSocketTransport } from '../../src/transport/webSocketTransport.js';
import { createRecordingSink, type RecordingSink } from './recordingSink.js';
import type { StreamKind } from './streamServer.js';

/** Waits that are short enough for a test over real sockets. */
const QUICK = { backoff: { baseMs: 20, maxMs: 40, floorMs: 5 } };

/** Where a server or proxy listens, as the address of a kind. */
export function addressOf(kind: StreamKind, port: number, query = ''): string {
  return `${kind === 'WebSocket' ? 'ws' : 'http'}://127.0.0.1:${port}/stream${query}`;
}

/** Creates a transport of this kind, with waits for tests. */
export function createTransport(kind: StreamKind, url: Address, options: ReconnectOptions = {}): Transport {
  return kind === 'WebSocket'
    ? createWebSocketTransport({ url, WebSocket, ...QUICK, ...options })
    : createEventSourceTransport({ url, ...QUICK, ...options });
}

/** Connects a transport to a recording sink; ends with the test. */
export function connectTransport(transport: Transport): {
  readonly sink: RecordingSink;
  readonly connection: TransportConnection;
} {
  const sink = createRecordingSink();
  const connection = transport.connect(sink);
  onTestFinished(() => connection.close());
  return { sink, connection };
}
