import { describe, expect, it } from 'vitest';
import { isLoopbackAddress, isLoopbackName, isLoopbackPage } from '../../../src/emitter/node/loopback.js';

const LOCAL = {
  origin: 'http://localhost:3000',
  host: '127.0.0.1:8000',
  boundHost: '127.0.0.1',
  peerAddress: '127.0.0.1',
};

describe('a page of the loopback', () => {
  it.each([
    'http://localhost:3000',
    'http://localhost',
    'https://localhost:3000',
    'http://LOCALHOST:3000',
    'http://localhost.:3000',
    'http://board.localhost:3000',
    'http://a.b.localhost',
    'http://127.0.0.1:3000',
    'http://127.0.0.1',
    'http://127.255.0.9:3000',
    'http://[::1]:3000',
    'http://[0:0:0:0:0:0:0:1]:3000',
    'http://[::ffff:127.0.0.1]:3000',
  ])('is one of %s', (origin) => {
    expect(isLoopbackPage({ ...LOCAL, origin })).toBe(true);
  });

  it.each([
    'null',
    '',
    'nonsense',
    'localhost:3000',
    'file://',
    'file:///tmp/page.html',
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'http://evil.example',
    'http://evil-localhost',
    'http://xlocalhost:3000',
    'http://localhost@evil.example',
    'http://evil.example#localhost',
    'http://evil.example?localhost',
    'http://localhost%2eevil.example',
    'http://128.0.0.1:3000',
    'http://0.0.0.0:3000',
    'http://192.168.1.4:3000',
    'http://10.0.0.1',
    'http://[::2]:3000',
    'http://[::]:3000',
    'http://[::ffff:10.0.0.1]:3000',
    'http://[fe80::1]:3000',
    'chrome-extension://localhost',
    'tauri://localhost',
    'ftp://localhost',
    'http://localhost:3000, http://evil.example',
    undefined,
  ])('is none of %s', (origin) => {
    expect(isLoopbackPage({ ...LOCAL, origin })).toBe(false);
  });

  it.each(['localhost:8000', 'LOCALHOST', '[::1]:8000', '127.0.0.1', '127.9.9.9:8000', 'a.localhost:8000'])(
    'may ask for %s',
    (host) => {
      expect(isLoopbackPage({ ...LOCAL, host })).toBe(true);
    },
  );

  it.each([
    'rebound.example:8000',
    'localhost.rebound.example',
    '192.168.1.4:8000',
    '0.0.0.0:8000',
    '',
    undefined,
    '%',
  ])(
    'may not ask for %s, which a stranger can have made resolve to this machine, or which is not the loopback',
    (host) => {
      expect(isLoopbackPage({ ...LOCAL, host })).toBe(false);
    },
  );

  it.each(['0.0.0.0', '::', '192.168.1.4', 'board', 'board.example', 'localhost.example', ''])(
    'is not let in where the server listens on %s',
    (boundHost) => {
      expect(isLoopbackPage({ ...LOCAL, boundHost })).toBe(false);
    },
  );

  it.each(['localhost', 'LocalHost', '127.0.0.1', '127.0.0.2', '::1', '::ffff:127.0.0.1'])(
    'is let in where the server listens on %s',
    (boundHost) => {
      expect(isLoopbackPage({ ...LOCAL, boundHost })).toBe(true);
    },
  );

  it.each(['192.168.1.4', '::ffff:192.168.1.4', 'fe80::1', '::', '0.0.0.0', '', undefined])(
    'is not let in where its connection comes from %s',
    (peerAddress) => {
      expect(isLoopbackPage({ ...LOCAL, peerAddress })).toBe(false);
    },
  );
});

it('an address of the loopback is one in any spelling', () => {
  for (const address of [
    '127.0.0.1',
    '127.1.2.3',
    '::1',
    '0:0:0:0:0:0:0:1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
  ])
    expect(isLoopbackAddress(address), address).toBe(true);
  for (const address of [
    '128.0.0.1',
    '126.255.255.255',
    '::2',
    '::ffff:8000:1',
    'localhost',
    '127.0.0.1.example',
  ])
    expect(isLoopbackAddress(address), address).toBe(false);
});

it('a name of the loopback ends in localhost as a whole label', () => {
  expect(
    ['localhost', 'a.localhost', 'localhost.', '[::1]', '127.0.0.1'].filter(isLoopbackName),
  ).toHaveLength(5);
  expect(['', '.', 'alocalhost', 'localhost.a', 'localhost..', '[::2]'].filter(isLoopbackName)).toEqual([]);
});
