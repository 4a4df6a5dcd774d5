import { describeError } from '../host/describeError.js';
import { createEventStreamReader } from './eventStreamReader.js';
import type { Address, Link, LinkEvents } from './link.js';
import { ReconnectingConnection } from './reconnectingConnection.js';
import { resolveReconnectOptions, type ReconnectOptions } from './reconnectOptions.js';
import { computeResponseEnd } from './responseEnd.js';
import type { Transport } from './transport.js';

/** Why an open response may bring no byte. */
const QUIET_CAUSE =
  'if the backend has sent something, a proxy or middleware between keeps it back: no buffering ' +
  '(X-Accel-Buffering: no) and no compression (Cache-Control: no-transform) there';

/** Headers of a request, by name. */
export type HeaderRecord = Readonly<Record<string, string>>;

/** How a transport over server-sent events connects. */
export interface EventSourceTransportOptions extends ReconnectOptions {
  /** The address, or a function that returns one for each attempt, with a fresh token or the store's `resumePosition`. */
  readonly url: Address;
  /** Further headers, or a function that returns them for each attempt. A server of another origin has to allow each (CORS). */
  readonly headers?: HeaderRecord | (() => HeaderRecord | Promise<HeaderRecord>);
  /** @defaultValue 'same-origin', as fetch does */
  readonly credentials?: RequestCredentials;
  /** @defaultValue the global one; Node's ends a response after five minutes without a byte, and the transport then connects again */
  readonly fetch?: typeof globalThis.fetch;
}

/** What a connection keeps from one response to the next. */
interface Resumption {
  lastEventId: string;
}

/**
 * Creates a transport over server-sent events, read by fetch: so it may send headers, sees what a server answers, and
 * runs in Node. `Last-Event-ID`, `retry:` and `Retry-After` are honoured.
 * HTTP 5xx, 408, 425 and 429 are tried again without end; 401 once more where `url` or `headers` is a function; any
 * other status of 4xx, and a content of another type, end in `failed`, 204 in `closed`.
 * A server of another origin that gives its events ids has to allow the header `Last-Event-ID` to a preflight, which
 * the browser's own EventSource does not ask for; its `Retry-After` is seen only where it exposes it.
 */
export function createEventSourceTransport(options: EventSourceTransportOptions): Transport {
  const resolved = resolveReconnectOptions(options);
  const { maxMessageChars, clock } = resolved;

  async function request(url: string, lastEventId: string, signal: AbortSignal): Promise<Response> {
    const { headers, credentials, fetch = globalThis.fetch } = options;
    const own = typeof headers === 'function' ? await headers() : (headers ?? {});
    const resume = createResumeHeader(lastEventId);
    return fetch(url, {
      headers: { Accept: 'text/event-stream', ...own, ...resume },
      cache: 'no-store',
      signal,
      ...(credentials === undefined ? {} : { credentials }),
    });
  }

  async function read(response: Response, events: LinkEvents, resumption: Resumption): Promise<void> {
    const push = createEventStreamReader(
      { ...events, onId: (id) => void (resumption.lastEventId = id) },
      maxMessageChars,
    );
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
      events.onOtherBytes();
      push(part.value);
    }
    events.onEnd({ outcome: 'retry', reason: 'the server ended its response', isClean: true });
  }

  async function run(url: string, events: LinkEvents, resumption: Resumption, abort: AbortController) {
    try {
      const response = await request(url, resumption.lastEventId, abort.signal);
      const end = computeResponseEnd(response, clock.now());
      if (end === null) {
        events.onOpen();
        await read(response, events, resumption);
      } else {
        events.onEnd(end);
        abort.abort();
      }
    } catch (error) {
      // An abandoned link reports nothing.
      events.onEnd({ outcome: 'retry', reason: describeError(error) });
    }
  }

  const hasFreshCredentials = typeof options.url === 'function' || typeof options.headers === 'function';
  return {
    connect(sink) {
      const resumption: Resumption = { lastEventId: '' };
      function openLink(url: string, events: LinkEvents): Link {
        const abort = new AbortController();
        void run(url, events, resumption, abort);
        return { abandon: () => abort.abort() };
      }
      const address = options.url;
      const setup = { address, hasFreshCredentials, openLink, quietCause: QUIET_CAUSE, options: resolved };
      return new ReconnectingConnection(setup, sink);
    },
  };
}

/** The header's bytes are UTF-8 (HTML Standard, section 9.2.3); fetch wants one character for each. */
function createResumeHeader(lastEventId: string): HeaderRecord {
  if (lastEventId === '') return {};
  const bytes = new TextEncoder().encode(lastEventId);
  // With a control character fetch would throw at every further attempt.
  if (bytes.some((byte) => byte < 0x20 || byte === 0x7f)) return {};
  return { 'Last-Event-ID': String.fromCharCode(...bytes) };
}
