import { describe, expect, it } from 'vitest';
import { createFrameReader } from '../../src/transport/frameReader.js';
import { computeMessageKind, parseSignal } from '../../src/transport/messageKind.js';
import { createFakeConnection } from './fakeLinks.js';

/** A connection over fake links, whose link is open. */
function open(options: Parameters<typeof createFakeConnection>[0] = {}) {
  const fake = createFakeConnection(options);
  fake.last().onOpen();
  return { ...fake, status: () => fake.sink.state().status };
}

describe('a rhythm', () => {
  it.each([
    [999, 'open'],
    [1000, 'waiting'],
  ])(
    '[SILENCE-1] is none where two heartbeats are closer than a second: %d ms, and it is %s',
    (apartMs, status) => {
      const fake = open();
      fake.last().onBeat();
      fake.clock.advance(apartMs);
      fake.last().onBeat();
      fake.clock.advance(3 * apartMs);
      expect(fake.status()).toBe(status);
    },
  );
});

describe('a check', () => {
  it.each([
    [29_999, 'open'],
    [30_000, 'waiting'],
  ])(
    '[SILENCE-4] is made of a link after a tab was hidden for 30 s: %d ms, and it is %s',
    (hiddenMs, status) => {
      const fake = open();
      fake.show(hiddenMs);
      fake.clock.advance(5000);
      expect(fake.status()).toBe(status);
    },
  );

  it.each([
    [1999, 'waiting'],
    [2000, 'open'],
  ])(
    '[SILENCE-4] stands in for a silence where the timer is 2 s late: %d ms, and it is %s',
    (lateMs, status) => {
      const fake = open({ silenceMs: 4000 });
      fake.clock.sleep(4000 + lateMs);
      expect(fake.status()).toBe(status);
      fake.clock.advance(5000);
      expect(fake.links[0]?.abandonedBy).toBe('dead');
    },
  );
});

describe('the first byte', () => {
  const isQuiet = (fake: ReturnType<typeof open>): boolean => 'isQuiet' in fake.sink.state();

  it.each([
    [0, true],
    [1999, true],
    [2000, false],
  ])('[SILENCE-6] is waited for anew where the timer is 2 s late: %d ms', (lateMs, isSaid) => {
    const fake = open();
    fake.clock.sleep(10_000 + lateMs);
    expect(isQuiet(fake)).toBe(isSaid);
    fake.clock.advance(9999);
    expect(isQuiet(fake)).toBe(isSaid);
    fake.clock.advance(1);
    expect(isQuiet(fake)).toBe(true);
  });
});

describe('a length', () => {
  const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

  it.each(['', '\n', '\r\n'])(
    '[FRAME-3] is that of the message, without the line end %j of its frame',
    (end) => {
      const lengths: number[] = [];
      const { push } = createFrameReader(
        { onText: () => undefined, onTooLong: (chars) => lengths.push(chars) },
        10,
      );
      push(utf8('x'.repeat(40) + end));
      push(utf8('é'.repeat(40) + end));
      expect(lengths).toEqual([40, 40]);
    },
  );

  it.each([
    [300, 'hello'],
    [1024, 'hello'],
    [1025, 'data'],
  ])('[FRAME-4] of %d characters is one of a hello, or of no hello: %s', (chars, kind) => {
    const text = '{"type":"HELLO","note":""}';
    const message = text.replace('""', `"${'x'.repeat(chars - text.length)}"`);
    expect(computeMessageKind(parseSignal(message))).toBe(kind);
  });
});
