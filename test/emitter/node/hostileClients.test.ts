import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { SLOW_CLIENT_BYTES } from '../../../src/emitter/node/heartbeat.js';
import { STREAM_KINDS, type StreamKind } from '../../transport/streamKind.js';
import { isResolved, settle } from '../createTestEmitter.js';
import { BEAT_MS, mount, openRaw, openSocket } from './mountHandlers.js';
import { serveRun, urlOf, watch } from './servedRun.js';
import { countAttached, createManualFeed } from './testFeeds.js';
import { describeOnce, itOnce, scaled } from '../../support/testLength.js';

const LARGE = 'x'.repeat(SLOW_CLIENT_BYTES);

/** A client that reads nothing, and for whom as much waits as may. */
async function mountSlow(kind: StreamKind) {
  const manual = createManualFeed();
  const feed = countAttached(manual);
  const mounted = await mount({ findFeed: () => feed });
  const { socket } = await openRaw(kind, mounted.port);
  socket.pause();
  await feed.untilAttached(1);
  // Until the system's own buffers are full, and a message is not taken.
  for (;;) {
    const taken = Promise.resolve(manual.say(LARGE)[0] as Promise<void>);
    await settle();
    if (!(await isResolved(taken))) return { ...mounted, feed, manual, socket, taken };
  }
}

/** Catches what nobody has caught, until the test ends. */
function catchUncaught(): unknown[] {
  const others = process.listeners('unhandledRejection');
  const caught: unknown[] = [];
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (error) => caught.push(error));
  onTestFinished(() => {
    process.removeAllListeners('unhandledRejection');
    for (const other of others) process.on('unhandledRejection', other);
  });
  return caught;
}

describeOnce.each(STREAM_KINDS)('over %s', (kind) => {
  itOnce(
    'a client that takes nothing for three beats is ended and detached, and no timer is left',
    async () => {
      const { clock, feed } = await mountSlow(kind);
      const left = feed.untilAttached(0);
      for (let beat = 1; beat <= 3; beat += 1) clock.advance(BEAT_MS);
      await left;
      expect(clock.waiting()).toBe(0);
    },
  );

  itOnce('a client that is slow, and takes something from beat to beat, stays', async () => {
    const { clock, feed, manual, socket, taken } = await mountSlow(kind);
    let waited = taken;
    clock.advance(BEAT_MS);
    for (let beat = 1; beat <= 5; beat += 1) {
      socket.resume();
      await waited;
      socket.pause();
      do waited = Promise.resolve(manual.say(LARGE)[0] as Promise<void>);
      while (await isResolved(waited));
      clock.advance(BEAT_MS);
    }
    await settle();
    expect(feed.attached()).toBe(1);
  });

  itOnce(
    'a host whose own onProblem throws reads of that on the console; the process lives, and the client is gone',
    async () => {
      const caught = catchUncaught();
      const error = vi.spyOn(console, 'error').mockReturnValue();
      onTestFinished(() => error.mockRestore());
      const fault = new Error('the log is full');
      const { clock, port, sockets, streams } = await mount({
        findFeed: () => ({
          attach: () => {
            throw new Error('no more');
          },
        }),
        onProblem: () => {
          throw fault;
        },
      });
      const { socket } = await openRaw(kind, port);
      await vi.waitFor(() => expect(error.mock.calls).toEqual([[fault]]));
      expect(caught).toEqual([]);
      socket.destroy();
      await vi.waitFor(() => expect(sockets.clientCount + streams.clientCount).toBe(0));
      expect(clock.waiting()).toBe(0);
    },
  );

  itOnce('closing detaches at once, also a client that reads nothing', async () => {
    const { feed, sockets, streams } = await mountSlow(kind);
    const left = feed.untilAttached(0);
    sockets.close();
    streams.close();
    await left;
  });
});

describeOnce('WebSocket', () => {
  itOnce('closing refuses clients that still wait for a feed', async () => {
    const findFeed = vi.fn(() => new Promise<null>(() => undefined));
    const { port, sockets } = await mount({ findFeed });
    const { socket, read } = await openRaw('WebSocket', port);
    await vi.waitFor(() => expect(findFeed).toHaveBeenCalledOnce());
    const closed = once(socket, 'close');
    sockets.close();
    await closed;
    expect(read.text).toMatch(/^HTTP\/1\.1 503 /);
  });

  itOnce('a client that pings without end and reads no answer is not buffered for', async () => {
    const feed = countAttached(createManualFeed());
    const { port, server, addressOf } = await mount({ findFeed: () => feed });
    const upgraded = once(server, 'upgrade');
    const { socket } = await openRaw('WebSocket', port);
    const [, serverSide] = (await upgraded) as [IncomingMessage, Socket];
    await feed.untilAttached(1);
    socket.pause();
    // A frame of 125 bytes, masked with zeros.
    const ping = Buffer.alloc(131);
    ping.set([0x89, 0x80 | 125]);
    const pings = Buffer.concat(Array.from({ length: 1000 }, () => ping));
    const before = serverSide.bytesRead;
    for (let i = 0; i < 300; i += 1) socket.write(pings);
    await vi.waitFor(() => expect(serverSide.bytesRead - before).toBe(300 * pings.length));
    expect(serverSide.writableLength).toBeLessThan(2 * SLOW_CLIENT_BYTES);
    const polite = await openSocket(addressOf('WebSocket'));
    polite.socket.ping('once');
    expect(String((await once(polite.socket, 'pong'))[0])).toBe('once');
  });
});

describeOnce('server-sent events', () => {
  itOnce('that one connection asks for twice in a row are one, and of nobody once it is gone', async () => {
    const feed = countAttached(createManualFeed());
    const { clock, port, streams } = await mount({ findFeed: () => feed });
    const { socket } = await openRaw('server-sent events', port, 2);
    await feed.untilAttached(1);
    const left = feed.untilAttached(0);
    socket.destroy();
    await left;
    expect([streams.clientCount, clock.waiting()]).toEqual([0, 0]);
  });
});

describe.each(STREAM_KINDS)('many at once over %s', (kind) => {
  it('are sent what there is in turns, between which others are answered', async () => {
    const clients = scaled({ short: 40, long: 150 });
    const steps = scaled({ short: 1500, long: 4000 });
    const { emitter, feed, server } = await serveRun();
    void emitter.start({ x: 0, y: 0 });
    for (let step = 1; step <= steps; step += 1) void emitter.step({ x: 0.5, y: 0.5 });
    const url = urlOf(kind, server);
    const attached = feed.untilAttached(clients);
    const { pathname } = new URL(url);
    await Promise.all(
      Array.from({ length: clients }, async () => {
        const { socket } = await openRaw(kind, server.port, 1, pathname);
        socket.pause();
      }),
    );
    await attached;
    // Each is given a first event, and the more when it has its turn.
    expect(feed.handed()).toBeLessThan((clients * steps) / 4);
    expect((await fetch(server.url)).status).toBe(200);
    const { sink } = watch(kind, url);
    await sink.until(() => sink.texts.length === steps + 1);
  });
});
