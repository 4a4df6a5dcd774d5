import { once } from 'node:events';
import { createServer as createHttpServer, request, type Server } from 'node:http';
import {
  connect,
  createServer as createTcpServer,
  type AddressInfo,
  type Server as TcpServer,
  type Socket,
} from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createNodeEmitter } from '../../../src/emitter/node/createNodeEmitter.js';
import type { Sink } from '../../../src/emitter/emittedEvent.js';
import { createCollector } from '../createTestEmitter.js';

/** A bus on a socket of its own, which can go down and come back on the same port. */
interface Bus {
  readonly sink: Sink;
  readonly taken: string[];
  /** Ends every connection and listens no more. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

const STEPS = 4000;
/** Attempts that fail before a bus comes back. */
const FAILURES = 4;
const RETRY_MS = 2;

async function listen(server: TcpServer, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Each event is a request; what is not answered with 204 was not taken. */
async function createHttpBus(): Promise<Bus> {
  const taken: string[] = [];
  let server: Server | null = null;
  let port = 0;
  const bus: Bus = {
    taken,
    sink: (text) =>
      new Promise((resolve, reject) => {
        const post = request({ port, host: '127.0.0.1', method: 'POST' }, (response) => {
          response.resume();
          if (response.statusCode === 204) resolve();
          else reject(new Error(`HTTP ${response.statusCode}`));
        });
        post.on('error', reject);
        post.end(text);
      }),
    async stop() {
      const closed = once(server!, 'close');
      server!.close();
      server!.closeAllConnections();
      server = null;
      await closed;
    },
    async start() {
      server = createHttpServer((asked, response) => {
        let text = '';
        asked.on('data', (bytes) => (text += String(bytes)));
        asked.on('end', () => {
          if (server === null) return;
          taken.push(text);
          response.writeHead(204).end();
        });
      });
      port = await listen(server, port);
    },
  };
  await bus.start();
  return bus;
}

/** Lines on one connection, each acknowledged by a byte; one that ends before has taken nothing more. */
async function createTcpBus(): Promise<Bus> {
  const taken: string[] = [];
  const sockets = new Set<Socket>();
  let server = createTcpServer();
  let isUp = false;
  let port = 0;
  let link: Socket | null = null;
  const bus: Bus = {
    taken,
    sink: (text) =>
      new Promise((resolve, reject) => {
        if (link === null || link.destroyed) {
          link = connect(port, '127.0.0.1');
          link.on('error', () => undefined);
        }
        const used = link;
        const settle = (): void => {
          used.off('data', onTaken).off('close', onGone);
        };
        const onTaken = (): void => {
          settle();
          resolve();
        };
        const onGone = (): void => {
          settle();
          reject(new Error('the connection broke'));
        };
        used.on('data', onTaken).on('close', onGone);
        used.write(`${text}\n`);
      }),
    async stop() {
      isUp = false;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      link?.destroy();
      await closed;
    },
    async start() {
      isUp = true;
      server = createTcpServer((socket) => {
        sockets.add(socket);
        socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
        let line = '';
        socket.on('data', (bytes) => {
          line += String(bytes);
          if (!isUp || !line.endsWith('\n')) return;
          taken.push(line.trimEnd());
          line = '';
          socket.write('.');
        });
      });
      port = await listen(server, port);
    },
  };
  await bus.start();
  return bus;
}

it.each([
  ['HTTP', createHttpBus],
  ['TCP', createTcpBus],
])(
  'a bus over %s that is down for some attempts, in mid-run and at the end, takes what was said',
  async (_, create) => {
    const bus = await create();
    onTestFinished(() => bus.stop());
    let failures = 0;
    let outages = 0;
    const emitter = createNodeEmitter({
      projectId: 'p',
      runId: 'r',
      send: bus.sink,
      maxBatchPoints: 1,
      retryMs: RETRY_MS,
      onProblem: ({ code }) => {
        if (code !== 'send_failed') return;
        failures += 1;
        if (failures % FAILURES !== 0) return;
        outages += 1;
        void bus.start();
      },
    });
    onTestFinished(() => emitter.close());
    const said = createCollector();
    emitter.attach(said.sink);

    void emitter.surfaceSpec({ kind: 'bowl' });
    await emitter.start({ x: 0, y: 0 });
    for (let step = 1; step <= STEPS; step += 1) {
      if (step === STEPS / 2) await bus.stop();
      await emitter.step({ x: step / STEPS, y: 0 });
    }
    expect((await emitter.flush()).complete).toBe(true);
    await bus.stop();
    const report = await emitter.finish('max_steps');
    expect(report).toEqual({ complete: true, behind: 0 });
    expect(said.texts).toHaveLength(STEPS + 3);
    expect(bus.taken).toEqual(said.texts);
    expect(outages).toBe(2);
  },
);
