import { describe, expect, it } from 'vitest';
import type { EventFeed } from '../../../src/emitter/node/eventFeed.js';
import { STREAM_KINDS } from '../../transport/streamKind.js';
import { ask, serve, serveRun, urlOf } from './servedRun.js';
import { createManualFeed } from './testFeeds.js';

describe.each(STREAM_KINDS)('who is served over %s', (kind) => {
  it.each(['https://elsewhere.example', 'null', 'file://', 'nonsense'])(
    'a page of %s is refused, by name',
    async (origin) => {
      const { server } = await serveRun();
      const { status, body, headers } = await ask(kind, urlOf(kind, server), { origin });
      expect([status, headers['access-control-allow-origin']]).toEqual([403, undefined]);
      expect(body).toContain(origin);
      expect(body).toContain('allowedOrigins');
    },
  );

  it('pages of an allowed origin and of this server are served, and so is what is no page', async () => {
    const feed = createManualFeed();
    const server = await serve({ feed, allowedOrigins: ['https://board.example'] });
    const good = kind === 'WebSocket' ? 101 : 200;
    const url = urlOf(kind, server);
    for (const origin of [
      'https://board.example',
      `http://127.0.0.1:${server.port}`,
      `http://localhost:${server.port}`,
    ]) {
      const host = origin.includes('localhost') ? { host: `localhost:${server.port}` } : {};
      expect((await ask(kind, url, { origin, ...host })).status, origin).toBe(good);
    }
    expect((await ask(kind, url)).status).toBe(good);
    expect((await ask(kind, url, { origin: 'https://board.example.net' })).status).toBe(403);
    expect((await ask(kind, url, { origin: 'http://board.example' })).status).toBe(403);
  });

  it('a name that a stranger made resolve to this machine is refused', async () => {
    const { server } = await serveRun();
    const host = `rebound.example:${server.port}`;
    const { status } = await ask(kind, urlOf(kind, server), { origin: `http://${host}`, host });
    expect(status).toBe(403);
  });

  it('an address without events is refused with the one that has them', async () => {
    const { server } = await serveRun();
    const { status, body } = await ask(kind, `${urlOf(kind, server)}/other`);
    expect([status, body]).toEqual([
      404,
      expect.stringMatching(/no events at \/\w+\/other; they are at \/\w+\.$/),
    ]);
  });

  it('a project is found by its id, whatever it holds, also one that came later', async () => {
    const feeds = new Map<string, EventFeed>();
    const server = await serve({ feeds });
    const url = urlOf(kind, server);
    feeds.set('a/b ü', createManualFeed());
    const good = kind === 'WebSocket' ? 101 : 200;
    expect((await ask(kind, `${url}/${encodeURIComponent('a/b ü')}`)).status).toBe(good);
    expect(await ask(kind, `${url}/gone`)).toMatchObject({
      status: 404,
      body: expect.stringContaining("There is no project 'gone' here"),
    });
    expect((await ask(kind, `${url}/__proto__`)).status).toBe(404);
    expect((await ask(kind, `${url}/%zz`)).status).toBe(400);
    expect((await ask(kind, url)).status).toBe(404);
  });
});
