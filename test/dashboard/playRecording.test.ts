import { describe, expect, it } from 'vitest';
import {
  type MessageSink,
  playRecording,
  SLOW_CLIENT_BYTES,
} from '../../examples/dashboard/server/playRecording.js';
import { readRecording, type Recording } from '../../examples/dashboard/server/recording.js';
import { createFakeClock } from './fakeClock.js';
import { LOG_IDS, readLines } from './testServer.js';

async function record(text: string | Uint8Array, maxGapMs?: number, chunkBytes = 7): Promise<Recording> {
  const bytes = Buffer.from(text);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      yield await Promise.resolve(bytes.subarray(at, at + chunkBytes));
    }
  }
  return readRecording(chunks(), maxGapMs === undefined ? {} : { maxGapMs });
}

const atTimes = (...times: readonly unknown[]) => times.map((ts) => `${JSON.stringify({ ts })}\n`).join('');

/** Plays to the end and gives each message's time after the first, as the client sees it. */
function playAll(recording: Recording, speed: number): number[] {
  const clock = createFakeClock();
  const startMs = clock.now();
  const timesMs: number[] = [];
  const sink = { bufferedBytes: () => 0, send: () => void timesMs.push(clock.now() - startMs) };
  playRecording({ recording, speed, clock, sink });
  while (clock.fireNext());
  return timesMs;
}

describe('a recording', () => {
  it.each([1, 5, 64, 4096])('splits at newlines alone, in chunks of %i bytes', async (chunkBytes) => {
    const text = '{"a": "ü\u2028"}\r\n\n[1]\nlast';
    const { messages } = await record(text, undefined, chunkBytes);
    expect(messages.map((message) => Buffer.from(message).toString())).toEqual(text.split('\n'));
  });

  it('has no message after a trailing newline', async () => {
    expect((await record('{}\n')).messages).toHaveLength(1);
    expect((await record('')).messages).toHaveLength(0);
  });

  it('sends a message without a readable time, or with an earlier one, with its predecessor', async () => {
    const base = 1_795_403_697_000;
    const text = `nonsense\n${atTimes(base, 'x', base + 10, base + 5, base + 30)}{"ts": NaN}\n`;
    expect((await record(text)).offsetsMs).toEqual([0, 0, 0, 10, 10, 30, 30]);
  });

  it('reads times below 1e11 as seconds', async () => {
    expect((await record(atTimes(1_730_000_000, 1_730_000_002))).offsetsMs).toEqual([0, 2000]);
  });

  it('shortens a long wait only where it is told to', async () => {
    const base = 1_795_403_697_000;
    const text = atTimes(base, base + 60_000, base + 60_100);
    expect((await record(text)).offsetsMs).toEqual([0, 60_000, 60_100]);
    const shortened = await record(text, 5000);
    expect(shortened.offsetsMs).toEqual([0, 5000, 5100]);
    expect(shortened.durationMs).toBe(60_100);
  });
});

describe('the pace', () => {
  it.each(LOG_IDS)('is that of the times in %s', async (id) => {
    const lines = readLines(id);
    const recording = await record(
      Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')])),
      undefined,
      65_536,
    );
    const times = lines.map((line) => /"ts": (\d+)/.exec(line.toString())?.[1]).map(Number);
    const first = times[0] ?? 0;
    for (const speed of [0.5, 1, 4]) {
      const expected = times.map((ts) => (ts - first) / speed);
      const played = playAll(recording, speed);
      // The one line that is not JSON holds a time that only this test's pattern can read.
      const unread = lines.findIndex((line) => line.includes('NaN'));
      if (unread !== -1) expected[unread] = expected[unread - 1] ?? 0;
      expect(played).toHaveLength(expected.length);
      played.forEach((timeMs, i) => expect(timeMs).toBeCloseTo(expected[i] ?? -1, 6));
    }
  });

  it('sends everything at once at speed 0', async () => {
    expect(playAll(await record(atTimes(1e12, 2e12, 3e12)), 0)).toEqual([0, 0, 0]);
  });

  it('waits as long as it takes, past the longest delay of a timer', async () => {
    const yearMs = 365 * 24 * 3600 * 1000;
    expect(playAll(await record(atTimes(1e12, 1e12 + yearMs)), 1)).toEqual([0, yearMs]);
  });
});

describe('a slow client', () => {
  it('is sent no more than the limit and one message until it has read', async () => {
    const line = `${'x'.repeat(300_000)}\n`;
    const recording = await record(line.repeat(20), undefined, 65_536);
    let bufferedBytes = 0;
    let sent = 0;
    let onRead: (() => void) | undefined;
    const sink: MessageSink = {
      bufferedBytes: () => bufferedBytes,
      send(message, onWritten) {
        bufferedBytes += message.length;
        sent += 1;
        if (onWritten) onRead = () => onWritten();
        expect(bufferedBytes).toBeLessThanOrEqual(SLOW_CLIENT_BYTES + 2 * message.length);
      },
    };
    playRecording({ recording, speed: 0, clock: createFakeClock(), sink });
    expect(sent).toBe(5);
    while (sent < 20) {
      bufferedBytes = 0;
      onRead?.();
    }
    expect(sent).toBe(20);
  });

  it('is sent nothing more once sending has failed, or the playing was ended', async () => {
    const recording = await record('a\nb\nc\n');
    let onWritten: ((error?: Error) => void) | undefined;
    let sent = 0;
    const sink: MessageSink = {
      bufferedBytes: () => SLOW_CLIENT_BYTES,
      send(_message, written) {
        sent += 1;
        onWritten = written;
      },
    };
    const stop = playRecording({ recording, speed: 0, clock: createFakeClock(), sink });
    onWritten?.();
    expect(sent).toBe(2);
    stop();
    onWritten?.();
    expect(sent).toBe(2);

    playRecording({ recording, speed: 0, clock: createFakeClock(), sink });
    onWritten?.(new Error('gone'));
    onWritten?.();
    expect(sent).toBe(3);
  });
});
