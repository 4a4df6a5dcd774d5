import { describe, expect, it } from 'vitest';
import { createEmitter } from '../../src/emitter.js';
import { createGridCache, createRunStore, loadGrid, parseMessage } from '../../src/core.js';
import {
  createEventStreamHandler,
  createWebSocketHandler,
  readRecording,
} from '../../src/emitter/node/index.js';
import {
  createEventSourceTransport,
  createLogTransport,
  createWebSocketTransport,
} from '../../src/transport.js';
import { createFakeClock } from '../transport/fakeClock.js';

type Create = (options: Record<string, unknown>) => unknown;

const url = 'ws://127.0.0.1:1';
const emit: Create = (options) =>
  createEmitter({ projectId: 'p', runId: 'r', clock: createFakeClock(), ...options });
const parse: Create = (limits) => parseMessage('{}', limits);
const store: Create = (options) => createRunStore(options);
const storeLimits: Create = (parseLimits) => createRunStore({ parseLimits });
const socket: Create = (options) => createWebSocketTransport({ url, ...options });
const stream: Create = (options) => createEventSourceTransport({ url, ...options });
const backoff: Create = (options) => createWebSocketTransport({ url, backoff: options });
const log: Create = (options) => createLogTransport({ source: '', ...options });
const cache: Create = (options) => createGridCache(options);

const findFeed = () => ({ status: 404, message: 'none' });
const socketServer: Create = (options) => createWebSocketHandler({ findFeed, ...options });
const streamServer: Create = (options) => createEventStreamHandler({ findFeed, ...options });

/** What is created, the options that count something, those that measure something, and the least that each may be. */
const COUNTS: [string, Create, Record<string, number>][] = [
  ['a store', store, { maxRuns: 1, maxPointsPerRun: 0, maxDiagnostics: 0 }],
  ...(['of a store', 'of a message'] as const).map((whose, i): [string, Create, Record<string, number>] => [
    `limits ${whose}`,
    [storeLimits, parse][i]!,
    { maxMessageChars: 0, maxPointsPerMessage: 0, maxHills: 0, maxDiagnosticsPerMessage: 1 },
  ]),
  ['a socket', socket, { maxUnopenedAttempts: 1, maxMessageChars: 0 }],
  ['a stream', stream, { maxUnopenedAttempts: 1, maxMessageChars: 0 }],
  ['a log', log, { maxMessageChars: 0 }],
  ['a cache', cache, { maxCacheBytes: 0 }],
  ['a server of streams', streamServer, { retryMs: 0 }],
  ['an emitter', emit, { maxBatchPoints: 1, maxPathPoints: 1, maxEventsBehind: 1, maxEventsInFlight: 1 }],
];
const MEASURES: [string, Create, Record<string, number>][] = [
  [
    'a socket',
    socket,
    {
      connectTimeoutMs: 0,
      stableMs: 0,
      silenceMs: 0,
      maxSilenceMs: 0,
      maxServerDelayMs: 0,
      nextRunWaitMs: 0,
      firstByteMs: 0,
    },
  ],
  ['a backoff', backoff, { baseMs: 0, maxMs: 0, floorMs: 0 }],
  ['a log', log, { maxGapMs: 0 }],
  ['an emitter', emit, { maxBatchMs: 1, sendTimeoutMs: 1, retryMs: 1 }],
  ['a server of streams', streamServer, { heartbeatMs: 1 }],
  ['a server of sockets', socketServer, { heartbeatMs: 1 }],
];

const rows = (table: typeof COUNTS) =>
  table.flatMap(([what, create, options]) =>
    Object.entries(options).map(([name, least]) => [what, name, least, create] as const),
  );

describe.each(rows(COUNTS))('of %s, %s', (_, name, least, create) => {
  it.each([1.5, NaN, -1, -Infinity, '5', {}, true, least - 1])('%s is named', (value) => {
    expect(() => create({ [name]: value })).toThrow(RangeError);
    expect(() => create({ [name]: value })).toThrow(
      new RegExp(`${name}: expected an integer of at least ${least}`),
    );
  });

  it.each([least, least + 1, Infinity, undefined])('%s is taken', (value) => {
    expect(() => create({ [name]: value })).not.toThrow();
  });
});

describe.each(rows(MEASURES))('of %s, %s', (_, name, least, create) => {
  it.each([NaN, -1, '5', {}, least - 0.5])('%s is named', (value) => {
    expect(() => create({ [name]: value })).toThrow(RangeError);
    expect(() => create({ [name]: value })).toThrow(
      new RegExp(`${name}: expected a number of at least ${least}`),
    );
  });

  it.each([least, least + 0.5, Infinity, undefined])('%s is taken', (value) => {
    expect(() => create({ [name]: value })).not.toThrow();
  });
});

it('a store holds to the options that it was made with', () => {
  const options: { maxRuns: number; parseLimits: { maxHills: number } } = {
    maxRuns: 1,
    parseLimits: { maxHills: 1 },
  };
  const made = createRunStore(options);
  options.maxRuns = NaN;
  options.parseLimits.maxHills = 1.5;
  made.ingest('{}');
  made.clear();
  expect(made.getState().messages.received).toBe(0);
});

describe('what is read later', () => {
  const host = {
    URL,
    AbortController,
    now: () => 0,
    startTimer: () => ({ cancel: () => undefined }),
    random: () => 0,
  };
  const fetchAsset = (): Promise<Response> => Promise.resolve(new Response(new Uint8Array(16)));
  const load = (options: object): Promise<unknown> =>
    loadGrid({ url: 'https://x.example/', resolution: 2 }, { host, fetchAsset, ...options });
  async function* nothing(): AsyncGenerator<Uint8Array> {}
  const read = (options: object): Promise<unknown> => readRecording(nothing(), options);

  it.each(['maxBytes', 'silenceMs', 'timeoutMs', 'retries'])('of a grid, %s is named', async (name) => {
    for (const value of [NaN, -1, '5', {}])
      await expect(load({ [name]: value })).rejects.toThrow(new RegExp(`loadGrid: ${name}: expected `));
    for (const value of [undefined, 100, Infinity])
      await expect(load({ [name]: value })).resolves.toBeDefined();
  });

  it('of a recording, maxGapMs is named', async () => {
    for (const value of [NaN, -1, '5', {}])
      await expect(read({ maxGapMs: value })).rejects.toThrow(/readRecording: maxGapMs: expected /);
    for (const value of [undefined, 0, 1.5, Infinity])
      await expect(read({ maxGapMs: value })).resolves.toBeDefined();
  });
});
