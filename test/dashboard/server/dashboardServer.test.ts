import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import WebSocket from 'ws';
import type { LogList } from '../../../src/dashboard/server/answerRequests.js';
import type { LiveRun } from '../../../src/dashboard/server/dashboardRun.js';
import {
  createDashboardServer,
  type DashboardServer,
  type DashboardServerOptions,
} from '../../../src/dashboard/server/dashboardServer.js';
import { createNodeEmitter } from '../../../src/emitter/node/createNodeEmitter.js';
import { LOGS_FOLDER, readLines } from '../../demo/testServer.js';
import { createCollector } from '../../emitter/createTestEmitter.js';
import { createManualFeed } from '../../emitter/node/testFeeds.js';
import { ask, watch } from '../../emitter/node/servedRun.js';
import { STREAM_KINDS, type StreamKind } from '../../transport/streamKind.js';

async function start(options: Partial<DashboardServerOptions>): Promise<DashboardServer> {
  const server = await createDashboardServer({ port: 0, ...options });
  onTestFinished(() => server.close());
  return server;
}

function addressOf(kind: StreamKind, { port }: DashboardServer, rest: string): string {
  return kind === 'WebSocket'
    ? `ws://127.0.0.1:${port}/ws/projects/${rest}`
    : `http://127.0.0.1:${port}/events/projects/${rest}`;
}

async function fetchList(server: DashboardServer): Promise<LogList> {
  return (await (await fetch(new URL('api/logs', server.url))).json()) as LogList;
}

function createLiveRun() {
  const { texts, sink } = createCollector();
  const emitter = createNodeEmitter({ projectId: 'live', runId: 'r', maxBatchPoints: 1, send: sink });
  return { emitter, texts, run: { title: 'Live', feed: emitter } satisfies LiveRun };
}

describe('a live run', () => {
  it.each(STREAM_KINDS)('over %s reaches whoever comes, from its start on', async (kind) => {
    const { emitter, texts, run } = createLiveRun();
    const server = await start({ runs: new Map([['live', run]]) });
    void emitter.start({ x: 0, y: 0 });
    const { sink } = watch(kind, addressOf(kind, server, 'live'));
    await sink.until(() => sink.texts.length === 1);
    void emitter.steps([{ x: 0.1, y: 0 }]);
    const late = watch(kind, addressOf(kind, server, 'live?speed=4')).sink;
    void emitter.finish('cancelled');
    await Promise.all([sink, late].map((one) => one.until(() => one.texts.length === 3)));
    expect([sink.texts, late.texts]).toEqual([texts, texts]);
  });

  it('is no text beside its events: whoever counts them counts no heartbeats', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const { emitter, texts, run } = createLiveRun();
    const server = await start({ runs: new Map([['live', run]]) });
    void emitter.start({ x: 0, y: 0 });
    const socket = new WebSocket(addressOf('WebSocket', server, 'live'));
    const seen: string[] = [];
    socket.on('message', (data: Buffer) => void seen.push(data.toString()));
    const pinged = new Promise((resolve) => socket.once('ping', resolve));
    await new Promise((resolve) => socket.once('message', resolve));
    vi.advanceTimersByTime(15_000);
    await pinged;
    void emitter.finish('cancelled');
    await new Promise((resolve) => socket.once('close', resolve).on('message', () => socket.close()));
    expect(seen).toEqual(texts);
  });

  it('is listed first, as live, and takes the place of a log of its name', async () => {
    const runs = new Map<string, LiveRun>([['real-iris', createLiveRun().run]]);
    const server = await start({ logsFolder: LOGS_FOLDER, runs });
    const { logs } = await fetchList(server);
    expect(logs[0]).toMatchObject({ id: 'real-iris', title: 'Live', isLive: true });
    expect(logs.filter(({ id }) => id === 'real-iris')).toHaveLength(1);
    runs.delete('real-iris');
    expect((await fetchList(server)).logs.some(({ isLive }) => isLive)).toBe(false);
  });

  it('has its grids served as they come', async () => {
    const assets = new Map<string, Uint8Array>();
    const runs = new Map<string, LiveRun>([['live', { ...createLiveRun().run, assets }]]);
    const server = await start({ runs });
    const url = new URL('grids/1.f32', server.url);
    expect((await fetch(url)).status).toBe(404);
    assets.set('/grids/1.f32', new Uint8Array([1, 2, 3, 4]));
    const response = await fetch(url);
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([1, 2, 3, 4]);
  });

  it('may have a feed for each who comes, who is asked with his address', async () => {
    const asked: (string | undefined)[] = [];
    const feed = createManualFeed();
    const run: LiveRun = {
      title: 'Relayed',
      feed: ({ url }) => {
        asked.push(url);
        return feed;
      },
    };
    const server = await start({ runs: new Map([['relayed', run]]) });
    await ask('WebSocket', addressOf('WebSocket', server, 'relayed?resume=e%3A1'));
    expect(asked).toEqual(['/ws/projects/relayed?resume=e%3A1']);
    expect(feed.arrivals[0]?.resumeFrom).toBe('e:1');
  });
});

describe('a log', () => {
  it.each(STREAM_KINDS)('over %s is played from its start, each message whole', async (kind) => {
    const server = await start({ logsFolder: LOGS_FOLDER });
    const lines = readLines('real-nan-regression').map(String);
    const { sink } = watch(kind, addressOf(kind, server, 'real-nan-regression?speed=max'));
    await sink.until(() => sink.texts.length === lines.length);
    expect(sink.texts).toEqual(lines);
  });

  it('may be a file of its own, by the id that it was given', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dashboard-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'any.txt'), '{"ts": 1}\n');
    const logFiles = new Map([['my-run', join(folder, 'any.txt')]]);
    const server = await start({ logFiles });
    expect((await fetchList(server)).logs).toMatchObject([{ id: 'my-run', title: 'My run', messages: 1 }]);
    const { status } = await ask('WebSocket', addressOf('WebSocket', server, 'any'));
    expect(status).toBe(404);
  });

  it('that is not there is refused by its name, and a speed that is none by what it says', async () => {
    const server = await start({ logsFolder: LOGS_FOLDER });
    for (const kind of STREAM_KINDS) {
      expect(await ask(kind, addressOf(kind, server, 'gone'))).toMatchObject({
        status: 404,
        body: "There is no log 'gone' here.",
      });
      expect(await ask(kind, addressOf(kind, server, 'real-iris?speed=fast'))).toMatchObject({
        status: 400,
        body: "speed: expected a number of at least 0, or max, got 'fast'.",
      });
    }
  });
});
