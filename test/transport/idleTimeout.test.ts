import { describe, expect, it } from 'vitest';
import { createUpdate } from '../protocol/createMessage.js';
import { createFakeConnection, type FakeConnection } from './fakeLinks.js';

const UPDATE = JSON.stringify(createUpdate());
const HELLO = '{"type":"HELLO"}';
const PING = '{"type":"PING"}';

/** Opens the newest link, says hello, and measures until it is given up. */
function measureSilenceMs(fake: FakeConnection, ...texts: string[]): number {
  fake.last().onOpen();
  for (const text of texts) fake.last().onText(text);
  const startMs = fake.clock.now();
  while (fake.sink.state().status === 'open') {
    if (fake.clock.now() - startMs > 1e7) return Infinity;
    fake.clock.advance(100);
  }
  const silentMs = fake.clock.now() - startMs;
  fake.passWait();
  return silentMs;
}

describe('without a heartbeat', () => {
  it('[SILENCE-1] leaves a silent link alone, for hours', () => {
    expect(measureSilenceMs(createFakeConnection(), HELLO, UPDATE)).toBe(Infinity);
  });

  it('[SILENCE-1] is not taught by one heartbeat, nor by several at a time', () => {
    expect(measureSilenceMs(createFakeConnection(), PING, PING, PING)).toBe(Infinity);
  });

  it('[SILENCE-2] replaces a link that is silent for the time that the host set', () => {
    const fake = createFakeConnection({ silenceMs: 4000 });
    expect(measureSilenceMs(fake, UPDATE)).toBe(4000);
    expect(fake.links[0]!.abandonedBy).toBe('dead');
    expect(fake.sink.states.find(({ status }) => status === 'waiting')).toMatchObject({
      reason: 'nothing came for 4 s',
    });
  });

  it('[SILENCE-2] takes a heartbeat, a comment or a byte for a sign of life', () => {
    const fake = createFakeConnection({ silenceMs: 4000 });
    fake.last().onOpen();
    for (let i = 0; i < 20; i++) {
      fake.clock.advance(3900);
      if (i % 4 === 0) fake.last().onOtherBytes();
      else if (i % 4 === 1) fake.last().onBeat();
      else fake.last().onText(i % 4 === 2 ? PING : UPDATE);
    }
    expect(fake.sink.state().status).toBe('open');
  });
});

describe('with heartbeats', () => {
  it.each(['comment', 'message'])(
    '[SILENCE-2] gives up after three times the time between two (%s)',
    (form) => {
      const fake = createFakeConnection();
      fake.last().onOpen();
      for (let i = 0; i < 4; i++) {
        fake.clock.advance(20_000);
        if (form === 'comment') fake.last().onBeat();
        else fake.last().onText(PING);
      }
      fake.clock.advance(59_999);
      expect(fake.sink.state().status).toBe('open');
      fake.clock.advance(1);
      expect(fake.sink.state()).toMatchObject({ status: 'waiting', reason: 'nothing came for 60 s' });
    },
  );

  it('[SILENCE-2] goes by the longest time between two, and keeps it for the links that follow', () => {
    const fake = createFakeConnection();
    fake.last().onOpen();
    for (const gapMs of [10_000, 10_000, 25_000, 5000]) {
      fake.clock.advance(gapMs);
      fake.last().onBeat();
    }
    fake.clock.advance(75_000);
    expect(fake.sink.state().status).toBe('waiting');
    fake.passWait();
    expect(measureSilenceMs(fake, UPDATE)).toBe(75_000);
  });
});

it('[SILENCE-1] takes the time between two links for no time between two heartbeats', () => {
  const fake = createFakeConnection();
  fake.last().onOpen();
  fake.last().onBeat();
  fake.last().onEnd({ outcome: 'retry', reason: 'broken' });
  fake.clock.advance(10_000);
  fake.last().onOpen();
  fake.last().onBeat();
  expect(measureSilenceMs(fake)).toBe(Infinity);
});

describe('a reconnection that brings nothing but HELLO', () => {
  it('[SILENCE-3] doubles the time, up to a limit, until data come', () => {
    const fake = createFakeConnection({
      silenceMs: 10_000,
      maxSilenceMs: 60_000,
      maxUnopenedAttempts: Infinity,
    });
    const measured = [
      measureSilenceMs(fake, UPDATE),
      ...[1, 2, 3, 4, 5].map(() => measureSilenceMs(fake, HELLO)),
      measureSilenceMs(fake, HELLO, UPDATE),
      measureSilenceMs(fake, HELLO),
      measureSilenceMs(fake, HELLO),
    ];
    expect(measured.map((ms) => ms / 1000)).toEqual([10, 10, 20, 40, 60, 60, 10, 10, 20]);
  });

  it('[SILENCE-3] never cuts the time that the host set below what it is', () => {
    const fake = createFakeConnection({ silenceMs: 10_000, maxSilenceMs: 5000 });
    expect(measureSilenceMs(fake, UPDATE)).toBe(10_000);
    expect(measureSilenceMs(fake, HELLO)).toBe(10_000);
  });

  it('[SILENCE-3] changes nothing when it follows a link that broke by itself', () => {
    const fake = createFakeConnection({ silenceMs: 10_000 });
    measureSilenceMs(fake, UPDATE);
    fake.last().onOpen();
    fake.last().onEnd({ outcome: 'retry', reason: 'broken' });
    fake.passWait();
    expect(measureSilenceMs(fake, HELLO)).toBe(10_000);
    expect(measureSilenceMs(fake, HELLO)).toBe(10_000);
  });
});

describe('a machine that slept', () => {
  it('[SILENCE-4] gives a watched link a short time to show that it lives, since its messages may be held up too', () => {
    const fake = createFakeConnection({ silenceMs: 10_000 });
    fake.last().onOpen();
    fake.clock.sleep(3_600_000);
    expect(fake.sink.state().status).toBe('open');
    fake.last().onText(UPDATE);
    fake.clock.advance(9999);
    expect(fake.sink.state().status).toBe('open');
    fake.clock.advance(1);
    expect(fake.sink.state().status).toBe('waiting');
  });

  it('[SILENCE-4] checks a link that is not watched once', () => {
    const fake = createFakeConnection();
    fake.last().onOpen();
    fake.clock.sleep(3_600_000);
    fake.clock.advance(4999);
    expect(fake.sink.state().status).toBe('open');
    fake.clock.advance(1);
    expect(fake.sink.state()).toMatchObject({
      status: 'waiting',
      reason: 'nothing came after the machine woke or its network changed',
    });
    fake.passWait();
    fake.last().onOpen();
    fake.clock.advance(1e6);
    expect(fake.sink.state().status).toBe('open');
  });

  it('[SILENCE-4] is not mistaken for a hidden tab, whose timers fire once a minute', () => {
    const fake = createFakeConnection();
    fake.last().onOpen();
    for (let i = 0; i < 100; i++) fake.clock.sleep(60_000);
    fake.clock.advance(10_000);
    expect(fake.sink.state().status).toBe('open');
  });
});
