import { createReadStream, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { LogSource } from '../../src/transport/logSource.js';
import { createLogTransport, type LogTransportOptions } from '../../src/transport/logTransport.js';
import { readLog } from '../fixtures/readLog.js';
import { createUpdate } from '../protocol/createMessage.js';
import { createFakeClock } from './fakeClock.js';
import { allFacts, createRecordingSink, foldOf, type RecordingSink } from './recordingSink.js';
import { settle } from '../support/settle.js';

const FILE = path.join(import.meta.dirname, '../fixtures/logs/real-iris.ndjson');
const BYTES = readFileSync(FILE);
const LOG = readLog('real-iris');
const END = { status: 'closed', reason: 'the end of the log' };

/** Replays a log to its end. */
async function replay(options: LogTransportOptions): Promise<RecordingSink> {
  const sink = createRecordingSink();
  createLogTransport(options).connect(sink);
  await sink.until(() => ['closed', 'failed'].includes(sink.state().status));
  return sink;
}

function streamOf(...chunks: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

async function* iterate<Chunk>(...chunks: Chunk[]): AsyncGenerator<Chunk> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

async function serveFile(): Promise<URL> {
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/log') === true) response.end(BYTES);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/log`);
}

describe('sources', () => {
  it.each<[string, () => LogSource | Promise<LogSource>]>([
    ['text', () => BYTES.toString()],
    ['an address', serveFile],
    ['a blob', () => new Blob([BYTES])],
    ['a stream', () => streamOf(BYTES.subarray(0, 1000), BYTES.subarray(1000))],
    ['a stream of Node', () => createReadStream(FILE, { highWaterMark: 777 })],
    ['chunks of text', () => iterate(BYTES.toString().slice(0, 999), BYTES.toString().slice(999))],
    ['text, by a function', () => BYTES.toString()],
  ])('[LOG-1] replays %s', async (name, open) => {
    const sink = await replay({ source: name.endsWith('function') ? open : await open() });
    expect(sink.statuses()).toEqual(['connecting', 'open', 'closed']);
    expect(sink.state()).toEqual(END);
    expect(sink.texts).toEqual(LOG);
    expect(allFacts(sink.store)).toEqual(foldOf(LOG));
  });

  it('[LOG-6] is failed where an address answers that there is none, without its query, and where nobody answers', async () => {
    const missing = new URL('/missing?token=secret', await serveFile());
    expect((await replay({ source: missing })).state()).toEqual({
      status: 'failed',
      reason: `${missing.origin}/missing answered HTTP 404`,
    });
    const nobody = await replay({ source: new URL('http://127.0.0.1:1/') });
    expect(nobody.state()).toMatchObject({ status: 'failed' });
  });

  it('[LOG-3, LOG-6] delivers what came before a stream broke, the cut line included, and is failed', async () => {
    async function* breaking(): AsyncGenerator<string> {
      yield await Promise.resolve(`${LOG[0]}\n${LOG[1]!.slice(0, 20)}`);
      throw new Error('the disk is gone');
    }
    const sink = await replay({ source: breaking() });
    expect(sink.texts).toEqual([LOG[0], LOG[1]!.slice(0, 20)]);
    expect(sink.state()).toEqual({ status: 'failed', reason: 'the disk is gone' });
  });

  it('[LOG-6, LOG-7] says that a stream can be read but once, and reads one anew that a function opens', async () => {
    const sink = createRecordingSink();
    const connection = createLogTransport({ source: streamOf(BYTES) }).connect(sink);
    await sink.untilStatus('closed');
    connection.reconnect();
    await sink.untilStatus('failed');
    expect(sink.state()).toMatchObject({ reason: expect.stringContaining('give a function that opens it') });

    const again = createRecordingSink();
    const opened = createLogTransport({ source: () => streamOf(BYTES) }).connect(again);
    await again.untilStatus('closed');
    opened.reconnect();
    await again.until(() => again.states.length === 6);
    expect(again.texts).toEqual([...LOG, ...LOG]);
    expect(allFacts(again.store)).toEqual(foldOf(LOG));
  });
});

describe('bytes', () => {
  it('[LOG-1, LOG-2] delivers the same lines whatever the chunks are (seed 3)', async () => {
    const text = '\ufeff{"a":"zwölf €\u2028"}\r\n\r\n{"b":"😀"}\n[1]\n{"cut":';
    const bytes = new TextEncoder().encode(text);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length)), async (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const chunks = places.slice(1).map((end, i) => bytes.subarray(places[i], end));
        const { texts } = await replay({ source: iterate(...chunks) });
        expect(texts).toEqual(['{"a":"zwölf €\u2028"}', '{"b":"😀"}', '[1]', '{"cut":']);
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  it('[LOG-3] delivers a last line that was cut, which its reader names', async () => {
    const { store } = await replay({ source: BYTES.subarray(0, BYTES.length - 50).toString() });
    expect(store.getState().messages.rejected).toBe(1);
    expect(store.getState().diagnostics.map(({ code }) => code)).toEqual(['message_truncated']);
  });

  it('[FRAME-3] names a line that is too long, and keeps the lines beside it', async () => {
    const source = iterate(
      `${LOG[8]}\n`,
      '"',
      ...Array.from({ length: 100 }, () => 'x'.repeat(100_000)),
      `"\n${LOG[9]}`,
    );
    const { store } = await replay({ source });
    expect(store.getState().messages).toMatchObject({ received: 3, rejected: 1 });
    expect(store.getState().diagnostics.map(({ code }) => code)).toEqual(['message_too_large']);
  });

  it.each([
    ['nothing', ''],
    ['a byte order mark', '\ufeff'],
    ['blank lines', '\n\r\n  \n'],
  ])('[LOG-2, LOG-6] comes to its end where there is %s', async (_, source) => {
    const sink = await replay({ source });
    expect(sink.texts).toEqual([]);
    expect(sink.state()).toEqual(END);
  });
});

describe('pace', () => {
  const line = (ts: unknown): string => JSON.stringify(createUpdate({}, { ts }));

  /** How many messages have come after each of these times, in milliseconds. */
  async function countAt(options: Omit<LogTransportOptions, 'clock'>, timesMs: number[]): Promise<number[]> {
    const clock = createFakeClock();
    const sink = createRecordingSink();
    const connection = createLogTransport({ pace: 'recorded', ...options, clock }).connect(sink);
    const counts: number[] = [];
    let nowMs = 0;
    for (const timeMs of timesMs) {
      // Each message that is due lets the next one set its timer.
      for (; nowMs <= timeMs; nowMs += 250) {
        await settle();
        clock.advance(nowMs === 0 ? 0 : 250);
        await settle();
      }
      counts.push(sink.texts.length);
    }
    connection.close();
    expect(clock.waiting()).toBe(0);
    return counts;
  }

  const T = 1_795_403_697_000;
  const source = [T, T + 1000, T + 1000, T + 500, T + 11_000].map(line).join('\n');

  it('[LOG-4] delivers each message when its ts says, and one from before with its predecessor', async () => {
    expect(await countAt({ source }, [0, 750, 1000, 10_750, 11_000])).toEqual([1, 1, 4, 4, 5]);
  });

  it('[LOG-4] delivers at a multiple of the recorded pace, with long waits shortened', async () => {
    expect(await countAt({ source, speed: 2 }, [0, 500, 5250, 5500])).toEqual([1, 4, 4, 5]);
    expect(await countAt({ source, maxGapMs: 2000 }, [0, 1000, 2750, 3000])).toEqual([1, 4, 4, 5]);
  });

  it('[LOG-4] reads seconds as the store does, and delivers what has no ts with its predecessor', async () => {
    const mixed = [line(1_762_099_200), 'not JSON', line('soon'), line(1_762_099_202)].join('\n');
    expect(await countAt({ source: mixed }, [0, 1750, 2000])).toEqual([3, 3, 4]);
  });

  it.each([0, -1, NaN])('refuses a speed of %d', (speed) => {
    expect(() => createLogTransport({ source: '', speed })).toThrow(RangeError);
  });
});

describe('the host', () => {
  it('[LOG-5] finds its turn while a million lines are delivered, and may end it', async () => {
    const source = '{"type":"OTHER"}\n'.repeat(1_000_000);
    let delivered = 0;
    let turns = 0;
    let sinceTurn = 0;
    let mostAtOnce = 0;
    // A line takes a quarter of a millisecond, so that 32 are a slice of 8.
    let nowMs = 0;
    const clock = { ...createFakeClock(), now: () => (nowMs += 0.25) };
    const states: string[] = [];
    const done = new Promise<void>((resolve) => {
      const sink = {
        ingest: () => {
          delivered += 1;
          mostAtOnce = Math.max(mostAtOnce, ++sinceTurn);
        },
        setConnection: ({ status }: { status: string }) => {
          states.push(status);
          if (status === 'closed') resolve();
        },
      };
      createLogTransport({ source, clock }).connect(sink);
      const takeTurn = (): void => {
        turns += 1;
        sinceTurn = 0;
        if (states.at(-1) !== 'closed') setImmediate(takeTurn);
      };
      setImmediate(takeTurn);
    });
    await done;
    expect(delivered).toBe(1_000_000);
    expect(turns).toBeGreaterThan(1_000_000 / 64);
    expect(mostAtOnce).toBeLessThanOrEqual(33);
  });

  it('[LINK-11] gets nothing more after close, while a wait or a read is under way', async () => {
    let isCancelled = false;
    const source = new ReadableStream<Uint8Array>({
      cancel: () => void (isCancelled = true),
      start: (controller) => controller.enqueue(new TextEncoder().encode(`${LOG[0]}\n${LOG[1]}`)),
    });
    const sink = createRecordingSink();
    const connection = createLogTransport({ source }).connect(sink);
    await sink.until(() => sink.texts.length === 1);
    connection.close();
    connection.reconnect();
    await settle();
    expect(sink.texts).toEqual([LOG[0]]);
    expect(sink.state()).toEqual({ status: 'closed', reason: 'closed by the host' });
    expect(isCancelled).toBe(true);
  });

  it('may close it while it takes in a message', async () => {
    const inner = createRecordingSink();
    const connection = createLogTransport({ source: LOG.join('\n') }).connect({
      ...inner,
      ingest(text) {
        inner.ingest(text);
        if (inner.texts.length === 5) connection.close();
      },
    });
    await inner.untilStatus('closed');
    await settle();
    expect(inner.texts).toHaveLength(5);
  });
});
