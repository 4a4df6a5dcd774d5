import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { commands } from 'vitest/browser';
import { browserSignals } from '../../src/transport/hostSignals.js';
import type { ReconnectOptions } from '../../src/transport/reconnectOptions.js';
import { createFakeConnection, type FakeConnection } from '../transport/fakeLinks.js';
import { hideTabFor } from './transportTab.js';

const BROKEN = { outcome: 'retry', reason: 'broken' } as const;
const NOTHING_CAME = 'nothing came after the machine woke or its network changed';

/** A connection that listens to the events of this page, in a time that the test makes pass. */
function connect(options: ReconnectOptions = {}): FakeConnection {
  const fake = createFakeConnection({ ...options, signals: browserSignals });
  onTestFinished(() => fake.connection.close());
  return fake;
}

const goOnline = (): boolean => window.dispatchEvent(new Event('online'));

describe.each([
  ['`online`', goOnline],
  ['`visibilitychange`', () => hideTabFor(10)],
])('%s', (_, signal) => {
  it('[SILENCE-5] ends the wait: one attempt at once, and no second one when it comes again', () => {
    const { sink, last, links, clock } = connect();
    last().onEnd(BROKEN);
    signal();
    signal();
    expect(sink.state()).toEqual({ status: 'connecting', attempt: 2 });
    expect(links).toHaveLength(2);
    last().onOpen();
    signal();
    clock.advance(1000);
    expect(sink.statuses()).toEqual(['connecting', 'waiting', 'connecting', 'open']);
    expect(links).toHaveLength(2);
  });
});

describe.each([
  ['`online`', goOnline],
  ['`visibilitychange`, a minute after the tab was hidden,', () => hideTabFor(60_000)],
])('%s', (_, signal) => {
  it('[SILENCE-4] checks an open link once: it is replaced where it brings nothing', () => {
    const { sink, last, links, clock, passWait } = connect();
    last().onOpen();
    signal();
    clock.advance(4999);
    expect(sink.state().status).toBe('open');
    clock.advance(1);
    expect(sink.state()).toMatchObject({ status: 'waiting', reason: NOTHING_CAME });
    expect(last().abandonedBy).toBe('dead');
    passWait();
    last().onOpen();
    clock.advance(1e6);
    expect(sink.state().status).toBe('open');
    expect(links).toHaveLength(2);
  });

  it('[SILENCE-4] leaves an open link that brings something', () => {
    const { sink, last, clock } = connect();
    last().onOpen();
    signal();
    clock.advance(3000);
    last().onOtherBytes();
    clock.advance(1e6);
    expect(sink.state().status).toBe('open');
  });
});

it('[SILENCE-4] makes no check where the tab was hidden only shortly', () => {
  const { sink, last, clock } = connect();
  last().onOpen();
  hideTabFor(29_000);
  clock.advance(1e6);
  expect(sink.state().status).toBe('open');
});

it('[SILENCE-5, LINK-3] counts no attempt while the browser is offline, and makes one when it is online again', async () => {
  const { sink, last, links, passWait } = connect({ maxUnopenedAttempts: 2 });
  function failFiveTimes(): void {
    for (let i = 0; i < 5; i++) {
      if (i > 0) passWait();
      last().onEnd(BROKEN);
    }
  }
  window.addEventListener('offline', failFiveTimes, { once: true });
  await commands.loseNetwork();
  await vi.waitFor(() => expect(sink.state()).toEqual({ status: 'connecting', attempt: 6 }));
  expect(links).toHaveLength(6);
  last().onEnd(BROKEN);
  passWait();
  last().onEnd(BROKEN);
  expect(sink.state().status).toBe('failed');
});

it('[LINK-11] leaves no listener behind: 50 connections take away what they added, and receive nothing after close', () => {
  const targets = [window, document] as const;
  const spies = targets.map((target) => ({
    added: vi.spyOn(target, 'addEventListener'),
    removed: vi.spyOn(target, 'removeEventListener'),
  }));
  onTestFinished(() => void vi.restoreAllMocks());
  const fakes = Array.from({ length: 50 }, () => connect());
  for (const { last } of fakes) last().onEnd(BROKEN);
  for (const { added, removed } of spies) {
    expect(added.mock.calls).toHaveLength(50);
    expect(removed.mock.calls).toEqual([]);
  }
  for (const { connection } of fakes) connection.close();
  for (const { added, removed } of spies) expect(removed.mock.calls).toEqual(added.mock.calls);
  goOnline();
  hideTabFor(60_000);
  expect(fakes.every(({ links }) => links.length === 1)).toBe(true);
});
