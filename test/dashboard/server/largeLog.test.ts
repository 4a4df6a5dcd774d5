import { createReadStream, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { LogList } from '../../../src/dashboard/server/answerRequests.js';
import {
  createDashboardServer,
  type DashboardServerOptions,
} from '../../../src/dashboard/server/dashboardServer.js';
import {
  createLogLibrary,
  LARGEST_KEPT_LOG_BYTES,
  type LogLibraryOptions,
} from '../../../src/dashboard/server/logLibrary.js';
import { createFakeClock } from '../../demo/fakeClock.js';
import { openClient } from '../../demo/testServer.js';
import { watch } from '../../emitter/node/servedRun.js';
import { STREAM_KINDS } from '../../transport/streamKind.js';

// Who opens a file, and what becomes of it, is seen from here; all else is as it is.
vi.mock(import('node:fs'), async (importActual) => {
  const fs = await importActual();
  return { ...fs, createReadStream: vi.fn(fs.createReadStream) };
});
const opened = vi.mocked(createReadStream);

const LARGE_BYTES = 17_000_000;

/** A log in a folder that ends with the test. */
function writeLog(content: string): {
  readonly file: string;
  readonly logFiles: ReadonlyMap<string, string>;
} {
  const folder = mkdtempSync(join(tmpdir(), 'dashboard-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'large.ndjson');
  writeFileSync(file, content);
  opened.mockClear();
  return { file, logFiles: new Map([['large', file]]) };
}

/** Lines of many lengths, with characters of one to four bytes: some stand where two chunks of the file meet. */
function createLines(): string[] {
  const lines: string[] = [];
  for (let bytes = 0, i = 0; bytes < LARGE_BYTES; i += 1) {
    const line = `{"ts": ${1_790_000_000_000 + i},  "i": ${i}, "text": "${'aé€𝄞'.repeat((i * 37) % 211)}"}`;
    lines.push(line);
    bytes += Buffer.byteLength(line) + 1;
  }
  return lines;
}

function createLibrary(options: Pick<LogLibraryOptions, 'files'> & Partial<LogLibraryOptions>) {
  const clock = createFakeClock();
  return createLogLibrary({
    computed: new Map(),
    titles: new Map(),
    clock,
    onProblem: console.error,
    ...options,
  });
}

async function start(options: Partial<DashboardServerOptions>) {
  const server = await createDashboardServer({ port: 0, ...options });
  onTestFinished(() => server.close());
  return server;
}

async function fetchLogs(url: string): Promise<LogList['logs']> {
  return ((await (await fetch(new URL('api/logs', url))).json()) as LogList).logs;
}

describe('a log that is too large to be kept', () => {
  it('is listed by its size, and not opened for that', async () => {
    const { file, logFiles } = writeLog('');
    truncateSync(file, 1_000_000_000);
    const server = await start({ logFiles });
    expect(await fetchLogs(server.url)).toEqual([
      {
        id: 'large',
        title: 'Large',
        messages: null,
        durationMs: null,
        runs: null,
        names: [],
        bytes: 1_000_000_000,
      },
    ]);
    expect(opened).not.toHaveBeenCalled();
  });

  it('is so from one byte more than the largest that is kept', async () => {
    const { file, logFiles } = writeLog('');
    const library = createLibrary({ files: logFiles });
    truncateSync(file, LARGEST_KEPT_LOG_BYTES + 1);
    expect((await library.list())[0]).toMatchObject({ messages: null, bytes: LARGEST_KEPT_LOG_BYTES + 1 });
    truncateSync(file, LARGEST_KEPT_LOG_BYTES);
    const [kept] = await library.list();
    expect(kept).toMatchObject({ messages: 1, durationMs: 0 });
    expect(kept).not.toHaveProperty('bytes');
  });

  const lines = createLines();
  it.each(STREAM_KINDS)('over %s is played from its start to each client, byte for byte', async (kind) => {
    const { logFiles } = writeLog(`${lines.join('\n')}\n`);
    const server = await start({ logFiles, speed: 0 });
    const url =
      kind === 'WebSocket'
        ? `ws://127.0.0.1:${server.port}/ws/projects/large`
        : `${server.url}events/projects/large`;
    for (let client = 1; client <= 2; client += 1) {
      const { sink } = watch(kind, url);
      await sink.until(() => sink.texts.length === lines.length);
      // Compared in one piece: a difference in 17 MB is not printed.
      expect(sink.texts.join('\n') === lines.join('\n')).toBe(true);
      expect(opened).toHaveBeenCalledTimes(client);
    }
  });

  it('is played at the pace of its `ts`, with the longest wait that is set, at the speed that is asked for', async () => {
    const text = 'x'.repeat(LARGE_BYTES / 3);
    const { logFiles } = writeLog(
      [0, 1000, 11_000].map((ms) => `{"ts": ${1_790_000_000_000 + ms}, "text": "${text}"}\n`).join(''),
    );
    const clock = createFakeClock();
    const begunMs = clock.now();
    const times: number[] = [];
    const feed = await createLibrary({ files: logFiles, clock, maxGapMs: 2000 }).findFeed('large', 2);
    feed?.attach(() => void times.push(clock.now() - begunMs));
    while (times.length < 3) {
      await vi.waitUntil(() => times.length === 3 || clock.waiting() > 0);
      clock.fireNext();
    }
    expect(times).toEqual([0, 500, 1500]);
  });

  it('is closed when its client goes in the middle of it, with its buffers full', async () => {
    const { logFiles } = writeLog(`${createLines().join('\n')}\n`);
    const server = await start({ logFiles, speed: 0 });
    const { socket } = await openClient(server, '/ws/projects/large');
    socket.pause();
    await vi.waitUntil(() => opened.mock.results.length === 1);
    const stream = opened.mock.results[0]?.value as ReturnType<typeof createReadStream>;
    expect(stream.destroyed).toBe(false);
    socket.terminate();
    await vi.waitUntil(() => stream.destroyed);
    expect(stream.bytesRead).toBeLessThan(LARGE_BYTES);
  });

  it('that cannot be opened any more ends the client’s connection, and the host receives the reason', async () => {
    const { file, logFiles } = writeLog('');
    truncateSync(file, LARGE_BYTES);
    const onProblem = vi.fn();
    const server = await start({ logFiles, onProblem });
    opened.mockImplementationOnce(() => {
      throw new Error('EACCES: permission denied');
    });
    const { socket } = await openClient(server, '/ws/projects/large');
    const code = await new Promise((resolve) => socket.once('close', resolve));
    expect(code).toBe(1001);
    expect(onProblem).toHaveBeenCalledExactlyOnceWith('No more of large.ndjson: EACCES: permission denied');
  });
});
