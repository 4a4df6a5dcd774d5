import { once } from 'node:events';
import { connect as connectHttp2, createServer as createHttp2Server } from 'node:http2';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createDashboardServer } from '../../../src/dashboard/server/dashboardServer.js';
import { createClientLimit } from '../../../src/emitter/node/clientLimit.js';
import { createEventStreamHandler } from '../../../src/emitter/node/eventStreamHandler.js';
import { STREAM_KINDS, type StreamKind } from '../../transport/streamKind.js';
import { mount, openRaw } from './mountHandlers.js';
import { ask, serve, urlOf, watch } from './servedRun.js';
import { countAttached, createManualFeed } from './testFeeds.js';

const FULL = /This server takes 2 clients at once, and they are here; come back later\./;

/** A client of a kind that has its stream, and reads nothing of it. */
async function open(kind: StreamKind, url: string): Promise<Socket> {
  const { port, pathname } = new URL(url);
  const socket = connect(Number(port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const upgrade =
    'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n';
  socket.write(`GET ${pathname} HTTP/1.1\r\nHost: 127.0.0.1\r\n${kind === 'WebSocket' ? upgrade : ''}\r\n`);
  await once(socket, 'data');
  return socket;
}

describe.each(STREAM_KINDS)('over %s', (kind) => {
  it('a client beyond the limit is refused with the time of its next attempt, and served once another has gone', async () => {
    const feed = countAttached(createManualFeed());
    const onProblem = vi.fn();
    const server = await serve({ feed, maxClients: 2, onProblem });
    const url = urlOf(kind, server);
    const first = await open('WebSocket', urlOf('WebSocket', server));
    await open('server-sent events', urlOf('server-sent events', server));
    for (let i = 0; i < 20; i += 1) {
      const { status, headers, body } = await ask(kind, url);
      expect([status, headers['retry-after'], body]).toEqual([503, '5', expect.stringMatching(FULL)]);
    }
    expect([feed.attached(), server.clientCount]).toEqual([2, 2]);
    expect(onProblem).toHaveBeenCalledExactlyOnceWith(
      'More than 2 clients want to connect, and are refused. The option maxClients, or --max-clients, raises the limit.',
    );
    expect((await fetch(server.url)).status).toBe(200);
    const left = feed.untilAttached(1);
    first.destroy();
    await left;
    await open(kind, url);
    expect(feed.attached()).toBe(2);
  });

  it('whoever is refused, or leaves while the host looks for a feed, takes no place', async () => {
    const feed = countAttached(createManualFeed());
    const answers: (() => void)[] = [];
    const clientLimit = createClientLimit(2);
    const { addressOf, port } = await mount({
      clientLimit,
      onProblem: () => undefined,
      findFeed: ({ headers }) =>
        headers.authorization === undefined
          ? new Promise((resolve) => answers.push(() => resolve(feed)))
          : null,
    });
    for (let i = 0; i < 10; i += 1)
      expect((await ask(kind, addressOf(kind), { authorization: 'no' })).status).toBe(404);
    await vi.waitFor(() => expect(clientLimit.count).toBe(0));
    const waiting = [await openRaw(kind, port), await openRaw(kind, port)];
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    expect((await ask(kind, addressOf(kind))).status).toBe(503);
    for (const { socket } of waiting) socket.destroy();
    // Of a WebSocket that is not open yet nobody reads, so its end shows once something is written.
    if (kind === 'WebSocket') for (const answer of answers) answer();
    await vi.waitFor(() => expect(clientLimit.count).toBe(0));
    for (const answer of answers) answer();
    const late = openRaw(kind, port);
    await vi.waitFor(() => expect(answers).toHaveLength(3));
    answers[2]!();
    await late;
    await feed.untilAttached(1);
    expect(clientLimit.count).toBe(1);
  });

  it('our own transport comes back, and is served when there is room', async () => {
    const feed = countAttached(createManualFeed());
    const server = await serve({ feed, maxClients: 1, onProblem: () => undefined });
    const first = await open(kind, urlOf(kind, server));
    const { sink, connection } = watch(kind, urlOf(kind, server));
    await sink.untilStatus('waiting');
    const left = feed.untilAttached(0);
    first.destroy();
    await left;
    connection.reconnect();
    await feed.untilAttached(1);
  });

  it('a feed that takes no client leaves its place', async () => {
    const clientLimit = createClientLimit(1);
    const { addressOf } = await mount({
      clientLimit,
      onProblem: () => undefined,
      findFeed: () => ({
        attach: () => {
          throw new Error('no more');
        },
      }),
    });
    for (let i = 0; i < 5; i += 1) {
      expect((await ask(kind, addressOf(kind))).status).toBeLessThan(300);
      await vi.waitFor(() => expect(clientLimit.count).toBe(0));
    }
  });
});

describe('the limit of clients', () => {
  it('of the dashboard holds for all streams together', async () => {
    const feed = countAttached(createManualFeed());
    const server = await createDashboardServer({
      port: 0,
      maxClients: 2,
      onProblem: () => undefined,
      runs: new Map([['live', { title: 'Live', feed }]]),
    });
    onTestFinished(() => server.close());
    for (const kind of STREAM_KINDS) await open(kind, streamOf(kind, server.url));
    for (const kind of STREAM_KINDS) expect((await ask(kind, streamOf(kind, server.url))).status).toBe(503);
    expect((await fetch(new URL('api/logs', server.url))).status).toBe(200);
  });

  it.each([0, -1, 1.5, NaN])('is not %d', async (max) => {
    const message = `maxClients: expected an integer of at least 1, or Infinity, got ${max}`;
    expect(() => createClientLimit(max)).toThrow(new RangeError(message));
    await expect(serve({ feed: createManualFeed(), maxClients: max })).rejects.toThrow(message);
  });

  it('may be none', async () => {
    const feed = countAttached(createManualFeed());
    const server = await serve({ feed, maxClients: Infinity });
    for (let i = 0; i < 20; i += 1) await open('server-sent events', server.eventSourceUrl);
    expect(feed.attached()).toBe(20);
  });

  it('counts each stream of a connection of HTTP/2', async () => {
    const feed = countAttached(createManualFeed());
    const clientLimit = createClientLimit(2);
    const streams = createEventStreamHandler({
      findFeed: () => feed,
      clientLimit,
      onProblem: () => undefined,
    });
    // Node's own compatibility layer hands HTTP/2 to listeners of HTTP/1.1.
    const server = createHttp2Server(streams.answer as unknown as Parameters<typeof createHttp2Server>[0]);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const session = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    onTestFinished(() => {
      streams.close();
      session.destroy();
      server.close();
    });
    const statuses: unknown[] = [];
    const asked = [1, 2, 3].map(() => session.request({ ':path': '/any' }));
    for (const one of asked) one.on('response', (headers) => statuses.push(headers[':status']));
    await vi.waitFor(() => expect(statuses).toEqual([200, 200, 503]));
    asked[0]!.close();
    await feed.untilAttached(1);
    expect(clientLimit.count).toBe(1);
    session.destroy();
    await feed.untilAttached(0);
    expect(clientLimit.count).toBe(0);
  });

  it('is not touched by connections that ask for nothing, or are slow to ask', async () => {
    const feed = countAttached(createManualFeed());
    const server = await serve({ feed, maxClients: 1 });
    for (let i = 0; i < 300; i += 1) {
      const socket = connect(server.port, '127.0.0.1');
      onTestFinished(() => void socket.destroy());
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      if (i % 2 === 0) socket.write('GET /events HTTP/1.1\r\nHo');
    }
    await open('server-sent events', server.eventSourceUrl);
    expect(feed.attached()).toBe(1);
  });
});

function streamOf(kind: StreamKind, url: string): string {
  const [scheme, base] = kind === 'WebSocket' ? ['ws:', 'ws'] : ['http:', 'events'];
  return new URL(`${base}/projects/live`, url).href.replace('http:', scheme);
}
