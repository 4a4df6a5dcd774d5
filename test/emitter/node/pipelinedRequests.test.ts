import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createDashboardServer } from '../../../src/dashboard/server/dashboardServer.js';
import { MAX_WAITING_REQUESTS } from '../../../src/emitter/node/requestTurns.js';
import { mount } from './mountHandlers.js';
import { serve, serveRun } from './servedRun.js';
import { countAttached, createManualFeed } from './testFeeds.js';

const UPGRADE = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n';
const KEY = 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n';

/** A connection that says all of this in one go, and keeps what it reads. */
async function say(port: number, text: string) {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  const read = { text: '' };
  socket.on('data', (bytes) => (read.text += String(bytes)));
  // A server that ends a connection may reset it.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(text);
  return { socket, read, closed: once(socket, 'close') };
}

const get = (path: string, headers = '', method = 'GET') =>
  `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}\r\n`;

/** A server with one feed, whose other requests the test answers. */
async function serveSlowly() {
  const feed = countAttached(createManualFeed());
  const asked: { readonly url: string; readonly response: ServerResponse }[] = [];
  const server = await serve({
    feed,
    onRequest: ({ url = '' }, response) => void asked.push({ url, response }),
  });
  return { feed, asked, server };
}

describe('requests that one connection sends without waiting for an answer', () => {
  it('for a stream, a thousand of them, are one client, and others are answered meanwhile', async () => {
    const { emitter, feed, server } = await serveRun();
    void emitter.start({ x: 0, y: 0 });
    for (let step = 1; step <= 20_000; step += 1) void emitter.step({ x: 0.5, y: 0.5 });
    const { socket } = await say(server.port, get('/events').repeat(1000));
    socket.pause();
    await feed.untilAttached(1);
    expect((await fetch(server.url)).status).toBe(200);
    expect([feed.attached(), server.clientCount]).toEqual([1, 1]);
    const left = feed.untilAttached(0);
    socket.destroy();
    await left;
    expect(server.clientCount).toBe(0);
  });

  it('on a server of the host ask it for a feed once', async () => {
    const feed = countAttached(createManualFeed());
    const findFeed = vi.fn(() => feed);
    const { port, streams } = await mount({ findFeed });
    const { socket } = await say(port, get('/any').repeat(1000));
    await feed.untilAttached(1);
    expect([findFeed.mock.calls.length, streams.clientCount]).toEqual([1, 1]);
    const left = feed.untilAttached(0);
    socket.destroy();
    await left;
    expect([feed.attached(), streams.clientCount]).toEqual([0, 0]);
  });

  it('are a stream once what is before it has been answered', async () => {
    const { asked, feed, server } = await serveSlowly();
    const { read } = await say(server.port, get('/grids/1') + get('/events'));
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    expect((await fetch(server.eventSourceUrl, { method: 'OPTIONS' })).status).toBe(204);
    expect([feed.attached(), server.clientCount]).toEqual([0, 0]);
    asked[0]!.response.end('grid');
    await feed.untilAttached(1);
    await vi.waitFor(() => expect(read.text).toMatch(/grid.*HTTP\/1\.1 200 OK.*text\/event-stream/s));
  });

  it('are no stream where the connection is gone before', async () => {
    const { asked, feed, server } = await serveSlowly();
    const attach = vi.spyOn(feed, 'attach');
    const { socket } = await say(server.port, get('/grids/1') + get('/events'));
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    const closed = once(asked[0]!.response, 'close');
    socket.destroy();
    await closed;
    asked[0]!.response.end('grid');
    expect((await fetch(server.eventSourceUrl, { method: 'OPTIONS' })).status).toBe(204);
    expect([attach.mock.calls.length, server.clientCount]).toEqual([0, 0]);
  });

  it('a stream after a refusal is served', async () => {
    const { feed, server } = await serveSlowly();
    const { read } = await say(server.port, get('/events/none') + get('/events'));
    await feed.untilAttached(1);
    await vi.waitFor(() => expect(read.text).toMatch(/404 Not Found.*200 OK/s));
  });

  it('for other paths reach the host one after another', async () => {
    const { asked, server } = await serveSlowly();
    await say(server.port, get('/1') + get('/2', '', 'HEAD') + get('/3'));
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    expect((await fetch(server.eventSourceUrl, { method: 'OPTIONS' })).status).toBe(204);
    expect(asked.map(({ url }) => url)).toEqual(['/1']);
    asked[0]!.response.end();
    await vi.waitFor(() => expect(asked.map(({ url }) => url)).toEqual(['/1', '/2']));
    asked[1]!.response.end();
    await vi.waitFor(() => expect(asked.map(({ url }) => url)).toEqual(['/1', '/2', '/3']));
  });

  it('behind a stream never reach the host', async () => {
    const { asked, feed, server } = await serveSlowly();
    await say(server.port, get('/events') + get('/1').repeat(5000) + get('/events', '', 'OPTIONS'));
    await feed.untilAttached(1);
    expect((await fetch(server.eventSourceUrl, { method: 'OPTIONS' })).status).toBe(204);
    expect(asked).toEqual([]);
  });

  it('end the connection where more than may are waiting, and others are answered', async () => {
    const { feed, server } = await serveSlowly();
    const flood = await say(server.port, get('/events').repeat(MAX_WAITING_REQUESTS + 2));
    await flood.closed;
    await feed.untilAttached(0);
    // Those that waited are not counted for ever.
    const next = await say(server.port, get('/events').repeat(MAX_WAITING_REQUESTS));
    await feed.untilAttached(1);
    expect((await fetch(server.eventSourceUrl, { method: 'OPTIONS' })).status).toBe(204);
    expect(feed.attached()).toBe(1);
    next.socket.destroy();
    await feed.untilAttached(0);
  });

  it.each([
    ['a stream', '/events'],
    ['what is not answered yet', '/slow'],
  ])('that become a WebSocket behind %s end the connection', async (_, path) => {
    const { asked, feed, server } = await serveSlowly();
    const inOneGo = await say(server.port, get(path) + get('/ws', UPGRADE + KEY));
    await inOneGo.closed;
    const { closed, read, socket } = await say(server.port, get(path));
    await vi.waitFor(() => expect(feed.attached() + asked.length).toBeGreaterThan(0));
    socket.write(get('/ws', UPGRADE + KEY));
    await closed;
    expect(inOneGo.read.text + read.text).not.toContain('101 Switching');
    await feed.untilAttached(0);
    await vi.waitFor(() => expect(server.clientCount).toBe(0));
  });

  it('a WebSocket behind what has been answered is served', async () => {
    const { asked, feed, server } = await serveSlowly();
    const { read, socket } = await say(server.port, get('/1'));
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    asked[0]!.response.end('one');
    await vi.waitFor(() => expect(read.text).toContain('one'));
    socket.write(get('/ws', UPGRADE + KEY));
    await feed.untilAttached(1);
    await vi.waitFor(() => expect(read.text).toContain('101 Switching'));
  });

  it('on the dashboard are answered one after another', async () => {
    const feed = countAttached(createManualFeed());
    const detail = vi.fn(() => Promise.resolve('here'));
    const server = await createDashboardServer({
      port: 0,
      runs: new Map([['live', { title: 'Live', feed, detail }]]),
    });
    onTestFinished(() => server.close());
    await say(server.port, get('/events/projects/live') + get('/api/logs').repeat(500));
    await feed.untilAttached(1);
    const list = await (await fetch(new URL('api/logs', server.url))).text();
    expect(list).toContain('Live');
    expect(detail).toHaveBeenCalledOnce();
  });
});
