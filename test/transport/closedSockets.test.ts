import { expect, it } from 'vitest';
import { createRunStore } from '../../src/run/runStore.js';
import { createWebSocketTransport, type WebSocketEventLike } from '../../src/transport/webSocketTransport.js';
import { createFakeClock } from './fakeClock.js';
import { createRecordingSink } from './recordingSink.js';

type Event = Omit<WebSocketEventLike, 'type'>;

/** A socket whose events a test makes. */
class TestSocket {
  static last: TestSocket | null = null;
  binaryType = '';
  private readonly listeners = new Map<string, (event: WebSocketEventLike) => void>();

  constructor() {
    TestSocket.last = this;
  }

  addEventListener(type: string, listener: (event: WebSocketEventLike) => void): void {
    this.listeners.set(type, listener);
  }

  close(): void {
    this.listeners.clear();
  }

  emit(type: string, event: Event = {}): void {
    this.listeners.get(type)?.({ type, ...event });
  }
}

it.each<[what: string, events: [type: string, event: Event][], reason: string]>([
  [
    'with a reason',
    [
      ['open', {}],
      ['close', { code: 4000, reason: 'bye' }],
    ],
    'closed with 4000: bye',
  ],
  [
    'without one',
    [
      ['open', {}],
      ['close', { code: 1011 }],
    ],
    'closed with 1011',
  ],
  [
    'by a fault',
    [
      ['open', {}],
      ['error', { message: 'reset' }],
      ['close', { code: 1006 }],
    ],
    'the connection broke: reset',
  ],
  [
    'by a fault that a browser keeps to itself',
    [
      ['open', {}],
      ['error', {}],
      ['close', { code: 1006 }],
    ],
    'the connection broke',
  ],
  [
    'before it opened',
    [
      ['error', { message: 'refused' }],
      ['close', { code: 1006 }],
    ],
    'the connection did not open: refused',
  ],
  [
    'for good',
    [
      ['open', {}],
      ['close', { code: 4403, reason: 'not yours' }],
    ],
    'the server closed the connection with 4403: not yours',
  ],
])('a socket that was closed %s says why', (_, events, reason) => {
  const sink = createRecordingSink(createRunStore());
  const clock = createFakeClock();
  const connection = createWebSocketTransport({ url: 'ws://x', WebSocket: TestSocket, clock }).connect(sink);
  for (const [type, event] of events) TestSocket.last?.emit(type, event);
  expect(sink.state()).toMatchObject({ reason });
  connection.close();
});
