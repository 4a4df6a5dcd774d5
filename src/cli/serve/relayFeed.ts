import type { IncomingMessage } from 'node:http';
import type { EventFeed, FeedSink } from '../../emitter/node/eventFeed.js';
import type { FindFeed } from '../../emitter/node/feedAccess.js';
import type { TransportConnection } from '../../transport/transport.js';
import { createBackendTransport } from '../backend/connectBackend.js';

/** Messages that wait for a page, at most, in characters; one that is slower than that comes back for the rest. */
const MAX_WAITING_CHARS = 33_554_432;

const SENT = { position: null };

/**
 * Finds for each page a feed that is a connection to the backend of its own: what the page asks for in its address (where
 * to resume, say) is asked of the backend, and the backend's messages are passed through as they are. Where the
 * connection ends, so does the page's, which then comes back by itself.
 * @param backendUrl - see `parseBackendUrl`
 * @param onProblem - receives the words on a message that is too long to pass through
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
        // How long a message may be is the page's to say.
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
          // The page keeps its own link up: here is one attempt, and no second.
          if ('reason' in state) end(`the backend: ${state.reason}`);
        },
      });
      // It may have ended before it was known here.
      if (link.isOver) link.connection.close();
      return () => end(null);
    },
  };
}

/** Sends one after another to a sink that may take its time; a message waits no longer than its predecessors need. */
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

/** The backend's address, with what the page's own asks for beside it. */
function createAddress(backendUrl: string, request: IncomingMessage): string {
  const address = new URL(backendUrl);
  const asked = new URLSearchParams(request.url?.split('?', 2)[1] ?? '');
  for (const [name, value] of asked) address.searchParams.set(name, value);
  const lastEventId = request.headers['last-event-id'];
  if (typeof lastEventId === 'string') address.searchParams.set('lastEventId', lastEventId);
  return address.href;
}
