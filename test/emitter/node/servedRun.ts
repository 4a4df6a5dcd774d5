import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { createNodeEmitter, type NodeEmitterOptions } from '../../../src/emitter/node/createNodeEmitter.js';
import {
  serveEvents,
  type EventServer,
  type ServeEventsOptions,
} from '../../../src/emitter/node/serveEvents.js';
import { createRunStore } from '../../../src/run/runStore.js';
import { connectTransport } from '../../transport/connectTransport.js';
import { createTransport } from '../../transport/createTransport.js';
import type { StreamKind } from '../../transport/streamKind.js';
import { createCollector } from '../createTestEmitter.js';
import { countAttached } from './testFeeds.js';

/** Serves events until the test ends, to clients who come back at once. */
export async function serve(options: ServeEventsOptions): Promise<EventServer> {
  const server = await serveEvents({ retryMs: 10, ...options });
  onTestFinished(() => server.close());
  return server;
}

/** A run whose emitter is served, one event a step, and all that it sent. */
export async function serveRun(options: Partial<NodeEmitterOptions> = {}) {
  const { texts, sink } = createCollector();
  const emitter = createNodeEmitter({
    projectId: 'p',
    runId: 'r',
    maxBatchPoints: 1,
    send: sink,
    ...options,
  });
  onTestFinished(() => emitter.close());
  const feed = countAttached(emitter);
  const server = await serve({ feed });
  return { emitter, feed, server, texts };
}

/** Where a server speaks this kind. */
export function urlOf(kind: StreamKind, server: EventServer, port = server.port): string {
  const url = kind === 'WebSocket' ? server.webSocketUrl : server.eventSourceUrl;
  return url.replace(`:${server.port}`, `:${port}`);
}

/** Connects as our own transport does, and resumes where its store stands. */
export function watch(kind: StreamKind, url: string) {
  const store = createRunStore();
  const address = (): string => {
    const position = store.getState().resumePosition;
    // Server-sent events resume by themselves.
    if (position === null || kind !== 'WebSocket') return url;
    return `${url}?resume=${encodeURIComponent(`${position.epoch}:${position.seq}`)}`;
  };
  return connectTransport(createTransport(kind, address), store);
}

/** An answer over plain HTTP. */
export interface PlainAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Asks for a stream, and reads what comes instead of one; for a stream, its first bytes. */
export function ask(
  kind: StreamKind,
  url: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<PlainAnswer> {
  return new Promise((resolve, reject) => {
    if (kind === 'WebSocket') {
      const socket = new WebSocket(url, { headers });
      socket.once('open', () => {
        socket.terminate();
        resolve({ status: 101, headers: {}, body: '' });
      });
      socket.once('unexpected-response', (_request, response) => {
        let body = '';
        response.on('data', (bytes) => (body += String(bytes)));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      });
      socket.once('error', reject);
      return;
    }
    const request = httpRequest(url, { method, headers, agent: false }, (response) => {
      const { statusCode: status = 0, headers: answered } = response;
      let body = '';
      const finish = (): void => resolve({ status, headers: answered, body });
      response.on('data', (bytes) => {
        body += String(bytes);
        if (answered['content-type'] === 'text/event-stream') response.destroy();
      });
      response.on('close', finish);
    });
    request.on('error', reject);
    request.end();
  });
}
