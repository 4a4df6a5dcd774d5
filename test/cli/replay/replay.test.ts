import path from 'node:path';
import { getEventListeners, once } from 'node:events';
import WebSocket from 'ws';
import { describe, expect, it, vi } from 'vitest';
import { createLogFeed, playLog, type PlayedLog } from '../../../src/emitter/node/logFeed.js';
import { readLog } from '../../fixtures/readLog.js';
import { createFakeClock } from '../../transport/fakeClock.js';
import { runCommand, startCommand } from '../runCommand.js';
import { createFaultlessLog, renderLog } from '../validate/faultyLogs.js';

const FILE = path.join(import.meta.dirname, '../../fixtures/logs/real-iris.ndjson');
const LOG = readLog('real-iris');

describe('replay', () => {
  it('plays a log byte for byte to whoever connects, over both kinds of link', async () => {
    const replay = startCommand(['replay', FILE, '--speed', 'max']);
    const [, socketUrl = ''] = await replay.stdout.waitFor(/^WebSocket +(ws:\S+)\n/);
    const [, streamUrl = ''] = await replay.stdout.waitFor(/server-sent events +(http:\S+)\n/);
    for (const url of [socketUrl, streamUrl, socketUrl]) {
      const record = startCommand(['record', url]);
      await record.stdout.waitFor(/"seq": 248[^\n]*\n/);
      record.interrupt();
      await record.exitCode;
      expect(record.stdout.text).toBe(`${LOG.join('\n')}\n`);
    }
    replay.interrupt();
    expect(await replay.exitCode).toBe(0);
    expect(replay.stderr.text).toBe('');
  });

  it('lets pages of other origins connect if it is set to, and no others', async () => {
    const replay = startCommand(['replay', FILE, '--allow-origin', 'http://localhost:3000/page']);
    const [, url = ''] = await replay.stdout.waitFor(/^WebSocket +(ws:\S+)\n/);
    const allowed = new WebSocket(url, { origin: 'http://localhost:3000' });
    await once(allowed, 'open');
    allowed.terminate();
    const refused = new WebSocket(url, { origin: 'http://elsewhere' });
    const [error] = (await once(refused, 'error')) as [Error];
    expect(error.message).toContain('403');
    replay.interrupt();
    expect(await replay.exitCode).toBe(0);
  });

  it('writes to a pipe if it is set to, from a pipe too', async () => {
    const { stdout, exitCode } = await runCommand(['replay', FILE, '--stdout', '--speed', 'max']);
    expect(stdout).toBe(`${LOG.join('\n')}\n`);
    expect(exitCode).toBe(0);
    const stdin = renderLog(createFaultlessLog());
    const piped = await runCommand(['replay', '-', '--stdout', '--speed', '0'], { stdin });
    expect(piped.stdout).toBe(stdin);
    const served = await runCommand(['replay', '-'], { stdin });
    expect(served.exitCode).toBe(1);
    expect(served.stderr).toContain('can be played once alone');
  });

  it('exits with 1 where the port is taken', async () => {
    const first = startCommand(['replay', FILE]);
    const [, port = ''] = await first.stdout.waitFor(/^WebSocket +ws:\/\/127\.0\.0\.1:(\d+)/);
    const { exitCode, stderr } = await runCommand(['replay', FILE, '--port', port]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`Port ${port}`);
    first.interrupt();
    await first.exitCode;
  });
});

describe('playLog', () => {
  /** Plays three events whose times are 0, 1,000 and 11,000 ms. @returns when each was sent, by the clock */
  async function play(speed: number, maxGapMs: number): Promise<number[]> {
    const clock = createFakeClock();
    const times: number[] = [];
    const text = [0, 1000, 11_000].map((ms) => `{"ts": ${1_790_000_000_000 + ms}}\n`).join('');
    const begunMs = clock.now();
    const playing = playLog(
      { open: () => chunksOf(text), speed, maxGapMs, clock },
      () => void times.push(clock.now() - begunMs),
      new AbortController().signal,
    );
    const state = { isOver: false };
    void playing.then(() => (state.isOver = true));
    while (!state.isOver) {
      await new Promise(setImmediate);
      clock.advance(50);
    }
    return times;
  }

  it('sends each message when it is due, faster or with shorter gaps if it is set to', async () => {
    expect(await play(1, Infinity)).toEqual([0, 1000, 11_000]);
    expect(await play(4, Infinity)).toEqual([0, 250, 2750]);
    expect(await play(1, 2000)).toEqual([0, 1000, 3000]);
    expect(await play(0, Infinity)).toEqual([0, 0, 0]);
  });

  it('reads no further than its sink takes', async () => {
    let read = 0;
    async function* open(): AsyncGenerator<Uint8Array> {
      for (; read < 1000; read++) {
        await Promise.resolve();
        yield Buffer.from('{"ts": 1}\n');
      }
    }
    const stop = new AbortController();
    const taken: string[] = [];
    const playing = playLog(
      { open, speed: 0, maxGapMs: Infinity, clock: createFakeClock() },
      (text) => {
        taken.push(text);
        return taken.length < 5
          ? undefined
          : new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve()));
      },
      stop.signal,
    );
    const ended = expect(playing).rejects.toThrow('stopped');
    await new Promise(setImmediate);
    expect(taken).toHaveLength(5);
    expect(read).toBeLessThan(6);
    stop.abort(new Error('stopped'));
    await ended;
  });

  it('has one listener on its signal while it plays, and none when it has ended', async () => {
    const { signal } = new AbortController();
    const counts: number[] = [];
    await playLog(
      {
        open: () => chunksOf('{"ts": 1}\n'.repeat(3)),
        speed: 0,
        maxGapMs: Infinity,
        clock: createFakeClock(),
      },
      () => {
        counts.push(getEventListeners(signal, 'abort').length);
        return new Promise((resolve) => setImmediate(resolve));
      },
      signal,
    );
    expect(counts).toEqual([1, 1, 1]);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('a feed of a log', () => {
  /** Counts how many of its logs are open. */
  function createCountedLog(lines: readonly string[]): PlayedLog & { readonly opened: () => number } {
    let opened = 0;
    async function* open(): AsyncGenerator<Uint8Array> {
      opened += 1;
      try {
        for (const line of lines) {
          await Promise.resolve();
          yield Buffer.from(`${line}\n`);
        }
      } finally {
        opened -= 1;
      }
    }
    return { open, speed: 0, maxGapMs: Infinity, clock: createFakeClock(), opened: () => opened };
  }

  const never = new Promise<void>(() => undefined);

  it('closes the log of a client that goes while it has a message to take', async () => {
    const log = createCountedLog(['{"ts": 1}', '{"ts": 2}']);
    const onProblem = vi.fn();
    const taken: string[] = [];
    const detach = createLogFeed(log, onProblem).attach((text) => {
      taken.push(text);
      return never;
    });
    await new Promise(setImmediate);
    expect([taken, log.opened()]).toEqual([['{"ts": 1}'], 1]);
    detach();
    await new Promise(setImmediate);
    expect([taken, log.opened()]).toEqual([['{"ts": 1}'], 0]);
    expect(onProblem).not.toHaveBeenCalled();
  });

  it.each([
    ['never takes it', () => never],
    ['fails', () => Promise.reject(new Error('it has gone'))],
  ])('closes the log of a client that goes as it is handed a message, and %s', async (_, answer) => {
    const log = createCountedLog(['{"ts": 1}', '{"ts": 2}']);
    const onProblem = vi.fn();
    const onEnd = vi.fn();
    const detach = createLogFeed(log, onProblem).attach(
      () => {
        detach();
        return answer();
      },
      { onEnd },
    );
    await new Promise(setImmediate);
    expect(log.opened()).toBe(0);
    expect([onProblem.mock.calls, onEnd.mock.calls]).toEqual([[], []]);
  });

  it('reads no further for a client that has gone, where what is left holds no message', async () => {
    let read = 0;
    const gone = new AbortController();
    async function* open(): AsyncGenerator<Uint8Array> {
      for (; read < 1000; read++) {
        if (read === 3) gone.abort();
        await Promise.resolve();
        yield Buffer.from('\n');
      }
    }
    const feed = createLogFeed(
      { open, speed: 0, maxGapMs: Infinity, clock: createFakeClock() },
      () => undefined,
    );
    gone.signal.addEventListener(
      'abort',
      feed.attach(() => undefined),
    );
    await new Promise(setImmediate);
    expect(read).toBe(3);
  });
});

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield Buffer.from(text);
}
