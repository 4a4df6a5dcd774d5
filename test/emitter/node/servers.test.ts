import { once } from 'node:events';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import WebSocket from 'ws';
import type { EventFeed } from '../../../src/emitter/node/eventFeed.js';
import { createRecordingFeed } from '../../../src/emitter/node/recordingFeed.js';
import { isPortTaken } from '../../demo/testServer.js';
import { allFacts, foldOf } from '../../transport/recordingSink.js';
import { STREAM_KINDS } from '../../transport/streamKind.js';
import { createTcpProxy } from '../../transport/tcpProxy.js';
import { serve, serveRun, urlOf, watch } from './servedRun.js';
import { countAttached, createManualFeed } from './testFeeds.js';

const pointOf = (step: number) => ({ x: step / 100, y: -step / 100 });
const pointsOf = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => pointOf(from + i));

describe.each(STREAM_KINDS)('over %s', (kind) => {
  it('a client that comes in the middle of a run gets all of it', async () => {
    const { emitter, server, texts } = await serveRun();
    void emitter.surfaceSpec({ kind: 'bowl' });
    void emitter.start(pointOf(0));
    void emitter.steps(pointsOf(1, 40));
    const { sink } = watch(kind, urlOf(kind, server));
    await sink.until(() => sink.texts.length === 41);
    void emitter.steps(pointsOf(40, 60));
    void emitter.finish('max_steps');
    await sink.until(() => sink.texts.length === 62);
    expect(sink.texts).toEqual(texts);
    expect(allFacts(sink.store)).toEqual(foldOf(texts));
    expect(sink.store.getState().diagnosticCounts.size).toBe(0);
  });

  it('a client that drops and comes back gets what it lacks, and nothing twice', async () => {
    const { emitter, feed, server, texts } = await serveRun();
    const proxy = await createTcpProxy(server.port);
    onTestFinished(() => proxy.close());
    void emitter.start(pointOf(0));
    const { sink } = watch(kind, urlOf(kind, server, proxy.port));
    for (let step = 1; step < 60; step += 20) {
      void emitter.steps(pointsOf(step, step + 10));
      await sink.until(() => sink.texts.length === texts.length);
      proxy.cut();
      await feed.untilAttached(0);
      void emitter.steps(pointsOf(step + 10, step + 20));
      await sink.until(() => sink.texts.length === texts.length);
    }
    expect(proxy.accepted()).toBe(4);
    expect(sink.texts).toEqual(texts);
  });

  it.each([
    ['its own epoch and a known counter', (epoch: string) => `?resume=${epoch}:4`, 4],
    ['the other name of that', (epoch: string) => `?lastEventId=${epoch}:4`, 4],
    ['the epoch of another process', () => '?resume=another:4', 0],
    ['a counter that has not been', (epoch: string) => `?resume=${epoch}:99`, 0],
    ['something else', () => '?resume=%00', 0],
    ['nothing', () => '', 0],
  ])('a client that comes with %s is sent the rest, or all', async (_, queryOf, sent) => {
    const { emitter, server, texts } = await serveRun({ epoch: 'a:b' });
    void emitter.start(pointOf(0));
    void emitter.steps(pointsOf(1, 8));
    const { sink } = watch(kind, `${urlOf(kind, server)}${queryOf('a%3Ab')}`);
    await sink.until(() => sink.texts.at(-1) === texts.at(-1));
    expect(sink.texts).toEqual(texts.slice(sent));
  });

  it('a client that goes is detached', async () => {
    const { emitter, feed, server } = await serveRun();
    void emitter.start(pointOf(0));
    const proxy = await createTcpProxy(server.port);
    onTestFinished(() => proxy.close());
    const inOrder = watch(kind, urlOf(kind, server));
    const vanishing = watch(kind, urlOf(kind, server, proxy.port));
    await Promise.all([inOrder, vanishing].map(({ sink }) => sink.until(() => sink.texts.length === 1)));
    expect([feed.attached(), server.clientCount]).toEqual([2, 2]);
    inOrder.connection.close();
    vanishing.connection.close();
    proxy.cut();
    await feed.untilAttached(0);
    expect(server.clientCount).toBe(0);
  });

  it('a client that does not read holds up nobody, and is not buffered for', async () => {
    const message = Buffer.from('x'.repeat(500_000));
    const count = 100;
    const recording = {
      messages: Array.from({ length: count }, () => message),
      offsetsMs: Array.from({ length: count }, () => 0),
      durationMs: 0,
      runCount: 0,
      eventNames: [],
    };
    const slow = countAttached(createRecordingFeed({ recording, speed: 0 }));
    const quick = createRecordingFeed({ recording, speed: 0 });
    const server = await serve({
      feeds: new Map<string, EventFeed>([
        ['slow', slow],
        ['quick', quick],
      ]),
    });
    const socket = await openPaused(`${urlOf('WebSocket', server)}/slow`, kind, server.port);
    await slow.untilAttached(1);
    const { sink } = watch(kind, `${urlOf(kind, server)}/quick`);
    await sink.until(() => sink.texts.length === count);
    // The system's own buffers take a few megabytes.
    expect(slow.handed()).toBeLessThan(count / 2);
    socket.resume();
    await vi.waitFor(() => expect(slow.handed()).toBe(count));
  });

  it('closing ends every connection, detaches every client and frees the port, twice as well as once', async () => {
    const { emitter, feed, server } = await serveRun();
    void emitter.start(pointOf(0));
    const { sink, connection } = watch(kind, urlOf(kind, server));
    await sink.until(() => sink.texts.length === 1);
    const lost = sink.untilStatus('waiting');
    await Promise.all([server.close(), server.close()]);
    await lost;
    connection.close();
    await feed.untilAttached(0);
    expect(await isPortTaken(server.port)).toBe(false);
  });

  it('a feed that breaks off ends the link, and the client comes back', async () => {
    const feed = createManualFeed();
    const server = await serve({ feed });
    const { sink } = watch(kind, urlOf(kind, server));
    await vi.waitFor(() => expect(feed.arrivals).toHaveLength(1));
    feed.end('é'.repeat(100));
    await vi.waitFor(() => expect(feed.arrivals).toHaveLength(2));
    feed.say('{"type":"PING"}', null);
    await sink.until(() => sink.texts.length === 1);
  });

  it('a feed that takes no client costs that client alone', async () => {
    const onProblem = vi.fn();
    const { emitter, feed } = await serveRun();
    emitter.close();
    const server = await serve({ feed, onProblem });
    const { sink, connection } = watch(kind, urlOf(kind, server));
    await sink.untilStatus('waiting');
    connection.close();
    expect(onProblem).toHaveBeenCalledWith('A feed took no client: attach: the emitter is closed');
    expect(feed.attached()).toBe(0);
    await vi.waitFor(() => expect(server.clientCount).toBe(0));
  });
});

/** A client that has asked for a stream and reads nothing of it. */
async function openPaused(url: string, kind: string, port: number) {
  if (kind === 'WebSocket') {
    const socket = new WebSocket(url);
    onTestFinished(() => socket.terminate());
    await once(socket, 'open');
    socket.pause();
    return socket;
  }
  const { connect } = await import('node:net');
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.pause();
  socket.write('GET /events/projects/slow HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  return socket;
}

describe('a server of events', () => {
  it('listens on this machine only, and says at its own address where the events are', async () => {
    const { server } = await serveRun();
    expect(server.url).toBe(`http://127.0.0.1:${server.port}/`);
    const [root, elsewhere] = await Promise.all([fetch(server.url), fetch(new URL('x', server.url))]);
    expect([root.status, elsewhere.status]).toEqual([200, 404]);
    expect(await root.text()).toContain('/ws (WebSocket) and /events (server-sent events)');
  });

  it('hands the requests that are not for events to its host', async () => {
    const server = await serve({
      feed: createManualFeed(),
      onRequest: (_request, response) => response.end('grid'),
    });
    expect(await (await fetch(new URL('grids/1', server.url))).text()).toBe('grid');
  });

  it.each([70_000, -1, 8000.5, NaN])('says that %d is no port', async (port) => {
    const expected = `port: expected an integer from 0 to 65535, got ${port}`;
    await expect(serve({ feed: createManualFeed(), port })).rejects.toThrow(expected);
  });

  it('says that its port is in use', async () => {
    const { server } = await serveRun();
    await expect(serve({ feed: createManualFeed(), port: server.port })).rejects.toThrow(
      `Port ${server.port} of 127.0.0.1 is in use.`,
    );
  });
});
