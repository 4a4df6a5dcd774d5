import { describe, expect, it, onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { createRunStore, type RunStore } from '../../src/run/runStore.js';
import { createEventSourceTransport } from '../../src/transport/eventSourceTransport.js';
import { createLogTransport } from '../../src/transport/logTransport.js';
import type { Transport, TransportSink } from '../../src/transport/transport.js';
import { createWebSocketTransport } from '../../src/transport/webSocketTransport.js';
import { createUpdate } from '../protocol/createMessage.js';
import { QUICK } from './connectTransport.js';
import { addressOf } from './streamKind.js';
import { startStreamServer } from './streamServer.js';

const MAX = 1000;
const UPDATE = JSON.stringify(createUpdate());
/** A message of so many characters, each of which UTF-8 writes in three bytes. */
const wide = (chars: number): string => `"${'€'.repeat(chars - 2)}"`;
const says = (chars: number): string =>
  `message: expected at most ${MAX} characters, got ${chars}; split the message, or raise the transport's maxMessageChars`;

type Kind = 'WebSocket' | 'server-sent events' | 'log';
const KINDS: readonly Kind[] = ['WebSocket', 'server-sent events', 'log'];

/** Brings texts over a transport of a kind whose limit is `MAX`. */
async function bring(kind: Kind, texts: readonly string[]): Promise<Transport> {
  if (kind === 'log') return createLogTransport({ source: texts.join('\r\n'), maxMessageChars: MAX });
  const server = await startStreamServer({ greet: (client) => texts.forEach((text) => client.send(text)) });
  onTestFinished(() => server.kill());
  const url = addressOf(kind, server.port);
  return kind === 'WebSocket'
    ? createWebSocketTransport({ url, WebSocket, maxMessageChars: MAX, ...QUICK })
    : createEventSourceTransport({ url, maxMessageChars: MAX, ...QUICK });
}

/** Connects, and waits until so many messages have come. */
async function connect(transport: Transport, store: RunStore, received: number, sink?: TransportSink) {
  const connection = transport.connect(sink ?? store);
  onTestFinished(() => connection.close());
  await expect.poll(() => store.getState().messages.received).toBeGreaterThanOrEqual(received);
  return store.getState();
}

/** What the diagnostics of a message beyond the limit say. */
const tooLarge = (store: RunStore): string[] =>
  store
    .getState()
    .diagnostics.filter(({ code }) => code === 'message_too_large')
    .map(({ message }) => message);

describe.each(KINDS)('a message beyond the limit of a transport: %s', (kind) => {
  it.each([
    ['the same', MAX],
    ['a greater', 100_000],
    ['a smaller', 900],
  ])(
    '[FRAME-3, COUNTERS-1] is a diagnostic with its true size, where the store has %s limit',
    async (_, limit) => {
      const store = createRunStore({ parseLimits: { maxMessageChars: limit } });
      const texts = [UPDATE, wide(MAX + 1), UPDATE, wide(5000), UPDATE];
      const { messages, diagnostics } = await connect(await bring(kind, texts), store, 5);
      expect(messages).toEqual({ received: 5, read: 3, ignored: 0, rejected: 2 });
      expect(diagnostics.map(({ message }) => message)).toEqual([says(MAX + 1), says(5000)]);
    },
  );

  it('[FRAME-3] is one however long it is, and the one at the limit is none', async () => {
    const store = createRunStore({ parseLimits: { maxMessageChars: 100_000_000 } });
    const long = `"${'x'.repeat(12_345_678)}"`;
    const atLimit = `"${'x'.repeat(MAX - 2)}"`;
    const { messages } = await connect(await bring(kind, [long, atLimit, UPDATE]), store, 3);
    expect(messages).toEqual({ received: 3, read: 1, ignored: 0, rejected: 2 });
    expect(tooLarge(store)).toEqual([says(long.length)]);
  });

  it('[FRAME-3] is as long as it is without the line end that a program printed after it', async () => {
    const store = createRunStore();
    const ends = ['\n', '\r\n'];
    const atLimit = `{"v":1,"type":"HELLO","x":"${'€'.repeat(MAX - 29)}"}`;
    expect(atLimit).toHaveLength(MAX);
    const beyond = (chars: number) => ends.map((end) => wide(chars) + end);
    const texts = [...ends.map((end) => atLimit + end), ...beyond(MAX + 1), ...beyond(5000), UPDATE];
    // An event's data end where its last line does.
    const sent = kind === 'server-sent events' ? texts.map((text) => text.trimEnd()) : texts;
    const { messages } = await connect(await bring(kind, sent), store, 7);
    expect(messages).toEqual({ received: 7, read: 1, ignored: 2, rejected: 4 });
    expect(tooLarge(store)).toEqual([MAX + 1, MAX + 1, 5000, 5000].map(says));
  });

  it('[FRAME-3] is one where the limit of the store alone is passed, and says that limit', async () => {
    const store = createRunStore({ parseLimits: { maxMessageChars: 500 } });
    await connect(await bring(kind, [wide(700), UPDATE]), store, 2);
    expect(tooLarge(store)).toEqual([
      'message: expected at most 500 characters, got 700; split the message, or raise maxMessageChars',
    ]);
  });

  it('[FRAME-3, COUNTERS-1] is one where the sink has no way but `ingest`, and nothing is said that no backend sent', async () => {
    const store = createRunStore();
    const taken: unknown[] = [];
    const sink: TransportSink = {
      ingest(message) {
        taken.push(message);
        store.ingest(message);
      },
      setConnection: store.setConnection,
    };
    const texts = [UPDATE, wide(5000), UPDATE];
    const { messages } = await connect(await bring(kind, texts), store, 3, sink);
    expect(messages).toEqual({ received: 3, read: 2, ignored: 0, rejected: 1 });
    expect(tooLarge(store)).toEqual([says(5000)]);
    expect(taken.filter((message) => typeof message === 'string')).toEqual([UPDATE, UPDATE]);
  });

  it('[FRAME-3] is one where the message is an array, whatever its entries are', async () => {
    const store = createRunStore();
    const array = `[${Array.from({ length: 20 }, () => UPDATE).join(',')}]`;
    const { messages } = await connect(await bring(kind, [array, UPDATE]), store, 2);
    expect(messages).toEqual({ received: 2, read: 1, ignored: 0, rejected: 1 });
    expect(tooLarge(store)).toEqual([says(array.length)]);
  });
});
