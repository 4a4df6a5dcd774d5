import { describe, expect, it, onTestFinished } from 'vitest';
import { selectShownRun } from '../../src/run/selectors.js';
import { computeMissingSteps } from '../../src/run/missingSteps.js';
import { readLog } from '../fixtures/readLog.js';
import { createUpdate } from '../protocol/createMessage.js';
import { addressOf, connectTransport, createTransport } from './createTransport.js';
import { createFastClock } from './fakeClock.js';
import { allFacts, foldOf, type RecordingSink } from './recordingSink.js';
import { createRandom } from './seededRandom.js';
import { startStreamServer, STREAM_KINDS, type StreamHandler, type StreamServer } from './streamServer.js';
import { createTcpProxy, type TcpProxy } from './tcpProxy.js';

const LOG = readLog('real-iris');
const HALF = Math.floor(LOG.length / 2);
const WHOLE = foldOf(LOG);

async function serve(handler: StreamHandler, port = 0): Promise<StreamServer> {
  const server = await startStreamServer(handler, port);
  onTestFinished(() => server.kill());
  return server;
}

async function proxyTo(server: StreamServer): Promise<TcpProxy> {
  const proxy = await createTcpProxy(server.port);
  onTestFinished(() => proxy.close());
  return proxy;
}

/** A server that sends the whole log to each client. */
const REPLAYING: StreamHandler = { greet: (client) => LOG.forEach((text) => client.send(text)) };

/** Until the store holds the whole run and its messages were all delivered. */
async function untilWhole(sink: RecordingSink): Promise<void> {
  await sink.until(() => selectShownRun(sink.store.getState())?.status === 'finished');
}

/** A path's steps and points each once: the log has 50 steps, repetition adds none. */
function expectWhole(sink: RecordingSink): void {
  expect(allFacts(sink.store)).toEqual(WHOLE);
  expect(selectShownRun(sink.store.getState())!.path.length).toBe(50);
}

describe.each(STREAM_KINDS)('%s', (kind) => {
  it('holds the fold of what was sent', async () => {
    const server = await serve(REPLAYING);
    const { sink } = connectTransport(createTransport(kind, addressOf(kind, server.port)));
    await untilWhole(sink);
    expect(sink.texts).toEqual(LOG);
    expectWhole(sink);
  });

  it('holds the whole run after a cut in the middle of a log that the server then replays', async () => {
    let greeted = 0;
    const server = await serve({
      greet: (client) => (greeted++ === 0 ? LOG.slice(0, HALF) : LOG).forEach((text) => client.send(text)),
    });
    const proxy = await proxyTo(server);
    const { sink } = connectTransport(createTransport(kind, addressOf(kind, proxy.port)));
    await sink.until(() => sink.texts.length === HALF);
    proxy.cut();
    await untilWhole(sink);
    expect(sink.statuses()).toEqual(['connecting', 'open', 'waiting', 'connecting', 'open']);
    expect(sink.texts).toEqual([...LOG.slice(0, HALF), ...LOG]);
    expectWhole(sink);
  });

  it('holds the run with its holes after a cut when the server does not replay', async () => {
    const updates = Array.from({ length: 30 }, (_, i) =>
      JSON.stringify(createUpdate({ step_start: i }, { seq: i + 1 })),
    );
    let next = 0;
    const server = await serve({
      greet(client) {
        for (const end = next + 10; next < end; next += 1) client.send(updates[next]!);
        // Said while nobody listens.
        next += 5;
      },
    });
    const proxy = await proxyTo(server);
    const { sink } = connectTransport(createTransport(kind, addressOf(kind, proxy.port)));
    await sink.until(() => sink.texts.length === 10);
    proxy.cut();
    await sink.until(() => sink.texts.length === 20);
    expect(allFacts(sink.store)).toEqual(foldOf(server.clients.flatMap(({ sent }) => sent)));
    expect(computeMissingSteps(selectShownRun(sink.store.getState())!)).toEqual([{ from: 10, to: 14 }]);
  });

  it('loses no message and doubles none when the network breaks at every place of the stream (seed 17)', async () => {
    const server = await serve(REPLAYING);
    const proxy = await proxyTo(server);
    const random = createRandom(17);
    const { sink, connection } = connectTransport(createTransport(kind, addressOf(kind, proxy.port)));
    for (let i = 0; i < 25; i++) {
      const delivered = sink.texts.length;
      proxy.truncateAfter(200 + Math.floor(random() * 40_000));
      connection.reconnect();
      await sink.untilStatus('waiting');
      // What a connection delivered is what was sent on it, from the first message on, and nothing by halves.
      const since = sink.texts.slice(delivered);
      for (let start = since.indexOf(LOG[0]!); start >= 0; start = since.indexOf(LOG[0]!, start + 1)) {
        const next = since.indexOf(LOG[0]!, start + 1);
        const part = since.slice(start, next < 0 ? undefined : next);
        expect(part).toEqual(LOG.slice(0, part.length));
      }
      expect(allFacts(sink.store)).toEqual(foldOf(sink.texts));
    }
    proxy.truncateAfter(Infinity);
    connection.reconnect();
    await untilWhole(sink);
    expectWhole(sink);
  });

  it('holds the run of a server that was killed and begins with seq 1 again', async () => {
    const lines = readLog('real-restart-midrun');
    const restart = lines.findLastIndex((line) => line.includes('"seq": 1,'));
    expect(restart).toBeGreaterThan(0);
    const before = lines.slice(0, restart);
    const after = lines.slice(restart);
    const first = await serve({ greet: (client) => before.forEach((text) => client.send(text)) });
    const { sink } = connectTransport(createTransport(kind, addressOf(kind, first.port)));
    await sink.until(() => sink.texts.length === before.length);
    await first.kill();
    await sink.until(() => sink.statuses().includes('waiting'));
    await serve({ greet: (client) => after.forEach((text) => client.send(text)) }, first.port);
    await sink.until(() => sink.texts.length === lines.length);
    expect(sink.texts).toEqual(lines);
    expect(allFacts(sink.store)).toEqual(foldOf(lines));
    expect(sink.store.getState().runKeys.length).toBe(2);
  });

  it('replaces a link that froze, and closes the hole by what the server replays', async () => {
    let greeted = 0;
    const server = await serve({
      greet: (client) => (greeted++ === 0 ? LOG.slice(0, HALF) : LOG).forEach((text) => client.send(text)),
    });
    const proxy = await proxyTo(server);
    const options = { silenceMs: 300 };
    const { sink } = connectTransport(createTransport(kind, addressOf(kind, proxy.port), options));
    await sink.until(() => sink.texts.length === HALF);
    proxy.freeze();
    // The server goes on to speak into the void.
    LOG.slice(HALF).forEach((text) => server.clients[0]!.send(text));
    await sink.untilStatus('waiting');
    expect(sink.state()).toMatchObject({ reason: 'nothing came for 0 s' });
    proxy.thaw();
    await untilWhole(sink);
    expectWhole(sink);
    expect(proxy.accepted()).toBe(2);
  });

  it('learns from heartbeats when a link is frozen, in the time of a clock that runs 20 times as fast', async () => {
    const clock = createFastClock(20);
    const server = await serve({
      greet(client) {
        client.send(LOG[0]!);
        // Every 2 s of that clock.
        const beating = setInterval(() => client.beat(), 100);
        client.request.socket.on('close', () => clearInterval(beating));
      },
    });
    const proxy = await proxyTo(server);
    const options = { clock, backoff: { baseMs: 100, floorMs: 100 } };
    const { sink } = connectTransport(createTransport(kind, addressOf(kind, proxy.port), options));
    await sink.untilStatus('open');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(sink.statuses()).toEqual(['connecting', 'open']);
    const frozenMs = clock.now();
    proxy.freeze();
    await sink.untilStatus('waiting');
    const detectedMs = clock.now() - frozenMs;
    // Three beats of 2 s after the last one; a busy machine is slower, never quicker.
    expect(detectedMs).toBeGreaterThan(3000);
    proxy.thaw();
    await sink.untilStatus('open');
  });

  it('does not mind a network that is slow', async () => {
    const server = await serve(REPLAYING);
    const proxy = await proxyTo(server);
    proxy.delay(150);
    const { sink } = connectTransport(createTransport(kind, addressOf(kind, proxy.port)));
    await untilWhole(sink);
    expect(sink.statuses()).toEqual(['connecting', 'open']);
    expect(sink.texts).toEqual(LOG);
  });

  it('holds the whole run of a relay that sends every message three times, in any order (seed 23)', async () => {
    const random = createRandom(23);
    const relayed = [...LOG, ...LOG, ...LOG]
      .map((text) => ({ text, rank: random() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ text }) => text);
    const server = await serve({ greet: (client) => relayed.forEach((text) => client.send(text)) });
    const { sink } = connectTransport(createTransport(kind, addressOf(kind, server.port)));
    await sink.until(() => sink.texts.length === relayed.length);
    expectWhole(sink);
  });

  it('comes through a 503', async () => {
    let refusals = 3;
    const server = await serve({ ...REPLAYING, refuse: () => (refusals-- > 0 ? { status: 503 } : null) });
    const { sink } = connectTransport(createTransport(kind, addressOf(kind, server.port)));
    await untilWhole(sink);
    expect(sink.statuses().filter((status) => status === 'waiting')).toHaveLength(3);
    expectWhole(sink);
  });

  it('comes through a token that expired, with a fresh one', async () => {
    const accepted: (string | null)[] = [];
    let good = 'token-1';
    const tokenOf = (url = ''): string | null => new URL(url, 'http://x').searchParams.get('token');
    const server = await serve({
      refuse: ({ url }) => (tokenOf(url) === good ? null : { status: 401 }),
      greet(client) {
        accepted.push(tokenOf(client.request.url));
        (accepted.length === 1 ? LOG.slice(0, HALF) : LOG).forEach((text) => client.send(text));
      },
    });
    let issued = 0;
    // The first token is good; the second has expired already when it is used.
    const url = (): Promise<string> =>
      Promise.resolve(addressOf(kind, server.port, `?token=token-${++issued}`));
    const { sink } = connectTransport(createTransport(kind, url));
    await sink.until(() => sink.texts.length === HALF);
    good = 'token-3';
    server.clients[0]!.end(4401);
    await untilWhole(sink);
    expect(accepted).toEqual(['token-1', 'token-3']);
    expectWhole(sink);
  });

  it('says that it failed when no server is there, and goes on when the host asks', async () => {
    const server = await startStreamServer(REPLAYING);
    await server.kill();
    const transport = createTransport(kind, addressOf(kind, server.port), { maxUnopenedAttempts: 3 });
    const { sink, connection } = connectTransport(transport);
    await sink.untilStatus('failed');
    expect(sink.state()).toMatchObject({
      reason: expect.stringMatching(/ECONNREFUSED.*; 3 attempts never opened$/),
    });
    expect(sink.statuses().filter((status) => status === 'connecting')).toHaveLength(3);
    await serve(REPLAYING, server.port);
    connection.reconnect();
    await untilWhole(sink);
    expectWhole(sink);
  });

  it('asks for the address anew at each attempt, so that a server may resume where the store stands', async () => {
    const epoch = 'a3f';
    const updates = Array.from({ length: 20 }, (_, i) =>
      JSON.stringify(createUpdate({ step_start: i }, { seq: i + 1, epoch })),
    );
    const server = await serve({
      greet(client) {
        const after = Number(new URL(client.request.url!, 'http://x').searchParams.get('after') ?? 0);
        updates.slice(after, after + 10).forEach((text) => client.send(text));
      },
    });
    const sinkOf = { current: null as RecordingSink | null };
    const url = (): string => {
      const position = sinkOf.current?.store.getState().resumePosition;
      return addressOf(kind, server.port, position == null ? '' : `?after=${position.seq}`);
    };
    const { sink } = connectTransport(createTransport(kind, url));
    sinkOf.current = sink;
    await sink.until(() => sink.texts.length === 10);
    server.clients[0]!.end();
    await sink.until(() => sink.texts.length === 20);
    expect(sink.texts).toEqual(updates);
  });

  it('delivers nothing after close, and its server sees it go', async () => {
    const server = await serve(REPLAYING);
    const { sink, connection } = connectTransport(createTransport(kind, addressOf(kind, server.port)));
    await sink.until(() => sink.texts.length > 0);
    connection.close();
    const delivered = sink.texts.length;
    const { socket } = server.clients[0]!.request;
    if (!socket.destroyed) await new Promise((resolve) => socket.once('close', resolve));
    expect(sink.texts.length).toBe(delivered);
    expect(sink.state()).toEqual({ status: 'closed', reason: 'closed by the host' });
  });

  it('takes an array, lines and a printed message of one frame apart, and names one that is too long', async () => {
    const printed = JSON.stringify(JSON.parse(LOG[3]!), null, 2);
    const server = await serve({
      greet(client) {
        client.send(`[${LOG.slice(0, 3).join(',')}]`);
        client.send(printed);
        client.send(LOG.slice(4, 20).join('\n'));
        client.send(`"${'x'.repeat(9_000_000)}"`);
        LOG.slice(20).forEach((text) => client.send(text));
      },
    });
    const { sink } = connectTransport(createTransport(kind, addressOf(kind, server.port)));
    await sink.until(() => sink.texts.at(-1) === LOG.at(-1));
    expectWhole(sink);
    const { messages, diagnosticCounts } = sink.store.getState();
    expect(messages).toMatchObject({ received: LOG.length + 1, rejected: 1 });
    expect(diagnosticCounts.get('message_too_large')).toBe(1);
  });
});
