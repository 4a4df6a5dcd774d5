import { once } from 'node:events';
import WebSocket, { type RawData } from 'ws';
import { afterEach, describe, expect, it } from 'vitest';
import { createDashboardServer } from '../../../src/dashboard/server/dashboardServer.js';
import { createRelay } from '../../../src/cli/serve/relayFeed.js';
import { createNodeEmitter, serveEvents } from '../../../src/emitter/node/index.js';
import { startBackend } from '../record/backend.js';
import { settle } from '../../support/settle.js';

const toClose: { close(): unknown }[] = [];
afterEach(async () => {
  for (const server of toClose.splice(0)) await server.close();
  problems.length = 0;
});

/** What the relay said to the person at the terminal. */
const problems: string[] = [];

function keep<Server extends { close(): unknown }>(server: Server): Server {
  toClose.push(server);
  return server;
}

/** A dashboard before a backend. @returns the address of the page's socket */
async function serveBackend(backendUrl: string, headers: Record<string, string> = {}): Promise<string> {
  const runs = new Map([
    [
      'backend',
      { title: 'backend', feed: createRelay(backendUrl, headers, (sentence) => problems.push(sentence)) },
    ],
  ]);
  const { url } = keep(await createDashboardServer({ runs, port: 0 }));
  return `${url.replace('http', 'ws')}ws/projects/backend`;
}

function connectPage(url: string): { readonly socket: WebSocket; readonly texts: string[] } {
  const socket = new WebSocket(url);
  const texts: string[] = [];
  socket.on('message', (data: RawData) => texts.push((data as Buffer).toString()));
  socket.on('error', () => undefined);
  toClose.push({ close: () => socket.terminate() });
  return { socket, texts };
}

async function waitUntil(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await settle(1);
}

describe('a relay to a backend', () => {
  it('gives each page a connection of its own, with what the page asks for and the headers of the command', async () => {
    const asked: unknown[] = [];
    const backend = keep(
      await startBackend((socket, request, count) => {
        asked.push([request.url, request.headers.authorization]);
        socket.send(`{"to": ${count}}`);
      }),
    );
    const url = await serveBackend(`${backend.url}?token=t`, { Authorization: 'Bearer b' });
    const first = connectPage(url);
    await waitUntil(() => first.texts.length === 1);
    const second = connectPage(`${url}?resume=e%3A7`);
    await waitUntil(() => second.texts.length === 1);
    expect([first.texts, second.texts]).toEqual([['{"to": 0}'], ['{"to": 1}']]);
    expect(asked).toEqual([
      ['/ws?token=t', 'Bearer b'],
      ['/ws?token=t&resume=e%3A7', 'Bearer b'],
    ]);
  });

  it('passes a message through that the page may find too long, and says of one that it cannot carry how long it was', async () => {
    const long = `"${'x'.repeat(9_000_000)}"`;
    const longer = `"${'y'.repeat(40_000_000)}"`;
    const backend = keep(
      await startBackend((socket) => [longer, long, '{"last": 1}'].forEach((text) => socket.send(text))),
    );
    const { texts } = connectPage(await serveBackend(backend.url));
    await waitUntil(() => texts.length === 2);
    expect(texts.map((text) => text.length)).toEqual([long.length, 11]);
    expect(problems).toEqual(['A message of 40000002 characters, more than 33554432, was not passed on.']);
  });

  it('passes every message through in its order, as it came', async () => {
    const sent = Array.from({ length: 500 }, (_, i) => `{"i": ${i},  "text": "\u00e9"}`);
    const backend = keep(await startBackend((socket) => sent.forEach((text) => socket.send(text))));
    const page = connectPage(await serveBackend(backend.url));
    await waitUntil(() => page.texts.length === sent.length);
    expect(page.texts).toEqual(sent);
  });

  it('gives a page that comes in mid-run the whole run, and reads server-sent events as well', async () => {
    const emitter = createNodeEmitter({ projectId: 'p', runId: 'r' });
    const server = keep(await serveEvents({ feed: emitter }));
    await emitter.start({ x: 0, y: 0 });
    for (let step = 1; step <= 20; step++) await emitter.step({ x: step / 100, y: 0 });
    const page = connectPage(await serveBackend(server.eventSourceUrl));
    await waitUntil(() => page.texts.length > 0);
    for (let step = 21; step <= 40; step++) await emitter.step({ x: step / 100, y: 0 });
    await emitter.finish('max_steps');
    await waitUntil(() => page.texts.some((text) => text.includes('GD_PATH_FINISHED')));
    const steps = new Set(
      page.texts.flatMap((text) => {
        const { event } = JSON.parse(text) as {
          event?: { name: string; payload: { step_start: number; points: unknown[] } };
        };
        if (event?.name !== 'GD_PATH_UPDATE') return event?.name === 'GD_PATH_STARTED' ? [0] : [];
        return event.payload.points.map((_, i) => event.payload.step_start + i);
      }),
    );
    expect([...steps].sort((a, b) => a - b)).toEqual(Array.from({ length: 41 }, (_, i) => i));
  });

  it('closes the page’s socket where the backend is down, or breaks off, so that the page comes back', async () => {
    const backend = keep(await startBackend((socket) => socket.send('{}', () => socket.terminate())));
    const url = await serveBackend(backend.url);
    const page = connectPage(url);
    const [code] = (await once(page.socket, 'close')) as [number];
    expect(code).toBe(1001);
    expect(page.texts).toEqual(['{}']);
    backend.close();
    const late = connectPage(url);
    const [lateCode, reason] = (await once(late.socket, 'close')) as [number, Buffer];
    expect(lateCode).toBe(1001);
    expect(reason.toString()).toContain('did not open');
  });

  it('closes its connection to the backend when the page leaves', async () => {
    let open = 0;
    const backend = keep(
      await startBackend((socket) => {
        open += 1;
        socket.on('close', () => (open -= 1));
        socket.send('{}');
      }),
    );
    const page = connectPage(await serveBackend(backend.url));
    await waitUntil(() => page.texts.length === 1);
    expect(open).toBe(1);
    page.socket.close();
    await waitUntil(() => open === 0);
  });
});
