import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Clock } from '../../host/clock.js';
import { describeError } from '../../host/describeError.js';
import { readMeasure } from '../../protocol/checkOption.js';
import { ClientPlaces } from './clientPlaces.js';
import type { EventFeed } from './eventFeed.js';
import { findAllowedFeed, isFeed } from './findAllowedFeed.js';
import { reportProblem, type FeedAccess, type FeedRefusal } from './feedAccess.js';
import { BEATS_UNTIL_GONE, Heartbeat, HEARTBEAT_MS, SLOW_CLIENT_BYTES } from './heartbeat.js';
import { LinkProgress } from './linkProgress.js';
import { assertOrigins } from './origin.js';
import { isAnswering } from './requestTurns.js';
import { readResumePosition } from './resumePosition.js';
import { SendTurns } from './sendTurns.js';
import { createSocketSink } from './socketSink.js';
import { systemClock } from '../../host/systemClock.js';

/** Which feeds a server gives over WebSocket, to whom, and how it finds out who has gone. */
export interface WebSocketHandlerOptions extends FeedAccess {
  /** @defaultValue 15,000 — milliseconds between two pings; a client that leaves two unanswered, and takes nothing, is gone */
  readonly heartbeatMs?: number;
  /**
   * Whether each ping goes with a message `{"type":"PING"}`: a page sees no ping, and without anything to see it cannot
   * know a link that is dead from one that is silent. @defaultValue true
   */
  readonly sendsHeartbeatText?: boolean;
  /** @defaultValue the machine's */
  readonly clock?: Clock;
}

/** Gives feeds over WebSocket, on a server of the host's. */
export interface WebSocketHandler {
  /** Clients that are connected. */
  readonly clientCount: number;
  /** Answers one upgrade: with a feed, from the `?resume=epoch:seq` of its address on, or with a refusal. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Ends every connection, refuses those who wait for a feed, and lets no further one begin. */
  close(): void;
}

/** Clients have nothing to say on these sockets; what they do say is dropped, and may not be large. */
const LONGEST_CLIENT_MESSAGE_BYTES = 1 << 16;
const LONGEST_CLOSE_REASON_BYTES = 123;
const GOING_AWAY = 1001;
const INTERNAL_ERROR = 1011;
const HEARTBEAT_TEXT = '{"type":"PING"}';
const CLOSED = { status: 503, message: 'The server is closing.' };

interface SocketClient {
  readonly socket: WebSocket;
  readonly progress: LinkProgress;
  unanswered: number;
}

/**
 * Creates what answers the upgrades of a server: `server.on('upgrade', handler.upgrade)`.
 * @throws RangeError for an `allowedOrigins` that cannot be read, or a `heartbeatMs` below 1
 */
export function createWebSocketHandler(options: WebSocketHandlerOptions): WebSocketHandler {
  const { clock = systemClock, sendsHeartbeatText = true } = options;
  const heartbeatMs = readMeasure('createWebSocketHandler', options, 'heartbeatMs', HEARTBEAT_MS, 1);
  assertOrigins(options.allowedOrigins);
  const maxPayload = LONGEST_CLIENT_MESSAGE_BYTES;
  const sockets = new WebSocketServer({ noServer: true, maxPayload, autoPong: false });
  const heartbeat = new Heartbeat<SocketClient>(clock, heartbeatMs, (client) =>
    beat(client, sendsHeartbeatText),
  );
  const waiting = new Set<Duplex>();
  const places = new ClientPlaces(options);
  const sends = new SendTurns();
  let isClosed = false;

  function serve(client: SocketClient, feed: EventFeed, resumeFrom: string | null): void {
    const { socket } = client;
    heartbeat.add(client);
    socket.on('pong', () => (client.unanswered = 0));
    answerPings(socket);
    const detach = attachSocket(socket, feed, resumeFrom, options, sends);
    socket.on('close', () => {
      heartbeat.remove(client);
      detach();
    });
  }

  return {
    get clientCount() {
      return heartbeat.clientCount;
    },
    upgrade: (request, socket, head) => {
      const destroy = (): void => void socket.destroy();
      socket.on('error', destroy);
      // Behind a response that goes on, nothing that is written here would be in its place.
      if (isAnswering(socket)) {
        destroy();
        return;
      }
      if (isClosed) {
        refuseUpgrade(socket, CLOSED);
        return;
      }
      waiting.add(socket);
      void findAllowedFeed(request, options, false, places, socket).then((answer) => {
        if (!waiting.delete(socket)) return; // refused meanwhile
        if (!isFeed(answer)) refuseUpgrade(socket, answer);
        else {
          socket.off('error', destroy);
          sockets.handleUpgrade(request, socket, head, (client) => {
            const progress = new LinkProgress(request.socket);
            serve({ socket: client, progress, unanswered: 0 }, answer, readResumePosition(request));
          });
        }
      });
    },
    close() {
      isClosed = true;
      for (const socket of waiting) refuseUpgrade(socket, CLOSED);
      waiting.clear();
      for (const { socket } of heartbeat.list()) socket.terminate();
      sockets.close();
    },
  };
}

/** @returns what detaches it */
function attachSocket(
  socket: WebSocket,
  feed: EventFeed,
  resumeFrom: string | null,
  access: FeedAccess,
  sends: SendTurns,
): () => void {
  // The socket closes itself after an error; without a listener the error would end the process.
  socket.on('error', () => undefined);
  const onEnd = (reason: string): void => socket.close(GOING_AWAY, cutReason(reason));
  try {
    return feed.attach(sends.pace(createSocketSink(socket)), { resumeFrom, onEnd });
  } catch (error) {
    reportProblem(access, `A feed took no client: ${describeError(error)}`);
    socket.close(INTERNAL_ERROR, 'the feed took no client');
    return () => undefined;
  }
}

/** Not by itself: whoever pings without end and reads nothing would have every answer kept for it. */
function answerPings(socket: WebSocket): void {
  socket.on('ping', (data: Buffer) => {
    if (socket.bufferedAmount < SLOW_CLIENT_BYTES) socket.pong(data);
  });
}

function beat(client: SocketClient, sendsText: boolean): void {
  const { socket } = client;
  // Its answer may stand behind all that it has still to read.
  if (client.progress.look() === 'taken') client.unanswered = 0;
  if (client.unanswered >= BEATS_UNTIL_GONE) {
    socket.terminate();
    return;
  }
  client.unanswered += 1;
  socket.ping();
  if (sendsText && socket.bufferedAmount < SLOW_CLIENT_BYTES) socket.send(HEARTBEAT_TEXT);
}

/** Answers an upgrade with an HTTP status and a sentence, and ends its connection. */
function refuseUpgrade(socket: Duplex, { status, message, retryAfterS }: FeedRefusal): void {
  const body = Buffer.from(message);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    `Content-Length: ${body.length}`,
    ...(retryAfterS === undefined ? [] : [`Retry-After: ${retryAfterS}`]),
  ];
  socket.once('finish', () => socket.destroy());
  socket.end(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]));
}

/** A close frame holds no longer reason; a character that is cut in two goes as a whole. */
function cutReason(reason: string): string {
  const bytes = Buffer.from(reason);
  if (bytes.length <= LONGEST_CLOSE_REASON_BYTES) return reason;
  let end = LONGEST_CLOSE_REASON_BYTES;
  while ((bytes[end]! & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}
