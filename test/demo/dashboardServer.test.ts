import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { LogList } from '../../src/dashboard/server/answerRequests.js';
import { createFakeClock } from './fakeClock.js';
import { getStatus, isPortTaken, LOG_IDS, openClient, readLines, startServer } from './testServer.js';

function createFolder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'dashboard-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

describe('a socket', () => {
  it.each(LOG_IDS)('receives %s byte for byte and in order', async (id) => {
    const server = await startServer();
    const client = await openClient(server, `/ws/projects/${id}?speed=max`);
    const lines = readLines(id);
    await client.received(lines.length);
    expect(Buffer.concat(client.messages).equals(Buffer.concat(lines))).toBe(true);
    expect(client.messages.map(({ length }) => length)).toEqual(lines.map(({ length }) => length));
  });

  it('is played to from the start, whenever it comes', async () => {
    const server = await startServer({ speed: 0 });
    const lines = readLines('real-iris').map(String);
    const first = await openClient(server, '/ws/projects/real-iris');
    await first.received(10);
    const second = await openClient(server, '/ws/projects/real-iris');
    await Promise.all([first.received(lines.length), second.received(lines.length)]);
    expect(first.messages.map(String)).toEqual(lines);
    expect(second.messages.map(String)).toEqual(lines);
  });

  it('receives a large log whole when it stops reading for a while', async () => {
    const line = 'x'.repeat(500_000);
    const logsFolder = createFolder({ 'large.ndjson': `${line}\n`.repeat(40) });
    const server = await startServer({ logsFolder, speed: 0 });
    const client = await openClient(server, '/ws/projects/large');
    client.socket.pause();
    // Another client's whole playing passes while this one does not read.
    await (await openClient(server, '/ws/projects/large')).received(40);
    client.socket.resume();
    await client.received(40);
    expect(client.messages.every((message) => message.length === line.length)).toBe(true);
  });

  it('stays open and silent after the last message', async () => {
    const clock = createFakeClock();
    const server = await startServer({ clock });
    const client = await openClient(server, '/ws/projects/real-steps1?speed=max');
    await client.received(16);
    await new Promise((resolve) => client.socket.once('pong', resolve).ping());
    expect(client.socket.readyState).toBe(client.socket.OPEN);
    expect(client.messages).toHaveLength(16);
    expect(clock.waiting()).toBe(0);
  });

  it('leaves no timer behind when its client goes away in the middle', async () => {
    const clock = createFakeClock();
    const server = await startServer({ clock });
    const client = await openClient(server, '/ws/projects/real-iris');
    await client.received(1);
    expect(clock.waiting()).toBe(1);
    client.socket.terminate();
    await vi.waitFor(() => expect(clock.waiting()).toBe(0));
  });

  it.each(['0.5x', '', '-1', 'NaN', 'Infinity'])('is refused with 400 for the speed %j', async (speed) => {
    const server = await startServer();
    await expect(openClient(server, `/ws/projects/real-iris?speed=${speed}`)).rejects.toThrow('400');
  });

  it.each([
    '/ws/projects/nothing',
    '/ws/projects/',
    '/ws/projects/real-iris/more',
    '/ws/projects/real-iris.ndjson',
    '/elsewhere',
    '/ws/projects/..%2f..%2fpackage',
    '/ws/projects/..%2flogs%2freal-iris',
    '/ws/projects/%2e%2e%2flogs%2freal-iris',
    '/ws/projects/real-iris%00',
    '/ws/projects/__proto__',
  ])('is refused with 404 for %s', async (path) => {
    const server = await startServer();
    await expect(openClient(server, path)).rejects.toThrow('404');
  });

  it('is refused with 400 for an address that cannot be decoded', async () => {
    const server = await startServer();
    await expect(openClient(server, '/ws/projects/%zz')).rejects.toThrow('400');
  });
});

describe('an origin', () => {
  const path = '/ws/projects/real-steps0?speed=max';

  it.each(['https://elsewhere.example', 'http://127.0.0.1:1', 'null', 'file://', 'nonsense'])(
    'other than the page is refused with 403: %s',
    async (origin) => {
      const server = await startServer();
      await expect(openClient(server, path, { origin })).rejects.toThrow('403');
    },
  );

  it('is accepted when it is the page itself, by address or as localhost', async () => {
    const server = await startServer();
    const own = await openClient(server, path, { origin: `http://127.0.0.1:${server.port}` });
    const host = `localhost:${server.port}`;
    const local = await openClient(server, path, { origin: `http://${host}`, host });
    await Promise.all([own.received(13), local.received(13)]);
  });

  it('is accepted when it is missing: no browser', async () => {
    const client = await openClient(await startServer(), path);
    await client.received(13);
  });

  it('is accepted when it is allowed, and a neighbour of it is not', async () => {
    const server = await startServer({ allowedOrigins: ['https://board.example'] });
    await openClient(server, path, { origin: 'https://board.example' });
    await expect(openClient(server, path, { origin: 'http://board.example' })).rejects.toThrow('403');
    await expect(openClient(server, path, { origin: 'https://board.example.net' })).rejects.toThrow('403');
  });

  it('is refused when a stranger made its name resolve to this machine', async () => {
    const server = await startServer();
    const host = `rebound.example:${server.port}`;
    await expect(openClient(server, path, { origin: `http://${host}`, host })).rejects.toThrow('403');
  });
});

describe('the list of logs', () => {
  it('states the facts of every log', async () => {
    const server = await startServer({ speed: 4 });
    const list = (await (await fetch(new URL('api/logs', server.url))).json()) as LogList;
    expect(list.speed).toBe(4);
    expect(list.logs.map(({ id }) => id).sort()).toEqual([...LOG_IDS, 'iris-true-loss'].sort());
    expect(list.logs.find(({ id }) => id === 'real-two-runs-concurrent')).toMatchObject({
      title: 'Two runs at once',
      messages: 378,
      durationMs: 6057,
      runs: 2,
    });
    const iris = list.logs.find(({ id }) => id === 'real-iris');
    expect(iris?.names).toEqual(expect.arrayContaining(['LOSS_SURFACE_SPEC_READY', 'GD_PATH_UPDATE']));
  });

  it('leaves out a log that is not UTF-8, names it, and goes on', async () => {
    const broken = new Uint8Array([0x7b, 0x7d, 0x0a, 0xff, 0x0a]);
    const logsFolder = createFolder({
      'broken.ndjson': broken,
      'my-first_run.ndjson': '{}\n',
      'notes.txt': '',
    });
    const onProblem = vi.fn();
    const server = await startServer({ logsFolder, onProblem });
    const list = (await (await fetch(new URL('api/logs', server.url))).json()) as LogList;
    expect(list.logs.map(({ title }) => title)).toEqual(['Iris, true loss', 'My first run']);
    expect(onProblem).toHaveBeenCalledWith('Left out broken.ndjson: line 2 is not UTF-8');
    await expect(openClient(server, '/ws/projects/broken')).rejects.toThrow('500');
  });
});

describe('the page', () => {
  it('is served, and nothing beside its folder', async () => {
    const outer = createFolder({ 'package.json': '{}' });
    const staticFolder = createFolder({ 'index.html': '<p>page</p>' });
    const server = await startServer({ staticFolder });
    expect(await (await fetch(server.url)).text()).toBe('<p>page</p>');
    const beside = outer.split('/').at(-1) ?? '';
    for (const up of ['..', '%2e%2e', '..%2f..', '%2e%2e%2f', '.%2e', '..\\', '..%5c']) {
      expect(await getStatus(server, `/${up}/${beside}/package.json`), up).toBe(404);
    }
    expect(await getStatus(server, '/%zz')).toBe(404);
    expect(await getStatus(server, '/%2e%2e/')).toBe(404);
  });

  it('takes no other method than GET and HEAD', async () => {
    const server = await startServer();
    const response = await fetch(new URL('api/logs', server.url), { method: 'POST', body: '{}' });
    expect(response.status).toBe(405);
  });
});

describe('the server', () => {
  it('takes the next free port when one is in use', async () => {
    const first = await startServer();
    const second = await startServer({ port: first.port });
    expect(second.port).toBeGreaterThan(first.port);
    expect(await getStatus(second, '/api/logs')).toBe(200);
  });

  it('says so when no port is left', async () => {
    const other = createServer().listen(65_535, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    onTestFinished(() => void other.close());
    await expect(startServer({ port: 65_535 })).rejects.toThrow('Ports 65535 to 65535');
  });

  it('listens on this machine only', async () => {
    const server = await startServer();
    expect(server.url).toBe(`http://127.0.0.1:${server.port}/`);
  });

  it('ends every connection and timer when it is closed, twice as well as once', async () => {
    const clock = createFakeClock();
    const server = await startServer({ clock });
    const client = await openClient(server, '/ws/projects/real-iris');
    await client.received(1);
    const ended = new Promise((resolve) => client.socket.once('close', resolve));
    await Promise.all([server.close(), server.close()]);
    await ended;
    await vi.waitFor(() => expect(clock.waiting()).toBe(0));
    expect(await isPortTaken(server.port)).toBe(false);
  });

  it('closes while a socket is still being opened', async () => {
    const server = await startServer();
    const opening = openClient(server, '/ws/projects/real-diabetes').then(
      ({ socket }) => new Promise((resolve) => socket.once('close', resolve)),
      () => 'refused',
    );
    await server.close();
    await opening;
  });
});
