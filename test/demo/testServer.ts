import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { createDemoServer } from '../../demo/demoServer.js';
import type { DashboardServer, DashboardServerOptions } from '../../src/dashboard/server/dashboardServer.js';

/** The recorded logs of the package. */
export const LOGS_FOLDER = fileURLToPath(new URL('../fixtures/logs', import.meta.url));

/** Ids of the recorded logs. */
export const LOG_IDS: readonly string[] = readdirSync(LOGS_FOLDER)
  .filter((name) => name.endsWith('.ndjson'))
  .map((name) => name.replace(/\.ndjson$/, ''));

/** A log's lines, read in the plainest way. */
export function readLines(id: string): Buffer[] {
  const bytes = readFileSync(`${LOGS_FOLDER}/${id}.ndjson`);
  const lines = bytes.toString('latin1').split('\n').slice(0, -1);
  return lines.map((line) => Buffer.from(line, 'latin1'));
}

/** Starts a server that ends with the test; without the training, which other tests cover. */
export async function startServer(options: Partial<DashboardServerOptions> = {}): Promise<DashboardServer> {
  const server = await createDemoServer({ logsFolder: LOGS_FOLDER, port: 0, runs: new Map(), ...options });
  onTestFinished(() => server.close());
  return server;
}

/** A WebSocket client that keeps what it receives, as bytes. */
export interface TestClient {
  readonly socket: WebSocket;
  readonly messages: Buffer[];
  /** Resolves once `count` messages have come. */
  received(count: number): Promise<void>;
}

/**
 * Opens a socket that ends with the test.
 * @throws Error `Unexpected server response: 403` if the server refuses it
 */
export async function openClient(
  server: DashboardServer,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<TestClient> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers });
  const messages: Buffer[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) throw new Error('The log came as binary.');
    messages.push(data);
    for (const { count, resolve } of waiting) if (messages.length >= count) resolve();
  });
  onTestFinished(() => socket.terminate());
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return {
    socket,
    messages,
    received: (count) =>
      new Promise((resolve) => {
        if (messages.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
  };
}

/** The status of a GET whose path is sent as it is written, dots and all. */
export function getStatus(server: DashboardServer, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: server.port, path, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

/** Whether anything listens on a port of this machine. */
export function isPortTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
