import { describe, expect, it } from 'vitest';
import { playLog } from '../../../src/emitter/node/logFeed.js';
import { createFakeClock } from '../../transport/fakeClock.js';
import { runCommand } from '../runCommand.js';

const MESSAGES = ['{"ts": 1, "a": 1}', '{"ts": 2, "b": "é😀"}', '{"ts": 3, "c": 3}'];
const LINE_ENDS = ['\n', '\r\n', '\r'];

/** A stream as a client writes it down: an id and data each, a comment between, with the given end. */
function streamOf(end: string, last: string): string {
  return (
    MESSAGES.map((message, i) => [`id: e:${i}`, `data: ${message}`].join(end)).join(
      `${end}${end}:${end}${end}`,
    ) + last
  );
}

/** What is played of a log that comes in chunks of so many bytes. */
async function play(log: string, chunkBytes: number): Promise<string[]> {
  const bytes = Buffer.from(log);
  async function* open(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      await Promise.resolve();
      yield bytes.subarray(at, at + chunkBytes);
    }
  }
  const played: string[] = [];
  await playLog(
    { open, speed: 0, maxGapMs: Infinity, clock: createFakeClock() },
    (text) => void played.push(text),
    new AbortController().signal,
  );
  return played;
}

describe('a stream of server-sent events that was written down', () => {
  it.each(LINE_ENDS.flatMap((end) => ['', end, end + end].map((last) => [end, last] as const)))(
    'is played to its last event: lines end with %j, the stream with %j',
    async (end, last) => {
      for (const chunkBytes of [1, 2, 3, 7, 1000])
        expect(await play(streamOf(end, last), chunkBytes), `chunks of ${chunkBytes}`).toEqual(MESSAGES);
    },
  );

  it.each(LINE_ENDS)(
    'is played up to the middle of an event where it was cut: lines end with %j',
    async (end) => {
      const whole = streamOf(end, end + end);
      const cut = whole.slice(0, whole.indexOf('"c"'));
      expect(await play(cut, 5)).toEqual([...MESSAGES.slice(0, 2), '{"ts": 3, ']);
      expect(await play(whole.slice(0, whole.indexOf('id: e:2') + 4), 5)).toEqual(MESSAGES.slice(0, 2));
    },
  );

  it.each(LINE_ENDS)('is written to a pipe with its last event: lines end with %j', async (end) => {
    const { stdout, exitCode } = await runCommand(['replay', '-', '--stdout', '--speed', 'max'], {
      stdin: streamOf(end, ''),
    });
    expect([stdout, exitCode]).toEqual([`${MESSAGES.join('\n')}\n`, 0]);
  });
});
