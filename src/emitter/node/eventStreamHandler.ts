import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Clock } from '../../host/clock.js';
import { describeError } from '../../host/describeError.js';
import { readCount, readMeasure } from '../../protocol/checkOption.js';
import { ClientPlaces } from './clientPlaces.js';
import type { EventFeed, FeedSink } from './eventFeed.js';
import { createCorsHeaders, findAllowedFeed, findOriginRefusal, isFeed } from './findAllowedFeed.js';
import { reportProblem, type FeedAccess, type FeedRefusal } from './feedAccess.js';
import { BEATS_UNTIL_GONE, Heartbeat, HEARTBEAT_MS, SLOW_CLIENT_BYTES } from './heartbeat.js';
import { LinkProgress } from './linkProgress.js';
import { assertOrigins } from './origin.js';
import { RequestTurns } from './requestTurns.js';
import { readResumePosition } from './resumePosition.js';
import { SendTurns } from './sendTurns.js';
import { systemClock } from '../../host/systemClock.js';

/** Which feeds a server serves as server-sent events, to which clients, and how it keeps links open. */
export interface EventStreamHandlerOptions extends FeedAccess {
  /** @defaultValue 15,000 — milliseconds between two comments that show that the link is alive; a client that reads nothing for two of them counts as gone */
  readonly heartbeatMs?: number;
  /** @defaultValue 1,000 — milliseconds that a client is to wait before it reconnects */
  readonly retryMs?: number;
  /** @defaultValue the machine's */
  readonly clock?: Clock;
}

/** Serves feeds as server-sent events, on a server of the host's. */
export interface EventStreamHandler {
  /** Clients that are connected. */
  readonly clientCount: number;
  /** Answers one request: with a feed, from its `Last-Event-ID` on; with the answer to a CORS preflight; or with a refusal. */
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
  /** Ends every response and refuses further requests. */
  close(): void;
}

/** Headers of the answer to a CORS preflight: what a page of another origin may send. */
const PREFLIGHT: OutgoingHttpHeaders = {
  'Access-Control-Allow-Methods': 'GET',
  'Access-Control-Allow-Headers': 'Authorization, Last-Event-ID',
  'Access-Control-Max-Age': 600,
};
/** Named in the text of an error. */
const WHERE = 'createEventStreamHandler';
const CLOSED = { status: 503, message: 'The server is closing.' };

interface StreamClient {
  readonly response: ServerResponse;
  readonly progress: LinkProgress;
  stuckBeats: number;
  /** Detaches the client and stops its heartbeats. */
  readonly leave: () => void;
}

/**
 * Creates the handler of a server's requests for streams: `createServer(handler.answer)`.
 * @throws RangeError for an `allowedOrigins` that cannot be read, a `heartbeatMs` below 1, or a `retryMs` below 0
 */
export function createEventStreamHandler(options: EventStreamHandlerOptions): EventStreamHandler {
  const { clock = systemClock } = options;
  const heartbeatMs = readMeasure(WHERE, options, 'heartbeatMs', HEARTBEAT_MS, 1);
  const retryMs = readCount(WHERE, options, 'retryMs', 1000);
  assertOrigins(options.allowedOrigins);
  const heartbeat = new Heartbeat<StreamClient>(clock, heartbeatMs, beat);
  const places = new ClientPlaces(options);
  const turns = new RequestTurns();
  const sends = new SendTurns();
  let isClosed = false;

  function serve(request: IncomingMessage, response: ServerResponse, feed: EventFeed): void {
    const { socket } = request;
    // If a client's machine is gone, only TCP keep-alive shows it.
    socket.setKeepAlive(true, heartbeatMs);
    begin(request, response, retryMs);
    const detach = attachResponse(request, response, feed, options, sends);
    const client: StreamClient = { response, progress: new LinkProgress(socket), stuckBeats: 0, leave };
    heartbeat.add(client);
    function leave(): void {
      response.off('close', leave);
      if (heartbeat.remove(client)) detach();
    }
    response.on('close', leave);
  }

  async function answerGet(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await findAllowedFeed(request, options, true, places, response);
    if (response.destroyed || request.socket.destroyed) return;
    if (isClosed) refuse(response, CLOSED);
    else if (isFeed(answer)) serve(request, response, answer);
    // A page of a refused origin may not read the reason either.
    else refuse(response, answer, answer.status === 403 ? {} : createCorsHeaders(request));
  }

  return {
    get clientCount() {
      return heartbeat.clientCount;
    },
    answer: (request, response) => {
      if (request.method === 'GET') turns.take(request, response, () => void answerGet(request, response));
      else if (request.method === 'OPTIONS') {
        const refusal = findOriginRefusal(request, options, true);
        if (refusal !== null) refuse(response, refusal);
        else response.writeHead(204, { ...PREFLIGHT, ...createCorsHeaders(request) }).end();
      } else {
        response.setHeader('Allow', 'GET, OPTIONS');
        refuse(response, { status: 405, message: 'A stream of events is asked for with GET.' });
      }
    },
    close() {
      isClosed = true;
      for (const { response, leave } of heartbeat.list()) {
        leave();
        response.end();
        // A slow client is not waited for until it has read everything.
        if (response.writableLength > 0) response.destroy();
      }
    },
  };
}

function beat(client: StreamClient): void {
  const { response, progress } = client;
  client.stuckBeats = progress.look() === 'stuck' ? client.stuckBeats + 1 : 0;
  if (client.stuckBeats >= BEATS_UNTIL_GONE) response.destroy();
  else if (!response.writableEnded && response.writableLength < SLOW_CLIENT_BYTES) response.write(':\n\n');
}

function begin(request: IncomingMessage, response: ServerResponse, retryMs: number): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    // `no-transform`: compression, in a middleware or a proxy, would hold events back until its block is full.
    'Cache-Control': 'no-cache, no-transform',
    // nginx would hold events back until its buffer is full.
    'X-Accel-Buffering': 'no',
    ...createCorsHeaders(request),
  });
  response.write(`retry: ${retryMs}\n\n`);
}

/** @returns a function that detaches it */
function attachResponse(
  request: IncomingMessage,
  response: ServerResponse,
  feed: EventFeed,
  access: FeedAccess,
  sends: SendTurns,
): () => void {
  response.on('error', () => undefined);
  try {
    const resumeFrom = readResumePosition(request);
    return feed.attach(sends.pace(createResponseSink(response)), { resumeFrom, onEnd: () => response.end() });
  } catch (error) {
    reportProblem(access, `A feed took no client: ${describeError(error)}`);
    response.end();
    return () => undefined;
  }
}

function createResponseSink(response: ServerResponse): FeedSink {
  return (text, { position }) => {
    response.write(formatEvent(text, position));
    if (response.writableLength < SLOW_CLIENT_BYTES) return;
    // Never settles if the response breaks: it then closes, and is detached.
    return new Promise((resolve) => response.once('drain', resolve));
  };
}

/** A line break in a message, which only logs of others have, separates two `data` lines. */
function formatEvent(text: string, position: string | null): string {
  const id = position === null || /[\r\n\0]/.test(position) ? '' : `id: ${position}\n`;
  return `${id}data: ${text.replaceAll(/\r\n|\r|\n/g, '\ndata: ')}\n\n`;
}

function refuse(
  response: ServerResponse,
  { status, message, retryAfterS }: FeedRefusal,
  headers: OutgoingHttpHeaders = {},
): void {
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    // Caches may keep a 404, though the feed may exist a moment later.
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(retryAfterS === undefined
      ? {}
      : { 'Retry-After': retryAfterS, 'Access-Control-Expose-Headers': 'Retry-After' }),
    ...headers,
  });
  response.end(message);
}
