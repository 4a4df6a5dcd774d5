import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createClientLimit } from './clientLimit.js';
import { createClose } from './closeServer.js';
import type { EventFeed } from './eventFeed.js';
import { createEventStreamHandler, type EventStreamHandlerOptions } from './eventStreamHandler.js';
import type { FeedAnswer } from './feedAccess.js';
import { formatHost, listenOnFreePort } from './listenOnFreePort.js';
import { createTurnServer } from './turnServer.js';
import { createWebSocketHandler, type WebSocketHandlerOptions } from './webSocketHandler.js';

/** What is served: one feed, or a map of feeds by project id, which may change at any time. */
export type ServedFeeds =
  | { readonly feed: EventFeed; readonly feeds?: undefined }
  | { readonly feeds: ReadonlyMap<string, EventFeed>; readonly feed?: undefined };

/** Where and to which clients events are served. */
export type ServeEventsOptions = ServedFeeds &
  Omit<WebSocketHandlerOptions & EventStreamHandlerOptions, 'findFeed' | 'boundHost' | 'clientLimit'> & {
    /** @defaultValue 0: the system chooses */
    readonly port?: number;
    /** @defaultValue '127.0.0.1': only this machine reaches the server */
    readonly host?: string;
    /** Clients at once, of both kinds together; further ones are refused with 503. Infinity is no limit. @defaultValue 1,000 */
    readonly maxClients?: number;
    /** Answers the requests that are not for events, such as those for grids. @defaultValue 404, with the addresses */
    readonly onRequest?: RequestListener;
  };

/** A server that is listening. */
export interface EventServer {
  readonly url: string;
  readonly port: number;
  /** `ws://127.0.0.1:8000/ws`; with several projects, followed by `/` and the project's id. */
  readonly webSocketUrl: string;
  /** The same for server-sent events: `http://127.0.0.1:8000/events`. */
  readonly eventSourceUrl: string;
  /** Clients that are connected. */
  readonly clientCount: number;
  /** Ends every connection and the server; may be called twice. The feeds stay open. */
  close(): Promise<void>;
}

/**
 * Serves feeds over WebSocket and server-sent events, on a port of its own. Keeps the process alive until it is closed.
 * @throws Error if the port is in use, or the host is no address of this machine; RangeError for a `maxClients` below 1
 */
export async function serveEvents(options: ServeEventsOptions): Promise<EventServer> {
  const { port = 0, host = '127.0.0.1', onRequest } = options;
  const paths = options.feed === undefined ? MANY : ONE;
  const access = { ...options, boundHost: host, clientLimit: createClientLimit(options.maxClients) };
  const sockets = createWebSocketHandler({
    ...access,
    findFeed: (request) => findServedFeed(request, options, paths.sockets),
  });
  const streams = createEventStreamHandler({
    ...access,
    findFeed: (request) => findServedFeed(request, options, paths.streams),
  });
  const server = createTurnServer((request, response) => {
    if (isUnder(pathOf(request), paths.streams)) streams.answer(request, response);
    else if (onRequest === undefined) answerAddresses(request, response, paths);
    else onRequest(request, response);
  });
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head));
  const takenPort = await listenOnFreePort(server, host, port, 1);

  const address = `${formatHost(host)}:${takenPort}`;
  return {
    url: `http://${address}/`,
    port: takenPort,
    webSocketUrl: `ws://${address}${paths.sockets}`,
    eventSourceUrl: `http://${address}${paths.streams}`,
    get clientCount() {
      return sockets.clientCount + streams.clientCount;
    },
    close: createClose(server, [sockets, streams]),
  };
}

interface Paths {
  readonly sockets: string;
  readonly streams: string;
  /** What has to follow the addresses, for a message. */
  readonly rest: string;
}

const ONE: Paths = { sockets: '/ws', streams: '/events', rest: '' };
const MANY: Paths = { sockets: '/ws/projects', streams: '/events/projects', rest: '/:id' };

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '';
}

function isUnder(path: string, base: string): boolean {
  return path === base || path.startsWith(`${base}/`);
}

function findServedFeed(request: IncomingMessage, { feed, feeds }: ServedFeeds, base: string): FeedAnswer {
  const path = pathOf(request);
  if (feeds === undefined) {
    if (path === base) return feed;
    return { status: 404, message: `There are no events at ${path}; they are at ${base}.` };
  }
  const id = path.startsWith(`${base}/`) ? decode(path.slice(base.length + 1)) : '';
  if (id === null) return { status: 400, message: `The address ${path} cannot be decoded.` };
  const found = feeds.get(id);
  if (found !== undefined) return found;
  return { status: 404, message: `There is no project '${id}' here; events are at ${base}/ and its id.` };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null; // a stray `%`
  }
}

function answerAddresses(request: IncomingMessage, response: ServerResponse, paths: Paths): void {
  const status = pathOf(request) === '/' ? 200 : 404;
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(
    `Events are at ${paths.sockets}${paths.rest} (WebSocket) and ${paths.streams}${paths.rest} (server-sent events).\n`,
  );
}
