import { createServer, type RequestListener, type Server } from 'node:http';
import { RequestTurns } from './requestTurns.js';

/** Who has not sent the head of a request by then, the first of a connection or a further one, is no client. */
const HEADERS_TIMEOUT_MS = 10_000;
/** Nothing that is asked for here has a body. */
const REQUEST_TIMEOUT_MS = 30_000;
const CHECK_MS = 5_000;

/** Creates a server that answers the requests of a connection one after another, and waits for no request for long. */
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
