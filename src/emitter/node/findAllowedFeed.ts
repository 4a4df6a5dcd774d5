import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { describeError } from '../../host/describeError.js';
import type { ClientPlaces } from './clientPlaces.js';
import type { EventFeed } from './eventFeed.js';
import { reportProblem, type FeedAccess, type FeedRefusal } from './feedAccess.js';
import { isLoopbackPage, isLoopbackRequest } from './loopback.js';
import { isHostAllowed, isOriginAllowed } from './origin.js';

/** How long a client beyond the limit is asked to wait, in addition to its own wait. */
const FULL_RETRY_AFTER_S = 5;

/** The refusal of a request for its origin or host; null where both are accepted. */
export function findOriginRefusal(
  request: IncomingMessage,
  access: FeedAccess,
  checksHost: boolean,
): FeedRefusal | null {
  const { origin, host } = request.headers;
  const { boundHost = '127.0.0.1', allowedOrigins = [], allowsLoopbackPages = false } = access;
  const check = { origin, host, boundHost, allowedOrigins, peerAddress: request.socket.remoteAddress };
  if (!isOriginAllowed(check) && !(allowsLoopbackPages && isLoopbackPage(check))) {
    reportRefused(access, origin ?? '');
    return refuse(
      `Pages of ${origin} may not connect here. Whoever runs the server allows them by its option allowedOrigins, or --allow-origin.`,
    );
  }
  const isNamed = !checksHost || origin !== undefined || isHostAllowed(check);
  if (isNamed || (allowsLoopbackPages && isLoopbackRequest(check))) return null;
  reportRefused(access, `http://${host}`);
  return refuse(
    `This server does not go by the name ${host}. Whoever runs it allows that by its option allowedOrigins, or --allow-origin, as in 'https://${host}'.`,
  );
}

function refuse(message: string): FeedRefusal {
  return { status: 403, message };
}

/** In a microtask, as {@link reportProblem}. */
function reportRefused({ onRefusedOrigin }: FeedAccess, origin: string): void {
  if (onRefusedOrigin !== undefined) void Promise.resolve(origin).then(onRefusedOrigin);
}

/** Creates the headers that let a page read the answer, if its origin was not refused. */
export function createCorsHeaders({ headers: { origin } }: IncomingMessage): OutgoingHttpHeaders {
  if (origin === undefined) return { Vary: 'Origin' };
  return { Vary: 'Origin', 'Access-Control-Allow-Origin': origin };
}

/**
 * Finds the feed of a client, or why it is refused.
 * @param checksHost - whether a request without an `Origin` may come from a browser
 * @param places - in which the client takes a place before `findFeed` is called
 * @param link - the client keeps its place until this closes
 */
export async function findAllowedFeed(
  request: IncomingMessage,
  access: FeedAccess,
  checksHost: boolean,
  places: ClientPlaces,
  link: ServerResponse | Duplex,
): Promise<EventFeed | FeedRefusal> {
  const refusal = findOriginRefusal(request, access, checksHost);
  if (refusal !== null) return refusal;
  if (!places.take(link)) return createFullRefusal(places.max);
  const path = request.url?.split('?', 1)[0] ?? '';
  try {
    return (await access.findFeed(request)) ?? { status: 404, message: `There are no events at ${path}.` };
  } catch (error) {
    reportProblem(access, `No events for ${path}: ${describeError(error)}`);
    return { status: 500, message: 'The server could not open this stream; its own messages say why.' };
  }
}

function createFullRefusal(max: number): FeedRefusal {
  const message = `This server takes ${max} clients at once, and they are here; come back later.`;
  return { status: 503, message, retryAfterS: FULL_RETRY_AFTER_S };
}

export function isFeed(answer: EventFeed | FeedRefusal): answer is EventFeed {
  return 'attach' in answer;
}
