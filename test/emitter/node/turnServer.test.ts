import { expect, it } from 'vitest';
import { createTurnServer } from '../../../src/emitter/node/turnServer.js';

it('a server of ours waits ten seconds for the head of a request, thirty for all of it, and looks every five', () => {
  const server = createTurnServer(() => undefined);
  expect(server).toMatchObject({ headersTimeout: 10_000, requestTimeout: 30_000 });
  // Node reads it as the server begins to listen, and shows it nowhere else.
  expect(server).toHaveProperty('connectionsCheckingInterval', 5000);
});
