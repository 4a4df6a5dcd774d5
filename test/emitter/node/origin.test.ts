import { describe, expect, it } from 'vitest';
import { createEventStreamHandler } from '../../../src/emitter/node/eventStreamHandler.js';
import { isHostAllowed, isOriginAllowed } from '../../../src/emitter/node/origin.js';
import { createWebSocketHandler } from '../../../src/emitter/node/webSocketHandler.js';

describe('an origin', () => {
  it.each([
    ['http://localhost', 'localhost', true],
    ['http://localhost', 'localhost:80', true],
    ['https://localhost', 'localhost:443', true],
    ['http://localhost:8000', 'LOCALHOST:8000', true],
    ['http://[::1]:8000', '[::1]:8000', true],
    ['http://[::1]:8000', '[0:0:0:0:0:0:0:1]:8000', true],
    ['http://board:8000', 'Board:8000', true],
    ['http://localhost:8000', '127.0.0.1:8000', false],
    ['http://localhost:8000', 'localhost:8001', false],
    ['http://127.0.0.1.rebound.example', '127.0.0.1.rebound.example', false],
    ['http://localhost.rebound.example', 'localhost.rebound.example', false],
    ['http://localhost:8000', undefined, false],
    ['null', '127.0.0.1', false],
    ['', '', false],
  ])('%s of a server that is asked for as %s: %s', (origin, host, isAllowed) => {
    expect(isOriginAllowed({ origin, host, boundHost: 'Board', allowedOrigins: [] })).toBe(isAllowed);
  });

  it('of a scheme that is not the web is allowed by its own name alone', () => {
    const check = { host: '127.0.0.1', boundHost: '127.0.0.1', allowedOrigins: ['tauri://localhost'] };
    expect(isOriginAllowed({ ...check, origin: 'tauri://localhost' })).toBe(true);
    expect(isOriginAllowed({ ...check, origin: 'chrome-extension://stranger' })).toBe(false);
    expect(isOriginAllowed({ ...check, origin: 'tauri://stranger' })).toBe(false);
  });

  it.each(['localhost:3000', 'board.example', '*', 'null', 'file:///page.html', ''])(
    'that a server is to allow is refused at once where it is none: %j',
    (origin) => {
      const options = { findFeed: () => null, allowedOrigins: ['https://board.example', origin] };
      const expected = `allowedOrigins[1]: expected scheme://host:port, as in 'http://localhost:3000', got '${origin}'`;
      for (const create of [createWebSocketHandler, createEventStreamHandler])
        expect(() => create(options)).toThrow(new RangeError(expected));
    },
  );
});

describe('a host', () => {
  it.each([
    ['127.0.0.1:8000', true],
    ['[::1]:8000', true],
    ['localhost', true],
    ['board:8000', true],
    ['allowed.example:443', true],
    ['allowed.example', true],
    ['allowed.example:8443', false],
    ['rebound.example', false],
    ['localhost.rebound.example', false],
    ['', false],
    [undefined, true],
  ])('%s without an origin: %s', (host, isAllowed) => {
    const allowedOrigins = ['https://allowed.example'];
    expect(isHostAllowed({ host, boundHost: 'Board', allowedOrigins })).toBe(isAllowed);
  });
});
