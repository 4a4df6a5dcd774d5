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

/** Which feeds a server serves over WebSocket, to which clients, and how it notices clients that have gone. */
export interface WebSocketHandlerOptions extends FeedAccess {
  /** @defaultValue 15,000 — milliseconds between two pings; a client that leaves two unanswered, and reads nothing, counts as gone */
  readonly heartbeatMs?: number;
  /**
   * Whether each ping goes with a message `{"type":"PING"}`: a page does not see pings, so without it a page cannot
   * distinguish a dead link from an idle one. @defaultValue true
   */
  readonly sendsHeartbeatText?: boolean;
  /** @defaultValue the machine's */
  readonly clock?: Clock;
}

/** Serves feeds over WebSocket, on a server of the host's. */
export interface WebSocketHandler {
  /** Clients that are connected. */
  readonly clientCount: number;
  /** Answers one upgrade request: with a feed, from the `?resume=epoch:seq` of its address on, or with a refusal. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Ends every connection, refuses clients that wait for a feed, and refuses further ones. */
  close(): void;
}

/** Messages from clients are ignored, and may not be larger. */
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
 * Creates the handler of a server's upgrades: `server.on('upgrade', handler.upgrade)`.
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
      // An earlier response on the connection is not finished: what is written now would land in the middle of it.
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

/** @returns a function that detaches it */
function attachSocket(
  socket: WebSocket,
  feed: EventFeed,
  resumeFrom: string | null,
  access: FeedAccess,
  sends: SendTurns,
): () => void {
  // The socket closes after an error; without a listener the error would end the process.
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

/** By hand: `ws` itself would buffer every answer for a client that pings without end and reads nothing. */
function answerPings(socket: WebSocket): void {
  socket.on('ping', (data: Buffer) => {
    if (socket.bufferedAmount < SLOW_CLIENT_BYTES) socket.pong(data);
  });
}

function beat(client: SocketClient, sendsText: boolean): void {
  const { socket } = client;
  // The answer to a ping may wait behind all that the client has still to read.
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

/** Cuts a reason to what a close frame holds; a character is not cut in two. */
function cutReason(reason: string): string {
  const bytes = Buffer.from(reason);
  if (bytes.length <= LONGEST_CLOSE_REASON_BYTES) return reason;
  let end = LONGEST_CLOSE_REASON_BYTES;
  while ((bytes[end]! & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}
