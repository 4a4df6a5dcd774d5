import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { findOriginRefusal } from '../../../src/emitter/node/findAllowedFeed.js';
import type { FeedAccess } from '../../../src/emitter/node/feedAccess.js';
import { readRecording } from '../../../src/emitter/node/recording.js';

function requestOf(host: string, remoteAddress: string): IncomingMessage {
  const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: remoteAddress });
  const request = new IncomingMessage(socket);
  request.headers.host = host;
  return request;
}

describe('a request without an origin, by a name that the server does not go by', () => {
  const access = (allowsLoopbackPages: boolean): FeedAccess => ({
    findFeed: () => null,
    boundHost: '127.0.0.1',
    allowsLoopbackPages,
  });

  it.each([
    ['board.localhost:80', '127.0.0.1', true, null],
    ['board.localhost:80', '127.0.0.1', false, 403],
    ['board.localhost:80', '192.0.2.7', true, 403],
    ['elsewhere.example', '127.0.0.1', true, 403],
    ['elsewhere.example', '127.0.0.1', false, 403],
  ])(
    '%s from %s is answered where loopback pages are allowed (%s) alone: %s',
    (host, peer, allows, status) => {
      const refusal = findOriginRefusal(requestOf(host, peer), access(allows), true);
      expect(refusal && refusal.status).toBe(status);
    },
  );
});

it.each([1, 2, 3])('a line that is not UTF-8 is named by its number, %d', async (line) => {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let i = 1; i <= 3; i += 1) {
      await Promise.resolve();
      yield Buffer.concat([
        i === line ? Buffer.from([0xff, 0xfe]) : Buffer.from('{"ts": 1}'),
        Buffer.from('\n'),
      ]);
    }
  }
  await expect(readRecording(chunks())).rejects.toThrow(`line ${line} is not UTF-8`);
});
