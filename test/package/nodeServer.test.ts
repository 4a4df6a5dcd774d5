import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createHostApp, type HostApp } from './hostApp.js';

const { tarball } = inject('packed');

const BACKEND = `
import WebSocket from 'ws';
import { createNodeEmitter, serveEvents } from 'gradient-descent-viz/emitter/node';

const emitter = createNodeEmitter({ projectId: 'p', runId: 'r' });
const server = await serveEvents({ feed: emitter });
void emitter.start({ x: 0.5, y: 0.5 });
void emitter.finish('converged');
const names = [];
const socket = new WebSocket(server.webSocketUrl);
socket.on('message', async (data) => {
  names.push(JSON.parse(String(data)).event.name);
  if (names.length < 2) return;
  console.log(names.join(' '));
  await server.close();
});
`;

let app: HostApp;
beforeAll(() => {
  app = createHostApp(tarball, [], {});
});
afterAll(() => app.remove());

it('a backend without React and without a store serves a run, and ends when its server is closed', () => {
  const { status, stdout, stderr } = app.run(BACKEND);
  expect(stderr).toBe('');
  expect(stdout.trim()).toBe('GD_PATH_STARTED GD_PATH_FINISHED');
  expect(status).toBe(0);
});
