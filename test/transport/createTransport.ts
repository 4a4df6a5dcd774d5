import WebSocket from 'ws';
import { createEventSourceTransport } from '../../src/transport/eventSourceTransport.js';
import type { Address } from '../../src/transport/link.js';
import type { ReconnectOptions } from '../../src/transport/reconnectOptions.js';
import type { Transport } from '../../src/transport/transport.js';
import { createWebSocketTransport } from '../../src/transport/webSocketTransport.js';
import { QUICK } from './connectTransport.js';
import type { StreamKind } from './streamKind.js';

export { addressOf } from './streamKind.js';

/** Creates a transport of this kind for Node, with waits for tests. */
export function createTransport(kind: StreamKind, url: Address, options: ReconnectOptions = {}): Transport {
  return kind === 'WebSocket'
    ? createWebSocketTransport({ url, WebSocket, ...QUICK, ...options })
    : createEventSourceTransport({ url, ...QUICK, ...options });
}
