import type { BrowserCommand } from 'vitest/node';
import type { Emitter } from '../../src/emitter/createEmitter.js';
import { createNodeEmitter } from '../../src/emitter/node/createNodeEmitter.js';
import { serveEvents, type EventServer } from '../../src/emitter/node/serveEvents.js';
import { createTcpProxy, type TcpProxy } from '../transport/tcpProxy.js';

/** A run that an emitter sends in Node, behind a network that breaks on command. */
interface LiveRun {
  /** Starts the run, and serves it to pages of this origin. */
  open(origin: string): Promise<{ readonly webSocketUrl: string; readonly eventSourceUrl: string }>;
  /** Takes so many steps. */
  step(count: number): Promise<void>;
  /** Breaks every connection, and resolves once the server has seen them all go. */
  cut(): Promise<void>;
  /** Ends the run. @returns all that was sent */
  finish(): Promise<readonly string[]>;
  close(): Promise<void>;
}

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** Controls the live run, one at a time. */
    tellLiveRun: <Order extends keyof LiveRun>(
      order: Order,
      ...args: Parameters<LiveRun[Order]>
    ) => ReturnType<LiveRun[Order]>;
  }
}

function createLiveRun(): LiveRun {
  let texts: string[] = [];
  let emitter: Emitter | null = null;
  let server: EventServer | null = null;
  let proxy: TcpProxy | null = null;
  let at = { x: 0, y: 0 };
  return {
    async open(origin) {
      texts = [];
      at = { x: 0.8, y: -0.7 };
      emitter = createNodeEmitter({ projectId: 'p', runId: 'r', send: (text) => void texts.push(text) });
      server = await serveEvents({ feed: emitter, allowedOrigins: [origin], retryMs: 10 });
      proxy = await createTcpProxy(server.port);
      void emitter.surfaceSpec({ kind: 'bowl' });
      void emitter.start(at);
      const toProxy = (url: string): string => url.replace(`:${server?.port}`, `:${proxy?.port}`);
      const { webSocketUrl, eventSourceUrl } = server;
      return { webSocketUrl: toProxy(webSocketUrl), eventSourceUrl: toProxy(eventSourceUrl) };
    },
    async step(count) {
      for (let i = 0; i < count; i += 1) {
        at = { x: 0.96 * at.x, y: 0.96 * at.y };
        void emitter?.step(at);
      }
      await emitter?.flush();
    },
    async cut() {
      proxy?.cut();
      while (server !== null && server.clientCount > 0) await new Promise((resolve) => setImmediate(resolve));
    },
    async finish() {
      await emitter?.finish('converged');
      return texts;
    },
    async close() {
      emitter?.close();
      await Promise.all([server?.close(), proxy?.close()]);
    },
  };
}

const liveRun = createLiveRun();

export const tellLiveRun: BrowserCommand<[order: keyof LiveRun, ...args: never[]]> = (_, order, ...args) =>
  (liveRun[order] as (...args: never[]) => Promise<unknown>)(...args);
