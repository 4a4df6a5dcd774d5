import { describe, expect, it, onTestFinished } from 'vitest';
import { createRunStore } from '../../src/run/runStore.js';
import { createFinish, createSpec, createStart, createUpdate } from '../protocol/createMessage.js';
import { createTransport, addressOf } from './createTransport.js';
import { createFakeClock } from './fakeClock.js';
import { createFakeConnection } from './fakeLinks.js';
import { createRecordingSink } from './recordingSink.js';
import { startStreamServer, STREAM_KINDS } from './streamServer.js';

const CLEAN = { outcome: 'retry', reason: 'closed with 1000', isClean: true } as const;
const BROKEN = { outcome: 'retry', reason: 'broken' } as const;
const text = (message: object): string => JSON.stringify(message);
const RUN = [createStart(), createUpdate(), createFinish()].map(text);
const NEXT = [createStart({ run_id: 'next' }), createUpdate({ run_id: 'next' })].map(text);
const SURFACE = text(createSpec({}, { run_id: 'next' }));

/** A connection over fake links to a real store, which holds these messages; its link is open. */
function open(messages: readonly string[], options: Parameters<typeof createFakeConnection>[0] = {}) {
  const store = createRunStore();
  const recording = createRecordingSink(store);
  const fake = createFakeConnection(options, { sink: { ...recording, getState: store.getState } });
  fake.last().onOpen();
  messages.forEach(fake.last().onText);
  return fake;
}

describe('after the end of every run, and a link that was closed in good order', () => {
  it('[LINK-14] waits for the next run: long, drawn between half and all of `nextRunWaitMs`', () => {
    const fake = open(RUN);
    fake.last().onEnd(CLEAN);
    expect(fake.sink.state()).toEqual({
      status: 'waiting',
      attempt: 1,
      retryInMs: 90_000,
      reason: 'closed with 1000',
      isForNextRun: true,
    });
    for (const [random, waitMs] of [
      [0, 30_000],
      [0.999, 59_970],
    ] as const) {
      const drawn = open(RUN, { random: () => random, nextRunWaitMs: 60_000 });
      drawn.last().onEnd(CLEAN);
      expect(drawn.sink.state()).toMatchObject({ retryInMs: waitMs });
    }
  });

  it('[LINK-14] waits as long each time that the server only replays what it has, and never gives up', () => {
    const fake = open(RUN);
    for (let i = 0; i < 30; i++) {
      fake.last().onEnd(CLEAN);
      expect(fake.passWait()).toBe(90_000);
      expect(fake.sink.state()).toMatchObject({ status: 'connecting', isForNextRun: true });
      fake.last().onOpen();
      RUN.forEach(fake.last().onText);
    }
    expect(fake.sink.state()).toEqual({ status: 'open' });
  });

  it('[LINK-14] waits on where the server is gone, and takes no account of attempts that do not open', () => {
    const fake = open(RUN);
    fake.last().onEnd(CLEAN);
    for (let i = 0; i < 30; i++) {
      expect(fake.passWait()).toBe(90_000);
      fake.last().onEnd(BROKEN);
      expect(fake.sink.state()).toMatchObject({ status: 'waiting', isForNextRun: true });
    }
    fake.passWait();
    fake.last().onOpen();
    NEXT.forEach(fake.last().onText);
    expect(fake.sink.store.getState().runs.size).toBe(2);
    fake.last().onEnd(BROKEN);
    expect(fake.sink.state()).toEqual({ status: 'waiting', attempt: 1, retryInMs: 550, reason: 'broken' });
  });

  it('[LINK-14, SILENCE-5] makes one attempt at once when the tab is seen, or a network comes', () => {
    for (const signal of ['goOnline', 'show'] as const) {
      const fake = open(RUN);
      fake.last().onEnd(CLEAN);
      fake[signal](0);
      expect(fake.links).toHaveLength(2);
      fake.last().onEnd(BROKEN);
      expect(fake.sink.state()).toMatchObject({ retryInMs: 90_000, isForNextRun: true });
    }
  });

  it('[LINK-14] does so no longer once the host has cleared the store', () => {
    const fake = open(RUN);
    fake.last().onEnd(CLEAN);
    fake.passWait();
    fake.sink.store.clear();
    fake.last().onEnd(BROKEN);
    expect(fake.sink.state()).toEqual({ status: 'waiting', attempt: 2, retryInMs: 550, reason: 'broken' });
  });

  it('[LINK-14, LINK-2] adds what the server asks for', () => {
    const fake = open(RUN);
    fake.last().onRetryDelay(3000);
    fake.last().onEnd(CLEAN);
    expect(fake.sink.state()).toMatchObject({ retryInMs: 93_000 });
  });
});

describe('the waits are short', () => {
  it.each([
    ['a link that broke', RUN, BROKEN, {}],
    ['a run that goes on', RUN.slice(0, 2), CLEAN, {}],
    ['a run that goes on beside one that ended', [...RUN, ...NEXT], CLEAN, {}],
    ['a run of which nothing but the surface has come', [...RUN, SURFACE], CLEAN, {}],
    ['no run', [], CLEAN, {}],
    ['a host that wants no other', RUN, CLEAN, { nextRunWaitMs: 0 }],
  ] as const)('[LINK-1, LINK-14] after %s', (_, messages, end, options) => {
    const fake = open(messages, options);
    fake.last().onEnd(end);
    const { reason } = end;
    expect(fake.sink.state()).toEqual({ status: 'waiting', attempt: 1, retryInMs: 550, reason });
  });

  it('[LINK-1, LINK-14] where the sink does not say what it holds', () => {
    const fake = createFakeConnection();
    fake.last().onOpen();
    RUN.forEach(fake.last().onText);
    fake.last().onEnd(CLEAN);
    expect(fake.sink.state()).toMatchObject({ retryInMs: 550 });
  });

  it('[LINK-10, LINK-14] for whoever asks to reconnect', () => {
    const fake = open(RUN);
    fake.last().onEnd(CLEAN);
    fake.connection.reconnect();
    expect(fake.sink.state()).toEqual({ status: 'connecting', attempt: 1 });
    fake.last().onEnd(BROKEN);
    expect(fake.sink.state()).toMatchObject({ retryInMs: 550 });
  });
});

describe.each(STREAM_KINDS)('over %s', (kind) => {
  /** Serves these messages to one client after another, and then closes in good order, or with a code. */
  async function serve(texts: readonly string[], code?: number) {
    const server = await startStreamServer({
      greet(client) {
        texts.forEach((message) => client.send(message));
        client.end(code);
      },
    });
    onTestFinished(() => server.kill());
    return server;
  }

  it('[LINK-14] a handler that returns after the run is asked again after the long wait, and its next run is shown', async () => {
    const clock = createFakeClock();
    const store = createRunStore();
    const texts = [...RUN];
    const server = await serve(texts);
    const transport = createTransport(kind, addressOf(kind, server.port), { clock });
    const connection = transport.connect(store);
    onTestFinished(() => connection.close());
    await expect.poll(() => store.getState().connection).toMatchObject({ isForNextRun: true });
    const state = store.getState().connection;
    if (state.status !== 'waiting') expect.fail(`the connection is ${state.status}`);
    expect(state.retryInMs).toBeGreaterThanOrEqual(60_000);
    clock.advance(state.retryInMs - 1);
    expect(server.clients).toHaveLength(1);
    texts.push(...NEXT);
    clock.advance(1);
    await expect.poll(() => store.getState().runs.size).toBe(2);
    // The next run goes on: the wait is short.
    await expect.poll(() => store.getState().connection.status).toBe('waiting');
    expect(store.getState().connection).not.toHaveProperty('isForNextRun');
  });

  if (kind !== 'WebSocket') return;
  it.each([
    [1000, true],
    [1001, true],
    [1005, true],
    [1006, false],
    [1011, false],
    [1012, false],
    [1013, false],
    [4000, false],
  ])('[LINK-14] takes the close code %i for an end in good order: %s', async (code, isClean) => {
    const server = await startStreamServer({
      greet(client) {
        RUN.forEach((message) => client.send(message));
        if (code === 1006) void server.kill();
        else client.end(code);
      },
    });
    onTestFinished(() => server.kill());
    const store = createRunStore();
    const transport = createTransport(kind, addressOf(kind, server.port), { clock: createFakeClock() });
    const connection = transport.connect(store);
    onTestFinished(() => connection.close());
    await expect.poll(() => store.getState().connection.status).toBe('waiting');
    expect('isForNextRun' in store.getState().connection).toBe(isClean);
  });
});
