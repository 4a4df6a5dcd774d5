import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import type { GridHost, GridLoadOptions } from '../../../src/surface/grid/index.js';
import { systemClock } from '../../../src/host/systemClock.js';

/** A server that a test asks for grids. */
export interface GridServer {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** Every request that came, in its order. */
  readonly requests: readonly IncomingMessage[];
  /** Responses whose connection broke before they had ended. */
  readonly broken: () => number;
  /** Resolves once `broken()` is `count`. */
  untilBroken(count: number): Promise<void>;
}

type Answer = (request: IncomingMessage, response: ServerResponse, nth: number) => void;

const closings: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closings.splice(0).map((close) => close()));
});

/** Starts a server that lives as long as the test. */
export async function startGridServer(answer: Answer): Promise<GridServer> {
  const requests: IncomingMessage[] = [];
  const onBroken: (() => void)[] = [];
  let broken = 0;
  const server = createServer((request, response) => {
    response.on('close', () => {
      if (response.writableFinished) return;
      broken++;
      for (const listener of onBroken) listener();
    });
    // Writing to a connection that the client has ended.
    response.on('error', () => undefined);
    answer(request, response, requests.push(request) - 1);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  closings.push(async () => {
    const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    broken: () => broken,
    untilBroken: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (broken === count) resolve();
        };
        onBroken.push(look);
        look();
      }),
  };
}

/** The machine's own host; waits between attempts take a hundredth of their time. */
export const testHost: GridHost = {
  URL,
  AbortController,
  now: () => performance.now() * 100,
  startTimer: (onTime, delayMs) => systemClock.startTimer(onTime, delayMs / 100),
  random: () => 0.5,
};

/** Options of a load with real sockets. Times are those of the production, a hundred times as fast. */
export function createOptions(options: Partial<GridLoadOptions> = {}): GridLoadOptions {
  return { host: testHost, fetchAsset: fetch, ...options };
}
