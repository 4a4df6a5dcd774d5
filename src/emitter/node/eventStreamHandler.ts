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

/** Which feeds a server gives as server-sent events, to whom, and how it keeps links up. */
export interface EventStreamHandlerOptions extends FeedAccess {
  /** @defaultValue 15,000 — milliseconds between two comments that only show that the link is alive; a client that takes nothing for two is gone */
  readonly heartbeatMs?: number;
  /** @defaultValue 1,000 — milliseconds that a client is to wait before it comes back */
  readonly retryMs?: number;
  /** @defaultValue the machine's */
  readonly clock?: Clock;
}

/** Gives feeds as server-sent events, on a server of the host's. */
export interface EventStreamHandler {
  /** Clients that are connected. */
  readonly clientCount: number;
  /** Answers one request: with a feed, from its `Last-Event-ID` on; with what a page may ask before; or with a refusal. */
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
  /** Ends every response, and lets no further one begin. */
  close(): void;
}

/** What a page of another origin may send along, which is asked for before (CORS). */
const PREFLIGHT: OutgoingHttpHeaders = {
  'Access-Control-Allow-Methods': 'GET',
  'Access-Control-Allow-Headers': 'Authorization, Last-Event-ID',
  'Access-Control-Max-Age': 600,
};
/** For the words of an error. */
const WHERE = 'createEventStreamHandler';
const CLOSED = { status: 503, message: 'The server is closing.' };

interface StreamClient {
  readonly response: ServerResponse;
  readonly progress: LinkProgress;
  stuckBeats: number;
  /** Detaches it, and looks after it no more. */
  readonly leave: () => void;
}

/**
 * Creates what answers the requests for a stream of a server: `createServer(handler.answer)`.
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
    // A client whose machine is gone answers nothing, and only the system's own probes show it.
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
    // A page that may not read anything here may not read why, either.
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
        // Nobody waits for a slow one to read to the end.
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
    // Compression, in a server's middleware or a proxy, would hold events back until its block is full.
    'Cache-Control': 'no-cache, no-transform',
    // So would nginx until its buffer is.
    'X-Accel-Buffering': 'no',
    ...createCorsHeaders(request),
  });
  response.write(`retry: ${retryMs}\n\n`);
}

/** @returns what detaches it */
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
    // A response that breaks closes, and is detached then.
    return new Promise((resolve) => response.once('drain', resolve));
  };
}

/** A line break in a message, which only a foreign log has, is one between two lines of data. */
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
    // What is refused now may be there in a moment, and a 404 may be kept by whoever passes it on.
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(retryAfterS === undefined
      ? {}
      : { 'Retry-After': retryAfterS, 'Access-Control-Expose-Headers': 'Retry-After' }),
    ...headers,
  });
  response.end(message);
}
