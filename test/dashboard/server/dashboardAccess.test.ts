import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { LogList } from '../../../src/dashboard/server/answerRequests.js';
import type { LiveRun } from '../../../src/dashboard/server/dashboardRun.js';
import {
  createDashboardServer,
  type DashboardServerOptions,
} from '../../../src/dashboard/server/dashboardServer.js';
import { ask } from '../../emitter/node/servedRun.js';
import { createManualFeed } from '../../emitter/node/testFeeds.js';

const PLAIN = 'server-sent events';

async function start(options: Partial<DashboardServerOptions>) {
  const onProblem = vi.fn();
  const server = await createDashboardServer({ port: 0, onProblem, ...options });
  onTestFinished(() => server.close());
  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    ask(PLAIN, new URL(path, server.url).href, headers);
  return { server, get, onProblem };
}

function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dashboard-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function createRun(rest: Partial<LiveRun> = {}): ReadonlyMap<string, LiveRun> {
  const assets = new Map([['/grids/1.f32', new Uint8Array(4)]]);
  return new Map([['live', { title: 'Live', feed: createManualFeed(), assets, ...rest }]]);
}

it('a page whose domain a stranger made resolve to this machine reads neither page, list nor grids', async () => {
  const staticFolder = createFolder();
  writeFileSync(join(staticFolder, 'index.html'), 'page');
  const { get, server } = await start({ runs: createRun(), staticFolder });
  for (const path of ['/', '/api/logs', '/grids/1.f32']) {
    const refused = await get(path, { host: `rebound.example:${server.port}` });
    expect([refused.status, refused.body], path).toEqual([403, expect.stringContaining('rebound.example')]);
    expect((await get(path, { host: `localhost:${server.port}` })).status, path).toBe(200);
  }
});

it('a page of an allowed origin may read the grids that its stream names, and others nothing', async () => {
  const { get } = await start({ runs: createRun(), allowedOrigins: ['https://board.example'] });
  const allowed = await get('/grids/1.f32', { origin: 'https://board.example' });
  expect([allowed.status, allowed.headers['access-control-allow-origin']]).toEqual([
    200,
    'https://board.example',
  ]);
  expect(allowed.headers.vary).toBe('Origin');
  const stranger = await get('/grids/1.f32', { origin: 'https://stranger.example' });
  expect([stranger.status, stranger.headers['access-control-allow-origin']]).toEqual([403, undefined]);
});

it('a run that cannot be computed costs those who ask for it an answer, and the host alone receives the reason', async () => {
  const compute = (): never => {
    throw new Error('the data set is gone');
  };
  const { get, onProblem } = await start({ computed: new Map([['iris', { title: 'Iris', compute }]]) });
  const { status, body } = await get('/grids/any.f32');
  expect([status, body]).toEqual([500, expect.not.stringContaining('data set')]);
  expect(onProblem).toHaveBeenCalledExactlyOnceWith('No answer for /grids/any.f32: the data set is gone');
  expect((await get('/api/logs')).status).toBe(200);
});

it('a logs folder that is gone is reported to the host, by its path, and not to the page', async () => {
  const logsFolder = createFolder();
  const { get, onProblem } = await start({ logsFolder });
  rmSync(logsFolder, { recursive: true });
  const { status, body } = await get('/api/logs');
  expect([status, body]).toEqual([500, expect.not.stringContaining(logsFolder)]);
  expect(onProblem).toHaveBeenCalledWith(expect.stringContaining(logsFolder));
});

it('a live run whose detail fails is listed without it', async () => {
  const runs = createRun({ detail: () => Promise.reject(new Error('no device')) });
  const { get, onProblem } = await start({ runs });
  const { logs } = JSON.parse((await get('/api/logs')).body) as LogList;
  expect(logs).toMatchObject([{ id: 'live', title: 'Live' }]);
  expect(onProblem).toHaveBeenCalledExactlyOnceWith('No detail of live: no device');
});

it('files and folders whose names begin with a dot are not served', async () => {
  const staticFolder = createFolder();
  mkdirSync(join(staticFolder, '.git', 'refs'), { recursive: true });
  mkdirSync(join(staticFolder, 'assets'));
  for (const path of ['.env', '.git/config', '.git/refs/head', 'assets/a.js'])
    writeFileSync(join(staticFolder, path), 'x');
  const { get } = await start({ staticFolder });
  for (const path of ['/.env', '/.git/config', '/.git/refs/head', '/..%2f..%2fetc/passwd', '/assets//a.js'])
    expect((await get(path)).status, path).toBe(404);
  expect((await get('/assets/a.js')).status).toBe(200);
});
