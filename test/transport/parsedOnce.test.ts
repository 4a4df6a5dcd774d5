import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { ParsedText } from '../../src/protocol/parsedText.js';
import { createRunStore, type RunStore } from '../../src/run/runStore.js';
import { createLogTransport } from '../../src/transport/logTransport.js';
import type { Transport } from '../../src/transport/transport.js';
import { createUpdate } from '../protocol/createMessage.js';
import { createTransport } from './createTransport.js';
import { addressOf, STREAM_KINDS } from './streamKind.js';
import { startStreamServer } from './streamServer.js';

const UPDATE = JSON.stringify(createUpdate());

/** Frames that a transport looks into before it hands them on, and some that it does not. */
const FRAMES = [
  '{"type":"HELLO","event":{"name":"HELLO"}}',
  UPDATE,
  '{"type":"HEARTBEAT"}',
  // No JSON, though it may be a heartbeat.
  '{"type":"HEARTBEAT","lag":NaN}',
  `[${UPDATE},${UPDATE}]`,
];
/** Printed over several lines: only its parsing says that it is one message. */
const PRINTED = UPDATE.replace('"points":', '"points":\n');

afterEach(() => vi.restoreAllMocks());

/** Delivers to a store, and counts how often each text is parsed until all have come. */
async function countParses(
  transport: Transport,
  texts: readonly string[],
  received: number,
): Promise<{ readonly counts: number[]; readonly store: RunStore }> {
  const parse = vi.spyOn(JSON, 'parse');
  const store = createRunStore();
  const connection = transport.connect(store);
  onTestFinished(() => connection.close());
  await vi.waitUntil(() => store.getState().messages.received >= received);
  const counts = texts.map((text) => parse.mock.calls.filter(([parsed]) => parsed === text).length);
  return { counts, store };
}

it.each(STREAM_KINDS)('parses each frame of a link once: %s', async (kind) => {
  const texts = [...FRAMES, PRINTED];
  const server = await startStreamServer({ greet: (client) => texts.forEach((text) => client.send(text)) });
  onTestFinished(() => server.kill());
  const transport = createTransport(kind, addressOf(kind, server.port));
  const { counts, store } = await countParses(transport, texts, 7);
  expect(counts).toEqual(texts.map(() => 1));
  expect(store.getState().messages).toEqual({ received: 7, read: 4, ignored: 2, rejected: 1 });
});

it.each(['at once', 'recorded'] as const)('parses each message of a log once: %s', async (pace) => {
  const transport = createLogTransport({ source: FRAMES.join('\n'), pace });
  const { counts, store } = await countParses(transport, FRAMES, 6);
  expect(counts).toEqual(FRAMES.map(() => 1));
  expect(store.getState().messages).toEqual({ received: 6, read: 3, ignored: 2, rejected: 1 });
});

it('gives a sink of the host its texts, and one that stands before a store too', async () => {
  const store = createRunStore();
  const received: unknown[] = [];
  const sink = {
    ...store,
    ingest(message: unknown) {
      received.push(message);
      store.ingest(message);
    },
  };
  const connection = createLogTransport({ source: FRAMES.join('\n'), pace: 'recorded' }).connect(sink);
  onTestFinished(() => connection.close());
  await vi.waitUntil(() => received.length === FRAMES.length);
  expect(received).toEqual(FRAMES);
  expect(store.getState().messages.received).toBe(6);
});

it('refuses a parsed text that is beyond the limit of its store, in the words for a text', () => {
  const of = (message: unknown) => {
    const store = createRunStore({ parseLimits: { maxMessageChars: 10 } });
    store.ingest(message);
    return store.getState().diagnostics;
  };
  expect(of(new ParsedText(UPDATE))).toEqual(of(UPDATE));
  expect(of(UPDATE)).toMatchObject([{ code: 'message_too_large' }]);
});
