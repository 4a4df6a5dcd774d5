import type { IncomingMessage } from 'node:http';
import type { EventFeed, FeedSink } from '../../emitter/node/eventFeed.js';
import type { FindFeed } from '../../emitter/node/feedAccess.js';
import type { TransportConnection } from '../../transport/transport.js';
import { createBackendTransport } from '../backend/connectBackend.js';

/** The most characters of messages that wait for a page; a slower page is disconnected, and reconnects for the rest. */
const MAX_WAITING_CHARS = 33_554_432;

const SENT = { position: null };

/**
 * Finds for each page a feed that is a connection of its own to the backend. The query of the page's address (such as where
 * to resume) is passed on to the backend, and the backend's messages to the page, unchanged. When the connection ends, so
 * does the page's, which then reconnects by itself.
 * @param backendUrl - see `parseBackendUrl`
 * @param onProblem - called with a sentence about a message that is too long to pass on
 */
export function createRelay(
  backendUrl: string,
  headers: Readonly<Record<string, string>>,
  onProblem: (sentence: string) => void,
): FindFeed {
  return (request) => createRelayFeed(createAddress(backendUrl, request), headers, onProblem);
}

function createRelayFeed(
  address: string,
  headers: Readonly<Record<string, string>>,
  onProblem: (sentence: string) => void,
): EventFeed {
  return {
    attach(sink, options) {
      const link: { connection: TransportConnection | null; isOver: boolean } = {
        connection: null,
        isOver: false,
      };
      const end = (reason: string | null): void => {
        if (link.isOver) return;
        link.isOver = true;
        link.connection?.close();
        if (reason !== null) options?.onEnd?.(reason);
      };
      const send = createSendQueue(sink, () => end('the page is too slow'));
      const transport = createBackendTransport(address, address, {
        headers,
        maxUnopenedAttempts: 1,
        // As much as may wait: the limit of a message is the page's own.
        maxMessageChars: MAX_WAITING_CHARS,
      });
      link.connection = transport.connect({
        ingest(message) {
          if (typeof message === 'string' && !link.isOver) send(message);
        },
        refuse({ chars, maxChars }) {
          onProblem(`A message of ${chars} characters, more than ${maxChars}, was not passed on.`);
        },
        setConnection(state) {
          // Only one attempt is made here, since the page itself reconnects.
          if ('reason' in state) end(`the backend: ${state.reason}`);
        },
      });
      // The connection may have ended while it was opened.
      if (link.isOver) link.connection.close();
      return () => end(null);
    },
  };
}

/** Sends messages one after another to a sink that may be slow. */
function createSendQueue(sink: FeedSink, onOverflow: () => void): (text: string) => void {
  const waiting: string[] = [];
  let waitingChars = 0;
  let isSending = false;

  async function drain(): Promise<void> {
    isSending = true;
    for (let text = waiting.shift(); text !== undefined; text = waiting.shift()) {
      waitingChars -= text.length;
      await sink(text, SENT);
    }
    isSending = false;
  }

  return (text) => {
    waiting.push(text);
    waitingChars += text.length;
    if (waitingChars > MAX_WAITING_CHARS) onOverflow();
    else if (!isSending) drain().catch(onOverflow);
  };
}

/** The backend's address, with the query of the page's address added. */
function createAddress(backendUrl: string, request: IncomingMessage): string {
  const address = new URL(backendUrl);
  const asked = new URLSearchParams(request.url?.split('?', 2)[1] ?? '');
  for (const [name, value] of asked) address.searchParams.set(name, value);
  const lastEventId = request.headers['last-event-id'];
  if (typeof lastEventId === 'string') address.searchParams.set('lastEventId', lastEventId);
  return address.href;
}
