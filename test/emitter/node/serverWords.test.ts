import { expect, it } from 'vitest';
import { mount } from './mountHandlers.js';
import { ask, serve } from './servedRun.js';
import { createManualFeed } from './testFeeds.js';

it.each([
  [
    'one feed',
    { feed: createManualFeed() },
    'Events are at /ws (WebSocket) and /events (server-sent events).\n',
  ],
  [
    'a feed for each project',
    { feeds: new Map([['a', createManualFeed()]]) },
    'Events are at /ws/projects/:id (WebSocket) and /events/projects/:id (server-sent events).\n',
  ],
])('a server of %s says at its root where the events are', async (_, feeds, text) => {
  const server = await serve(feeds);
  const answer = await fetch(server.url);
  expect([answer.status, await answer.text()]).toEqual([200, text]);
});

it('a stream that is asked for with POST is refused with the method to use', async () => {
  const { addressOf } = await mount({ findFeed: () => createManualFeed() });
  expect(await ask('server-sent events', addressOf('server-sent events'), {}, 'POST')).toMatchObject({
    status: 405,
    headers: { allow: 'GET, OPTIONS' },
    body: 'A stream of events is asked for with GET.',
  });
});
