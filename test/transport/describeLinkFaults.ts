import { expect, it } from 'vitest';
import { computeMissingSteps } from '../../src/run/missingSteps.js';
import { createRunStore } from '../../src/run/runStore.js';
import { selectShownRun } from '../../src/run/selectors.js';
import type { ReconnectOptions } from '../../src/transport/reconnectOptions.js';
import restartLog from '../fixtures/logs/real-restart-midrun.ndjson?raw';
import { createUpdate } from '../protocol/createMessage.js';
import { connectTransport } from './connectTransport.js';
import { createFakeClock } from './fakeClock.js';
import {
  createServe,
  expectPrefixes,
  expectWhole,
  HEAD,
  linesOf,
  LOG,
  passWait,
  untilWhole,
  type FaultSetting,
} from './faultSetting.js';
import { allFacts, foldOf } from './recordingSink.js';
import { createRandom } from './seededRandom.js';
import { addressOf, type StreamKind } from './streamKind.js';

const RESTARTED = linesOf(restartLog);
const RECONNECTED_ONCE = ['connecting', 'open', 'waiting', 'connecting', 'open'];

/** Updates of one step each. */
function createUpdates(count: number, envelope: object = {}): string[] {
  return Array.from({ length: count }, (_, i) =>
    JSON.stringify(createUpdate({ step_start: i }, { seq: i + 1, ...envelope })),
  );
}

/** Each message three times, in any order. */
function relay(random: () => number): string[] {
  return [...LOG, ...LOG, ...LOG]
    .map((text) => ({ text, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ text }) => text);
}

/** States what each fault comes to, on one of the two transports that keep a link. */
export function describeLinkFaults(kind: StreamKind, { network, createTransport }: FaultSetting): void {
  const serve = createServe(network);
  const connectTo = (port: number, options?: ReconnectOptions): ReturnType<typeof connectTransport> =>
    connectTransport(createTransport(kind, addressOf(kind, port), options));

  it('holds the fold of what was sent', async () => {
    const { sink } = connectTo(await serve({ hellos: [LOG] }));
    await untilWhole(sink);
    expect(sink.statuses()).toEqual(['connecting', 'open']);
    expect(sink.texts).toEqual(LOG);
    expectWhole(sink);
  });

  it('[LINK-8] doubles no step after a cut in the middle of a log that the server then replays', async () => {
    const proxy = await network.proxyTo(await serve({ hellos: [HEAD, LOG] }));
    const { sink } = connectTo(proxy);
    await sink.until(() => sink.texts.length === HEAD.length);
    await network.cut(proxy);
    await untilWhole(sink);
    expect(sink.statuses()).toEqual(RECONNECTED_ONCE);
    expect(sink.texts).toEqual([...HEAD, ...LOG]);
    expect(sink.store.getState().points.same).toBeGreaterThan(0);
    expectWhole(sink);
  });

  it('[LINK-9] lists exactly the missed steps as missing after a cut when the server does not replay', async () => {
    const updates = createUpdates(30);
    const sent = [updates.slice(0, 10), updates.slice(15, 25)];
    const proxy = await network.proxyTo(await serve({ hellos: sent }));
    const { sink } = connectTo(proxy);
    await sink.until(() => sink.texts.length === 10);
    await network.cut(proxy);
    await sink.until(() => sink.texts.length === 20);
    expect(sink.texts).toEqual(sent.flat());
    expect(allFacts(sink.store)).toEqual(foldOf(sent.flat()));
    const run = selectShownRun(sink.store.getState())!;
    expect(computeMissingSteps(run)).toEqual([{ from: 10, to: 14 }]);
    expect(run.path.length).toBe(20);
  });

  it('[LINK-7] loses no message and delivers none by halves when the network breaks at any byte (seed 17)', async () => {
    const random = createRandom(17);
    const proxy = await network.proxyTo(await serve({ hellos: [LOG] }));
    await network.truncateAfter(proxy, 20_000);
    const { sink, connection } = connectTo(proxy);
    for (let i = 0; i < 25; i++) {
      await sink.until(() => sink.state().status === 'waiting');
      expect(allFacts(sink.store)).toEqual(foldOf(sink.texts));
      await network.truncateAfter(proxy, 200 + Math.floor(random() * 40_000));
      connection.reconnect();
    }
    await sink.until(() => sink.state().status === 'waiting');
    await network.truncateAfter(proxy, null);
    connection.reconnect();
    await untilWhole(sink);
    expectPrefixes(sink.texts);
    expectWhole(sink);
  });

  it('[LINK-8, GAP-5] holds both runs of a server that was killed and begins with seq 1 again', async () => {
    const restart = RESTARTED.findLastIndex((line) => line.includes('"seq": 1,'));
    expect(restart).toBeGreaterThan(0);
    const [before, after] = [RESTARTED.slice(0, restart), RESTARTED.slice(restart)];
    const server = await serve({ hellos: [before] });
    // The waits of a test are so short that the usual ten attempts may be over before a busy machine has a second server.
    const { sink } = connectTo(server, { maxUnopenedAttempts: Infinity });
    await sink.until(() => sink.texts.length === before.length);
    await network.kill(server);
    await sink.until(() => sink.statuses().includes('waiting'));
    await serve({ hellos: [after] }, server);
    await sink.until(() => sink.texts.length === RESTARTED.length);
    expect(sink.texts).toEqual(RESTARTED);
    expect(allFacts(sink.store)).toEqual(foldOf(RESTARTED));
    expect(sink.store.getState().runKeys.length).toBe(2);
  });

  it('[SILENCE-2] replaces a link that froze in the middle of a log, after the silence that the host set', async () => {
    const proxy = await network.proxyTo(await serve({ hellos: [LOG] }));
    await network.freezeNextAfter(proxy, 20_000);
    const clock = createFakeClock();
    const { sink } = connectTo(proxy, { silenceMs: 800, clock });
    await network.untilFrozen(proxy);
    await sink.until(() => sink.texts.length > 0);
    clock.advance(799);
    expect(sink.statuses()).toEqual(['connecting', 'open']);
    clock.advance(1);
    passWait(sink, clock);
    await untilWhole(sink);
    expect(sink.statuses()).toEqual(RECONNECTED_ONCE);
    expect(sink.states[2]).toMatchObject({ reason: 'nothing came for 1 s' });
    const delivered = sink.texts.length - LOG.length;
    expect(delivered).toBeGreaterThan(0);
    expect(delivered).toBeLessThan(LOG.length);
    expectPrefixes(sink.texts);
    expectWhole(sink);
  });

  it('[SILENCE-2] replaces a link that froze between heartbeats, after three times the time between two', async () => {
    const clock = createFakeClock();
    const server = await serve({ hellos: [HEAD, LOG] });
    const proxy = await network.proxyTo(server);
    const { sink } = connectTo(proxy, { clock });
    await sink.until(() => sink.texts.length === HEAD.length);
    for (let i = 0; i < 4; i++) {
      clock.advance(20_000);
      await network.beat(server);
      // A comment is seen by the watch alone; when what follows it has come, so has it.
      const next = `{"type":"OTHER","n":${i}}`;
      await network.say(server, next);
      await sink.until(() => sink.texts.at(-1) === next);
    }
    await network.freeze(proxy);
    for (const text of LOG.slice(HEAD.length)) await network.say(server, text);
    clock.advance(59_999);
    expect(sink.statuses()).toEqual(['connecting', 'open']);
    clock.advance(1);
    expect(sink.state()).toMatchObject({ status: 'waiting', reason: 'nothing came for 60 s' });
    passWait(sink, clock);
    await untilWhole(sink);
    expect(sink.texts.slice(-LOG.length)).toEqual(LOG);
    expectWhole(sink);
  });

  it('does not mind a network that is slow', async () => {
    const proxy = await network.proxyTo(await serve({ hellos: [LOG] }));
    await network.delay(proxy, 150);
    const { sink } = connectTo(proxy);
    await untilWhole(sink);
    expect(sink.statuses()).toEqual(['connecting', 'open']);
    expect(sink.texts).toEqual(LOG);
  });

  it('[LINK-8] holds the whole run of a relay that sends all three times, in any order, and breaks (seed 23)', async () => {
    const random = createRandom(23);
    const [first, second] = [relay(random).slice(0, 200), relay(random)];
    const proxy = await network.proxyTo(await serve({ hellos: [first, second] }));
    const { sink } = connectTo(proxy);
    await sink.until(() => sink.texts.length === first.length);
    await network.cut(proxy);
    await sink.until(() => sink.texts.length === first.length + second.length);
    expect(sink.texts).toEqual([...first, ...second]);
    expectWhole(sink);
  });

  it('[LINK-3] comes through HTTP 503', async () => {
    const { sink } = connectTo(await serve({ hellos: [LOG], refusals: [503, 503, 503] }));
    await untilWhole(sink);
    const reasons = sink.states.flatMap((state) => (state.status === 'waiting' ? [state.reason] : []));
    expect(reasons).toHaveLength(3);
    for (const reason of reasons)
      expect(reason).toMatch(kind === 'WebSocket' ? /^the connection did not open/ : /HTTP 503$/);
    expect(sink.texts).toEqual(LOG);
    expectWhole(sink);
  });

  it('[LINK-5, LINK-6] comes through a token that expired, with a fresh one', async () => {
    const server = await serve({ hellos: [HEAD, LOG], token: 'token-1' });
    let issued = 0;
    const address = (): Promise<string> =>
      Promise.resolve(addressOf(kind, server, `?token=token-${++issued}`));
    const { sink } = connectTransport(createTransport(kind, address));
    await sink.until(() => sink.texts.length === HEAD.length);
    // The second token has expired already when it is used.
    await network.acceptToken(server, 'token-3');
    await network.end(server, 4401);
    await untilWhole(sink);
    const urls = (await network.requestsTo(server)).map(({ url }) => url);
    expect(urls).toEqual(['/stream?token=token-1', '/stream?token=token-3']);
    expect(sink.texts).toEqual([...HEAD, ...LOG]);
    expectWhole(sink);
  });

  it('[LINK-3] is failed when no server is there, and goes on when the host asks', async () => {
    const server = await serve({ hellos: [LOG] });
    await network.kill(server);
    const { sink, connection } = connectTo(server, { maxUnopenedAttempts: 3 });
    await sink.untilStatus('failed');
    expect(sink.state()).toMatchObject({ reason: expect.stringMatching(/; 3 attempts never opened$/) });
    expect(sink.statuses().filter((status) => status === 'connecting')).toHaveLength(3);
    await serve({ hellos: [LOG] }, server);
    connection.reconnect();
    await untilWhole(sink);
    expectWhole(sink);
  });

  it('[LINK-5] asks for the address anew at each attempt, so that a server may resume where the store stands', async () => {
    const updates = createUpdates(20, { epoch: 'a3f' });
    const server = await serve({ hellos: [updates.slice(0, 10), updates.slice(10)] });
    const store = createRunStore();
    const address = (): string => {
      const position = store.getState().resumePosition;
      return addressOf(kind, server, position == null ? '' : `?after=${position.seq}`);
    };
    const { sink } = connectTransport(createTransport(kind, address), store);
    await sink.until(() => sink.texts.length === 10);
    await network.end(server);
    await sink.until(() => sink.texts.length === 20);
    const urls = (await network.requestsTo(server)).map(({ url }) => url);
    expect(urls).toEqual(['/stream', '/stream?after=10']);
    expect(sink.texts).toEqual(updates);
  });

  it('[LINK-11] delivers nothing after close, and its server sees it go', async () => {
    const server = await serve({ hellos: [LOG] });
    const { sink, connection } = connectTo(server);
    await sink.until(() => sink.texts.length > 0);
    connection.close();
    const delivered = sink.texts.length;
    await network.untilLeft(server);
    expect(sink.texts.length).toBe(delivered);
    expect(sink.state()).toEqual({ status: 'closed', reason: 'closed by the host' });
  });

  it('[FRAME-1, FRAME-3] takes an array, lines and a printed message of one frame apart, and names one that is too long', async () => {
    const limits = { maxMessageChars: 20_000 };
    const frames = [
      `[${LOG.slice(0, 3).join(',')}]`,
      JSON.stringify(JSON.parse(LOG[3]!), null, 2),
      LOG.slice(4, 20).join('\n'),
      `"${'x'.repeat(100_000)}"`,
      ...LOG.slice(20),
    ];
    const server = await serve({ hellos: [frames] });
    const transport = createTransport(kind, addressOf(kind, server), limits);
    const { sink } = connectTransport(transport, createRunStore({ parseLimits: limits }));
    await untilWhole(sink);
    expectWhole(sink);
    const { messages, diagnosticCounts } = sink.store.getState();
    expect(messages).toMatchObject({ received: LOG.length + 1, rejected: 1 });
    expect([...diagnosticCounts]).toContainEqual(['message_too_large', 1]);
  });
}
