import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runnerImport } from 'vite';
import { expect, it, onTestFinished, vi } from 'vitest';
import WebSocket from 'ws';
import type { Emitter } from '../../src/emitter.js';
import type { EventServer } from '../../src/emitter/node/index.js';
import { createRunStore, selectShownRun, type RunStore } from '../../src/core.js';
import { createWebSocketTransport, type Transport } from '../../src/transport.js';
import { connectTransport } from '../transport/connectTransport.js';
import { codeBlocksOf, readDocument, ROOT } from './readDocument.js';

const [served = '', mounted = '', client = '', ...rest] = codeBlocksOf(readDocument('docs/backend.md'))
  .filter(({ language }) => language === 'ts')
  .map(({ text }) => text);

type CreateTransport = (create: typeof createWebSocketTransport, store: RunStore, url: string) => Transport;

/** Runs a program of the document on a port of its own. @returns what it calls by these names */
async function run<Names>(program: string, names: string): Promise<Names> {
  const folder = mkdtempSync(path.join(tmpdir(), 'backend-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'program.ts');
  writeFileSync(file, `${program.replaceAll('8000', '0')}\nexport { ${names} };\n`);
  const alias = [
    { find: 'gradient-descent-viz/emitter/node', replacement: path.join(ROOT, 'src/emitter/node/index.ts') },
    { find: 'gradient-descent-viz/emitter', replacement: path.join(ROOT, 'src/emitter.ts') },
  ];
  const { module } = await runnerImport<Names>(file, {
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    resolve: { alias },
  });
  return module;
}

it('docs/backend.md shows a server that a client may come to after the end, for the whole run', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const { server, emitter } = await run<{ server: EventServer; emitter: Emitter }>(served, 'server, emitter');
  onTestFinished(() => server.close());
  expect(log).toHaveBeenCalledExactlyOnceWith(server.webSocketUrl, server.eventSourceUrl);
  log.mockRestore();

  vi.stubGlobal('WebSocket', WebSocket);
  onTestFinished(() => void vi.unstubAllGlobals());
  const store = createRunStore();
  const { createTransport } = await run<{ createTransport: CreateTransport }>(
    `const createTransport = (createWebSocketTransport, store, url) => {\n${client}return transport;\n};`,
    'createTransport',
  );
  const transport = createTransport(createWebSocketTransport, store, server.webSocketUrl);
  const { sink, connection } = connectTransport(transport, store);
  await sink.until(() => selectShownRun(store.getState())?.status === 'finished');
  expect(selectShownRun(store.getState())).toMatchObject({
    path: { length: 101 },
    end: { reason: 'max_steps' },
    hyperparams: { eta: 0.1 },
    spec: { kind: 'bowl', params: { a: 0.4, b: 0.1 } },
  });
  expect(store.getState().diagnosticCounts.size).toBe(0);

  const received = sink.texts.length;
  connection.reconnect();
  void emitter.restart({ x: 0, y: 0 });
  await sink.until(() => selectShownRun(store.getState())?.path.length === 1);
  // Without its position it would have got the surface and the first start again.
  expect(sink.texts).toHaveLength(received + 1);
});

it('docs/backend.md shows a server of the host, with several runs on one socket', async () => {
  const { server } = await run<{ server: Server }>(mounted, 'server');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  if (!server.listening) await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const store = createRunStore();
  const url = `ws://127.0.0.1:${port}/projects/demo`;
  const { sink } = connectTransport(createWebSocketTransport({ url, WebSocket }), store);
  await sink.until(() => store.getState().runs.size === 2);
  expect([...store.getState().runs.values()].map(({ runId }) => runId)).toEqual(['run_1', 'run_2']);
  const elsewhere = await fetch(`http://127.0.0.1:${port}/projects/other`);
  expect(elsewhere.status).toBe(404);
});

it('docs/backend.md shows no other TypeScript', () => {
  expect(rest).toEqual([]);
});
