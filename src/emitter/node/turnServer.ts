import { createServer, type RequestListener, type Server } from 'node:http';
import { RequestTurns } from './requestTurns.js';

/** A connection on which the head of a request, the first or a further one, is not complete by then is closed. */
const HEADERS_TIMEOUT_MS = 10_000;
/** Short, since no request has a body. */
const REQUEST_TIMEOUT_MS = 30_000;
const CHECK_MS = 5_000;

/** Creates a server that answers the requests of a connection one after another, with short timeouts for requests. */
export function createTurnServer(listener: RequestListener): Server {
  const turns = new RequestTurns();
  const timeouts = {
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionsCheckingInterval: CHECK_MS,
  };
  return createServer(timeouts, (request, response) => {
    turns.take(request, response, () => listener(request, response));
  });
}
