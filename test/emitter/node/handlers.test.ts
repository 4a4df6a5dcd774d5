import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { STREAM_KINDS } from '../../transport/streamKind.js';
import { BEAT_MS, mount, openSocket } from './mountHandlers.js';
import { ask, serveRun, urlOf } from './servedRun.js';
import { createManualFeed } from './testFeeds.js';

describe.each(STREAM_KINDS)('a handler for %s', (kind) => {
  it('sends a client what the host says of it', async () => {
    const refusal = { status: 401, message: 'Sign in first.' };
    const { addressOf } = await mount({
      findFeed: ({ headers }) => (headers.authorization === 'Bearer good' ? createManualFeed() : refusal),
    });
    expect(await ask(kind, addressOf(kind))).toMatchObject({ status: 401, body: 'Sign in first.' });
    const served = await ask(kind, addressOf(kind), { authorization: 'Bearer good' });
    expect(served.status).toBe(kind === 'WebSocket' ? 101 : 200);
  });

  it('reports to the host alone what it threw', async () => {
    const onProblem = vi.fn();
    const { addressOf } = await mount({
      findFeed: () => Promise.reject(new Error('the disk is gone')),
      onProblem,
    });
    const { status, body } = await ask(kind, addressOf(kind));
    expect(status).toBe(500);
    expect(body).not.toContain('disk');
    expect(onProblem).toHaveBeenCalledExactlyOnceWith('No events for /any: the disk is gone');
  });

  it('answers with 404 where the host has no feed, and with 503 once it is closed', async () => {
    const { addressOf, sockets, streams } = await mount({ findFeed: () => null });
    expect(await ask(kind, addressOf(kind))).toMatchObject({
      status: 404,
      body: 'There are no events at /any.',
    });
    sockets.close();
    streams.close();
    expect((await ask(kind, addressOf(kind))).status).toBe(503);
  });

  it.each([
    [404, 'GET', {}],
    [403, 'GET', { origin: 'https://stranger.example' }],
    [405, 'HEAD', {}],
    [405, 'POST', {}],
  ])('a refusal with %i, of a %s, is kept by nobody on its way', async (status, method, headers) => {
    if (kind === 'WebSocket' && method !== 'GET') return;
    const { addressOf } = await mount({ findFeed: () => null });
    const answer = await ask(kind, addressOf(kind), headers, method);
    expect([answer.status, answer.headers['cache-control']]).toEqual([status, 'no-store']);
  });
});

describe('WebSocket', () => {
  it('a client that answers no ping is ended, one that does stays, and no timer is left when all have gone', async () => {
    const { clock, sockets, addressOf } = await mount({ findFeed: () => createManualFeed() });
    const dead = await openSocket(addressOf('WebSocket'), { autoPong: false });
    const { socket, texts } = await openSocket(addressOf('WebSocket'));
    const ended = once(dead.socket, 'close');
    for (let beat = 1; beat <= 3; beat += 1) {
      const pinged = once(socket, 'ping');
      clock.advance(BEAT_MS);
      await pinged;
      // The answer has come once the socket's next word has.
      const ponged = once(socket, 'pong');
      socket.ping();
      await ponged;
    }
    await ended;
    expect([socket.readyState, sockets.clientCount]).toEqual([WebSocket.OPEN, 1]);
    expect(texts).toEqual(Array(3).fill('{"type":"PING"}'));
    socket.close();
    await vi.waitFor(() => expect(clock.waiting()).toBe(0));
  });

  it('what a client says is dropped, and one that says too much is closed', async () => {
    const feed = createManualFeed();
    const { addressOf } = await mount({ findFeed: () => feed });
    const { socket, texts } = await openSocket(addressOf('WebSocket'));
    socket.send('hello');
    feed.say('a');
    await once(socket, 'message');
    expect(texts).toEqual(['a']);
    socket.send('x'.repeat(100_000));
    expect(await once(socket, 'close')).toEqual([1009, expect.anything()]);
  });
});

describe('server-sent events', () => {
  it('begin with the wait before coming back, and go on with an id and data for each message', async () => {
    const { emitter, server, texts } = await serveRun({ epoch: 'e' });
    void emitter.start({ x: 0, y: 0 });
    const response = await fetch(urlOf('server-sent events', server));
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    const reader = response.body!.getReader();
    const expected = `retry: 10\n\nid: e:1\ndata: ${texts[0]}\n\n`;
    let read = '';
    while (read.length < expected.length) read += new TextDecoder().decode((await reader.read()).value);
    expect(read).toBe(expected);
    await reader.cancel();
  });

  it('take the lines of a foreign message apart, leave out an id that would be another field, and beat', async () => {
    const feed = createManualFeed();
    const { clock, addressOf } = await mount({ findFeed: () => feed });
    const response = await fetch(addressOf('server-sent events'));
    const reader = response.body!.getReader();
    feed.say('a\r\nb\rc\nd', 'x\nevent: y');
    clock.advance(BEAT_MS);
    const expected = 'retry: 1000\n\ndata: a\ndata: b\ndata: c\ndata: d\n\n:\n\n';
    let read = '';
    while (read.length < expected.length) read += new TextDecoder().decode((await reader.read()).value);
    expect(read).toBe(expected);
    await reader.cancel();
    await vi.waitFor(() => expect(clock.waiting()).toBe(0));
  });

  it('resume after the last id, its bytes read as UTF-8', async () => {
    const feed = createManualFeed();
    const { addressOf } = await mount({ findFeed: () => feed });
    const id = Buffer.from('é:7').toString('latin1');
    await ask('server-sent events', addressOf('server-sent events'), { 'Last-Event-ID': id });
    expect(feed.arrivals[0]?.resumeFrom).toBe('é:7');
  });

  it('may be read by an allowed page, which may ask for it with its last id', async () => {
    const { addressOf } = await mount({
      findFeed: () => createManualFeed(),
      allowedOrigins: ['https://board.example'],
    });
    const url = addressOf('server-sent events');
    const origin = { origin: 'https://board.example' };
    const preflight = await ask('server-sent events', url, origin, 'OPTIONS');
    expect(preflight).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': 'https://board.example',
        'access-control-allow-headers': expect.stringContaining('Last-Event-ID'),
        vary: 'Origin',
      },
    });
    expect((await ask('server-sent events', url, origin)).headers).toMatchObject({
      'access-control-allow-origin': 'https://board.example',
    });
    const stranger = await ask('server-sent events', url, { origin: 'https://x.example' }, 'OPTIONS');
    expect([stranger.status, stranger.headers['access-control-allow-origin']]).toEqual([403, undefined]);
  });

  it('are refused to a browser that takes this machine for a stranger, which sends no origin', async () => {
    const { addressOf } = await mount({
      findFeed: () => createManualFeed(),
      allowedOrigins: ['https://board.example'],
    });
    const url = addressOf('server-sent events');
    const refused = await ask('server-sent events', url, { host: 'rebound.example' });
    expect([refused.status, refused.body]).toEqual([403, expect.stringContaining('rebound.example')]);
    expect((await ask('server-sent events', url, { host: 'board.example' })).status).toBe(200);
    expect((await ask('server-sent events', url, { host: 'localhost:1' })).status).toBe(200);
  });

  it('are answered to GET alone', async () => {
    const { addressOf } = await mount({ findFeed: () => createManualFeed() });
    const { status, headers } = await ask('server-sent events', addressOf('server-sent events'), {}, 'POST');
    expect([status, headers['allow']]).toEqual([405, 'GET, OPTIONS']);
  });
});
