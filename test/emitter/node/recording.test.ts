import { describe, expect, it } from 'vitest';
import { readRecording, type Recording } from '../../../src/emitter/node/recording.js';
import { createRecordingFeed } from '../../../src/emitter/node/recordingFeed.js';
import { parseSpeed } from '../../../src/log/speed.js';
import { createFakeClock } from '../../demo/fakeClock.js';
import { LOG_IDS, readLines } from '../../demo/testServer.js';
import { createCollector, createHeldSink } from '../createTestEmitter.js';

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
  const feed = createRecordingFeed({ recording, speed, clock });
  feed.attach(() => void timesMs.push(clock.now() - startMs));
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

  it('shortens a long wait only if it is set to', async () => {
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

describe('a recording that is played', () => {
  it('reaches each client from its start, byte for byte, and ends with it', async () => {
    const text = '\ufeff{"a": "ü\u2028"}\r\n\n{"ts": NaN}';
    const feed = createRecordingFeed({ recording: await record(text), clock: createFakeClock() });
    const positions: (string | null)[] = [];
    const clients = [createCollector(), createCollector()];
    for (const { texts } of clients)
      feed.attach(
        (message, { position }) => {
          texts.push(message);
          positions.push(position);
        },
        { resumeFrom: 'e:1' },
      );
    for (const { texts } of clients) expect(texts.join('\n')).toBe(text);
    expect(new Set(positions)).toEqual(new Set([null]));
  });

  it('waits for a client that takes its time, then catches up', async () => {
    const recording = await record(atTimes(1e12, 1e12 + 10, 1e12 + 20));
    const clock = createFakeClock();
    const { sink, texts, answer } = createHeldSink();
    createRecordingFeed({ recording, clock }).attach((text) => sink(text, {} as never));
    expect([texts.length, clock.waiting()]).toEqual([1, 0]);
    await answer();
    clock.fireNext();
    expect(texts).toHaveLength(2);
    await answer();
    expect([texts.length, clock.waiting()]).toEqual([2, 1]);
  });

  it('is reported to nobody once its client has failed or was detached', async () => {
    const recording = await record('a\nb\nc\n');
    const feed = createRecordingFeed({ recording, clock: createFakeClock() });
    const failing = createHeldSink();
    feed.attach((text) => failing.sink(text, {} as never));
    await failing.refuse(new Error('gone'));
    await failing.answer();
    expect(failing.texts).toEqual(['a']);
    const leaving = createHeldSink();
    const detach = feed.attach((text) => leaving.sink(text, {} as never));
    await leaving.answer();
    detach();
    await leaving.answer();
    expect(leaving.texts).toEqual(['a', 'b']);
  });

  it('is reported to nobody once its client has thrown, whenever that is', async () => {
    const recording = await record(atTimes(1e12, 1e12 + 10, 1e12 + 20));
    for (const last of [1, 2]) {
      const clock = createFakeClock();
      let count = 0;
      createRecordingFeed({ recording, clock }).attach(() => {
        count += 1;
        if (count === last) throw new Error('the stream has ended');
      });
      while (clock.fireNext());
      expect(count).toBe(last);
    }
  });

  it.each([-1, NaN, Infinity])('is refused at the speed %d', async (speed) => {
    const recording = await record('');
    expect(() => createRecordingFeed({ recording, speed })).toThrow(`at least 0, got ${speed}`);
  });
});

describe('a speed', () => {
  it.each([
    ['4', 4],
    ['0.5', 0.5],
    ['0', 0],
    ['max', 0],
    ['', null],
    ['fast', null],
    ['-1', null],
  ])('%j is read as %j', (text, speed) => {
    expect(parseSpeed(text)).toBe(speed);
  });
});
