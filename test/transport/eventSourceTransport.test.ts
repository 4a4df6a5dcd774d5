import { expect, it, onTestFinished } from 'vitest';
import { createEventSourceTransport } from '../../src/transport/eventSourceTransport.js';
import { createUpdate } from '../protocol/createMessage.js';
import { connectTransport } from './connectTransport.js';
import { createTransport } from './createTransport.js';
import { createFakeClock } from './fakeClock.js';
import { addressOf } from './streamKind.js';
import { startStreamServer, type StreamHandler, type StreamServer } from './streamServer.js';

const UPDATE = JSON.stringify(createUpdate());
const KIND = 'server-sent events';

async function serve(handler: StreamHandler): Promise<StreamServer> {
  const server = await startStreamServer(handler);
  onTestFinished(() => server.kill());
  return server;
}

/** A connection whose requests are answered by these answers in turn, without a network. */
function answer(...answers: (() => Response)[]): ReturnType<typeof connectTransport> & {
  readonly clock: ReturnType<typeof createFakeClock>;
  readonly requests: { readonly headers: Record<string, string> }[];
} {
  const clock = createFakeClock();
  const requests: { headers: Record<string, string> }[] = [];
  const transport = createEventSourceTransport({
    url: 'http://fake/',
    clock,
    random: () => 0.5,
    fetch: (_url, init) => {
      requests.push({ headers: init!.headers as Record<string, string> });
      return Promise.resolve(answers.shift()!());
    },
  });
  return { ...connectTransport(transport), clock, requests };
}

/** An answer with this event stream, which stays open unless it is to end. */
function stream(text: string, type = 'text/event-stream', ends = true): () => Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text));
      if (ends) controller.close();
    },
  });
  return () => new Response(body, { headers: { 'Content-Type': type } });
}

const status =
  (code: number, headers: Record<string, string> = {}) =>
  (): Response =>
    new Response(null, { status: code, headers });

it('[SSE-2] names the last event that it received when it connects anew', async () => {
  const server = await serve({
    greet(client) {
      const last = Number(client.request.headers['last-event-id'] ?? 0);
      for (let i = last + 1; i <= last + 3; i++) {
        client.send(JSON.stringify(createUpdate({ step_start: i }, { seq: i })), String(i));
      }
      if (last < 6) client.end();
    },
  });
  const { sink } = connectTransport(createTransport(KIND, addressOf(KIND, server.port)));
  await sink.until(() => sink.texts.length === 9);
  expect(server.clients.map(({ request }) => request.headers['last-event-id'])).toEqual([
    undefined,
    '3',
    '6',
  ]);
  expect(sink.store.getState().points).toMatchObject({ carried: 9, placed: 9 });
});

it('[SSE-2] writes the last id in UTF-8, and forgets it when the server says so', async () => {
  const { sink, requests, clock } = answer(
    stream('id: Zürich-3\ndata: {}\n\n'),
    stream('id\ndata: {}\n\n'),
    stream('', 'text/event-stream', false),
  );
  for (const done of [1, 2]) {
    await sink.until(() => sink.statuses().filter((one) => one === 'waiting').length === done);
    clock.advance(2000);
  }
  await sink.untilStatus('open');
  const ids = requests.map(({ headers }) => headers['Last-Event-ID']);
  expect(ids).toEqual([undefined, Buffer.from('Zürich-3').toString('latin1'), undefined]);
});

it('[LINK-2] waits as long as `retry:` says, and the draw beside it', async () => {
  const { sink } = answer(stream('retry: 7000\n\ndata: {}\n\n'));
  await sink.untilStatus('waiting');
  expect(sink.state()).toMatchObject({ retryInMs: 7550, reason: 'the server ended its response' });
});

it.each([
  [503, { 'Retry-After': '7' }, 7550],
  [503, { 'Retry-After': new Date(1_700_000_005_000).toUTCString() }, 5550],
  [503, { 'Retry-After': new Date(0).toUTCString() }, 550],
  [503, { 'Retry-After': 'soon' }, 550],
  [500, {}, 550],
  [502, {}, 550],
  [429, { 'Retry-After': '3' }, 3550],
  [408, {}, 550],
  [425, {}, 550],
])('[SSE-1, LINK-2] tries again after HTTP %i with %j, in %i ms', async (code, headers, retryInMs) => {
  const { sink } = answer(status(code, headers));
  await sink.untilStatus('waiting');
  expect(sink.state()).toMatchObject({ retryInMs, reason: `the server answered HTTP ${code}` });
});

it.each([
  [400, 'failed'],
  [401, 'failed'],
  [403, 'failed'],
  [404, 'failed'],
  [410, 'failed'],
  [204, 'closed'],
])('[SSE-1] ends after HTTP %i: %s', async (code, end) => {
  const { sink } = answer(status(code));
  await sink.until(() => sink.states.length > 1);
  expect(sink.state()).toEqual({ status: end, reason: `the server answered HTTP ${code}` });
});

it.each(['text/html; charset=utf-8', 'text/event-stream-not', 'application/json'])(
  '[SSE-1] is failed where the content is of type %s',
  async (type) => {
    const { sink } = answer(stream('<p>', type));
    await sink.untilStatus('failed');
    expect(sink.state()).toMatchObject({
      reason: `expected a content of type text/event-stream, got ${type}`,
    });
  },
);

it.each(['text/event-stream', 'text/event-stream; charset=utf-8', 'Text/Event-Stream;charset=UTF-8'])(
  'reads a content of type %s',
  async (type) => {
    const { sink } = answer(stream(`data: ${UPDATE}\n\n`, type));
    await sink.until(() => sink.texts.length === 1);
    expect(sink.texts).toEqual([UPDATE]);
  },
);

it('[LINK-6] asks for headers anew at each attempt', async () => {
  const seen: (string | undefined)[] = [];
  const server = await serve({
    refuse({ headers }) {
      seen.push(headers.authorization);
      return headers.authorization === 'Bearer 2' ? null : { status: 401 };
    },
    greet: (client) => client.send(UPDATE),
  });
  let issued = 0;
  const transport = createEventSourceTransport({
    url: addressOf(KIND, server.port),
    headers: () => Promise.resolve({ Authorization: `Bearer ${++issued}` }),
    backoff: { baseMs: 5, floorMs: 5 },
  });
  const { sink } = connectTransport(transport);
  await sink.until(() => sink.texts.length === 1);
  expect(seen).toEqual(['Bearer 1', 'Bearer 2']);
});

it('[SSE-3] does not deliver an event that the end of the response cut short', async () => {
  const { sink } = answer(stream(`data: ${UPDATE}\n\ndata: ${UPDATE.slice(0, 50)}`));
  await sink.untilStatus('waiting');
  expect(sink.texts).toEqual([UPDATE]);
});
