import { expect, it, onTestFinished, vi } from 'vitest';
import WebSocket from 'ws';
import { createWebSocketTransport } from '../../src/transport/webSocketTransport.js';
import { createUpdate } from '../protocol/createMessage.js';
import { connectTransport } from './connectTransport.js';
import { createTransport } from './createTransport.js';
import { addressOf } from './streamKind.js';
import { startStreamServer, type StreamClient, type StreamServer } from './streamServer.js';
import { settle } from '../support/settle.js';

const UPDATE = JSON.stringify(createUpdate());

async function serve(greet: (client: StreamClient) => void): Promise<StreamServer> {
  const server = await startStreamServer({ greet });
  onTestFinished(() => server.kill());
  return server;
}

/** The address of a server that closes its first clients with these codes, and then keeps the next. */
async function serveClosing(...codes: number[]): Promise<string> {
  const server = await serve((client) => {
    const code = codes.shift();
    if (code !== undefined) client.end(code);
  });
  return addressOf('WebSocket', server.port);
}

it.each([1000, 1001, 1011, 4000, 4500])(
  '[LINK-13] connects anew after the server closed with %i',
  async (code) => {
    const { sink } = connectTransport(createTransport('WebSocket', await serveClosing(code)));
    await sink.until(() => sink.statuses().join() === 'connecting,open,waiting,connecting,open');
    expect(sink.states[2]).toMatchObject({ reason: `closed with ${code}` });
  },
);

it.each([1008, 4400, 4401, 4403, 4499])(
  '[LINK-13] is failed after the server closed with %i',
  async (code) => {
    const { sink } = connectTransport(createTransport('WebSocket', await serveClosing(code)));
    await sink.untilStatus('failed');
    expect(sink.state()).toEqual({
      status: 'failed',
      reason: `the server closed the connection with ${code}`,
    });
  },
);

it('[LINK-13] takes the codes that the host names for terminal', async () => {
  const transport = createWebSocketTransport({
    url: await serveClosing(1008, 1000),
    WebSocket,
    backoff: { baseMs: 5, floorMs: 5 },
    isTerminalCode: (code) => code === 1000,
  });
  const { sink } = connectTransport(transport);
  await sink.untilStatus('failed');
  expect(sink.state()).toMatchObject({ reason: 'the server closed the connection with 1000' });
  expect(sink.statuses()).toContain('waiting');
});

it('[LINK-12] goes by its own codes where the host throws over one, and reports that', async () => {
  const fault = new Error('mine');
  const onFault = vi.fn();
  const transport = createWebSocketTransport({
    url: await serveClosing(1000, 1008),
    WebSocket,
    backoff: { baseMs: 5, floorMs: 5 },
    onFault,
    isTerminalCode: () => {
      throw fault;
    },
  });
  const { sink } = connectTransport(transport);
  await sink.untilStatus('failed');
  expect(sink.statuses()).toContain('waiting');
  expect(onFault.mock.calls).toEqual([[fault], [fault]]);
});

it('[LINK-6] asks once for a fresh address after 4401, and a second 4401 is final', async () => {
  let asked = 0;
  const address = await serveClosing(4401, 4401, 4401);
  const transport = createTransport('WebSocket', () => `${address}?${++asked}`);
  const { sink } = connectTransport(transport);
  await sink.untilStatus('failed');
  expect(asked).toBe(2);
});

it.each(['arraybuffer', 'nodebuffer'] as const)(
  '[FRAME-2] reads frames of bytes as UTF-8 (%s)',
  async (binaryType) => {
    /** Gives its frames in this form, whatever it is asked for. */
    class Stubborn extends WebSocket {
      constructor(url: string) {
        super(url);
        this.binaryType = binaryType;
        Object.defineProperty(this, 'binaryType', { get: () => binaryType, set: () => undefined });
      }
    }
    const server = await serve((client) => client.raw(new TextEncoder().encode(`${UPDATE} `)));
    const url = addressOf('WebSocket', server.port);
    const { sink } = connectTransport(createWebSocketTransport({ url, WebSocket: Stubborn }));
    await sink.until(() => sink.texts.length === 1);
    expect(sink.texts).toEqual([`${UPDATE} `]);
    expect(sink.store.getState().messages.read).toBe(1);
  },
);

it('is failed, and throws nothing, where there is no WebSocket', () => {
  const before = globalThis.WebSocket;
  Object.defineProperty(globalThis, 'WebSocket', { value: undefined, configurable: true, writable: true });
  onTestFinished(() => void (globalThis.WebSocket = before));
  const { sink } = connectTransport(createWebSocketTransport({ url: 'ws://127.0.0.1:1' }));
  expect(sink.state()).toEqual({
    status: 'failed',
    reason: 'there is no WebSocket here; give the option `WebSocket`',
  });
});

it('is failed, and throws nothing, where the address is none', () => {
  const { sink } = connectTransport(createWebSocketTransport({ url: 'no address', WebSocket }));
  expect(sink.state()).toMatchObject({
    status: 'failed',
    reason: expect.stringMatching(/^cannot connect: /),
  });
});

it('[LINK-11] ends an attempt that the host closes before it opened', async () => {
  const server = await serve(() => undefined);
  const { sink, connection } = connectTransport(
    createTransport('WebSocket', addressOf('WebSocket', server.port)),
  );
  connection.close();
  // `ws` reports it by an error event, which would end the process without a listener.
  await settle();
  expect(sink.statuses()).toEqual(['connecting', 'closed']);
});

it('keeps each of its connections apart', async () => {
  const server = await serve((client) => client.send(UPDATE));
  const transport = createTransport('WebSocket', addressOf('WebSocket', server.port));
  const one = connectTransport(transport);
  const two = connectTransport(transport);
  one.connection.close();
  await two.sink.until(() => two.sink.texts.length === 1);
  expect(one.sink.texts).toEqual([]);
});
