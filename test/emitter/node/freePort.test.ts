import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { listenOnFreePort } from '../../../src/emitter/node/listenOnFreePort.js';

it('a server whose port is taken listens on a free one after it', async () => {
  const host = '127.0.0.1';
  const [first, next] = [createServer(), createServer()];
  onTestFinished(() => {
    first.close();
    next.close();
  });
  const taken = await listenOnFreePort(first, host, 0);
  const port = await listenOnFreePort(next, host, taken);
  expect(port).toBeGreaterThan(taken);
  expect(port).toBeLessThan(taken + 50);
  expect(next.address()).toMatchObject({ address: host, port });
});
