import { expect, it, onTestFinished } from 'vitest';
import { createRunStore } from '../../src/run/runStore.js';
import { createFinish, createStart, createUpdate } from '../protocol/createMessage.js';
import { addressOf, createTransport } from './createTransport.js';
import { createFakeClock } from './fakeClock.js';
import { createFakeConnection } from './fakeLinks.js';
import { createRecordingSink } from './recordingSink.js';
import { startStreamServer, STREAM_KINDS } from './streamServer.js';

const BROKEN = { outcome: 'retry', reason: 'broken' } as const;
const UPDATE = JSON.stringify(createUpdate());
const RUN = [createStart(), createUpdate(), createFinish()].map((message) => JSON.stringify(message));
const OPEN = { status: 'open' } as const;
const QUIET = { status: 'open', isQuiet: true } as const;

/** A connection over fake links to a real store, whose link is open. */
function open(options: Parameters<typeof createFakeConnection>[0] = {}) {
  const store = createRunStore();
  const { getState, report } = store;
  const fake = createFakeConnection(options, { sink: { ...createRecordingSink(store), getState, report } });
  fake.last().onOpen();
  return { ...fake, store, codes: () => getState().diagnostics.map(({ code }) => code) };
}

it('[SILENCE-6] an open link that has brought no byte for ten seconds says so, once, and why that may be', () => {
  const { clock, sink, store, links } = open();
  clock.advance(9999);
  expect(sink.state()).toEqual(OPEN);
  clock.advance(1);
  expect(sink.state()).toEqual(QUIET);
  clock.advance(1e7);
  expect(sink.states).toEqual([{ status: 'connecting', attempt: 1 }, OPEN, QUIET]);
  expect(links).toHaveLength(1);
  expect(store.getState().diagnostics).toEqual([
    expect.objectContaining({
      code: 'link_quiet',
      runId: null,
      message:
        'link: expected something within 10 s of its opening, got nothing; a fake network keeps it back',
    }),
  ]);
  expect(store.getState().messages.received).toBe(0);
});

it.each([
  ['a message', (last: ReturnType<typeof open>['last']) => last().onText(UPDATE)],
  ['a message that is too long', (last: ReturnType<typeof open>['last']) => last().onTooLong(1e9)],
  ['a byte', (last: ReturnType<typeof open>['last']) => last().onOtherBytes()],
  ['a heartbeat', (last: ReturnType<typeof open>['last']) => last().onBeat()],
])('[SILENCE-6] %s ends it, or keeps it from being said', (_, bring) => {
  const early = open();
  bring(early.last);
  early.clock.advance(1e6);
  expect(early.sink.state()).toEqual(OPEN);
  expect(early.codes()).not.toContain('link_quiet');
  const late = open();
  late.clock.advance(20_000);
  bring(late.last);
  late.clock.advance(1e6);
  expect(late.sink.states.slice(1)).toEqual([OPEN, QUIET, OPEN]);
});

it('[SILENCE-6] each link is one of its own, also where its run goes on after a link that broke', () => {
  const { clock, sink, last, passWait, codes } = open();
  RUN.slice(0, 2).forEach(last().onText);
  for (let i = 0; i < 3; i++) {
    last().onEnd(BROKEN);
    passWait();
    last().onOpen();
    expect(sink.state()).toEqual(OPEN);
    clock.advance(10_000);
    expect(sink.state()).toEqual(QUIET);
  }
  expect(codes()).toEqual(['link_quiet', 'link_quiet', 'link_quiet']);
});

it('[SILENCE-6] says nothing where every run has ended: there is nothing to wait for', () => {
  const { clock, sink, last, passWait, codes } = open();
  RUN.forEach(last().onText);
  last().onEnd(BROKEN);
  passWait();
  last().onOpen();
  clock.advance(1e6);
  expect(sink.state()).toEqual(OPEN);
  expect(codes()).toEqual([]);
});

it('[SILENCE-6] has the time that the host sets, and none for 0', () => {
  const short = open({ firstByteMs: 3000 });
  short.clock.advance(3000);
  expect(short.sink.state()).toEqual(QUIET);
  expect(short.store.getState().diagnostics[0]?.expected).toBe('something within 3 s of its opening');
  const none = open({ firstByteMs: 0 });
  none.clock.advance(1e7);
  expect(none.sink.state()).toEqual(OPEN);
  expect(none.codes()).toEqual([]);
});

it('[SILENCE-6] a machine that slept, or was held up, waits anew', () => {
  const { clock, sink } = open();
  clock.sleep(60_000);
  expect(sink.state()).toEqual(OPEN);
  clock.advance(9999);
  expect(sink.state()).toEqual(OPEN);
  clock.advance(1);
  expect(sink.state()).toEqual(QUIET);
});

it('[SILENCE-6, LINK-11] leaves no timer after close', () => {
  const { clock, connection } = open();
  connection.close();
  expect(clock.waiting()).toBe(0);
});

it('[SILENCE-6] a sink that takes no diagnostics has the state alone', () => {
  const fake = createFakeConnection();
  fake.last().onOpen();
  fake.clock.advance(10_000);
  expect(fake.sink.state()).toEqual(QUIET);
});

it.each(STREAM_KINDS)(
  '[SILENCE-6] over %s: the opening is no byte, and a comment or a message is',
  async (kind) => {
    const server = await startStreamServer({ greet: () => undefined });
    onTestFinished(() => server.kill());
    const clock = createFakeClock();
    const store = createRunStore();
    const connection = createTransport(kind, addressOf(kind, server.port), { clock }).connect(store);
    onTestFinished(() => connection.close());
    await expect.poll(() => store.getState().connection).toEqual(OPEN);
    clock.advance(10_000);
    expect(store.getState().connection).toEqual(QUIET);
    const [diagnostic] = store.getState().diagnostics;
    expect(diagnostic?.message).toMatch(
      kind === 'WebSocket' ? /the backend has sent nothing/ : /a proxy .* keeps it back: .*X-Accel-Buffering/,
    );
    server.clients[0]!.beat();
    await expect.poll(() => store.getState().connection).toEqual(OPEN);
  },
);
