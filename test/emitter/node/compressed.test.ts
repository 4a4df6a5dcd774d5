import {
  createServer,
  get,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import compression from 'compression';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEventStreamHandler } from '../../../src/emitter/node/eventStreamHandler.js';
import { createManualFeed } from './testFeeds.js';

const POINTS = 40;
const ACCEPTED = ['gzip', 'gzip, deflate, br', 'br', 'identity', '*'];

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

async function listen(listener: Listener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await new Promise((resolve) => server.once('listening', resolve));
  return (server.address() as AddressInfo).port;
}

/** What stands before a backend in development: what it is given is passed on, and compressed where that is allowed. */
function passOn(port: number): Listener {
  return ({ url, headers }, response) => {
    httpRequest({ port, host: '127.0.0.1', path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    }).end();
  };
}

/** Reads a stream until all points came, each of them sent once the one before is there. */
async function readPoints(port: number, accepted: string, say: (text: string) => void): Promise<string> {
  const response = await new Promise<IncomingMessage>((resolve) =>
    get({ port, host: '127.0.0.1', headers: { 'accept-encoding': accepted } }, resolve),
  );
  onTestFinished(() => void response.destroy());
  let text = '';
  for (let i = 0; i < POINTS; i += 1) {
    say(`point ${i}`);
    while (!text.includes(`data: point ${i}\n\n`)) {
      const [bytes] = await new Promise<[Buffer]>((resolve) =>
        response.once('data', (part: Buffer) => resolve([part])),
      );
      text += bytes.toString();
    }
  }
  return text;
}

describe.each(ACCEPTED)('server-sent events, asked for with Accept-Encoding: %s', (accepted) => {
  it('come one by one through the compression middleware, on the server itself', async () => {
    const feed = createManualFeed();
    const streams = createEventStreamHandler({ findFeed: () => feed });
    const compress = compression();
    const port = await listen((request, response) =>
      compress(request, response, () => streams.answer(request, response)),
    );
    expect(await readPoints(port, accepted, feed.say)).toContain('point 39');
  });

  it('come one by one through a proxy that compresses', async () => {
    const feed = createManualFeed();
    const streams = createEventStreamHandler({ findFeed: () => feed });
    const pass = passOn(await listen(streams.answer));
    const compress = compression();
    const port = await listen((request, response) =>
      compress(request, response, () => pass(request, response)),
    );
    expect(await readPoints(port, accepted, feed.say)).toContain('point 39');
  });
});
