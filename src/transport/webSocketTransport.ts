import { guardCall } from '../host/guardCall.js';
import { createFrameReader } from './frameReader.js';
import type { Address, Link, LinkEnd, LinkEvents } from './link.js';
import { ReconnectingConnection } from './reconnectingConnection.js';
import { resolveReconnectOptions, type ReconnectOptions } from './reconnectOptions.js';
import type { Transport } from './transport.js';

/** What a transport uses of a WebSocket: the browser's, Node's, or that of the package `ws`. */
export interface WebSocketLike {
  binaryType: string;
  addEventListener(
    type: 'open' | 'message' | 'error' | 'close',
    listener: (event: WebSocketEventLike) => void,
  ): void;
  close(code?: number): void;
  /** Where there is one (`ws`): ends a socket whose other side no longer answers. */
  terminate?(): void;
}

/** The fields of a WebSocket's events that are read; each kind of event has its own. */
export interface WebSocketEventLike {
  readonly type: string;
  readonly data?: unknown;
  readonly code?: number;
  readonly reason?: string;
  readonly message?: string;
}

/** Creates sockets. */
export type WebSocketConstructor = new (url: string, protocols?: string | string[]) => WebSocketLike;

/** How a transport over WebSocket connects. */
export interface WebSocketTransportOptions extends ReconnectOptions {
  /**
   * The address, or a function that returns one for each attempt, with a fresh token or the store's `resumePosition`.
   * A relative address or `http:` works where the browser allows it.
   */
  readonly url: Address;
  readonly protocols?: string | readonly string[];
  /** @defaultValue the global one; Node 20 has none: hand over the default export of `ws` */
  readonly WebSocket?: WebSocketConstructor;
  /**
   * Close codes after which another attempt would not help; the connection is then `failed`.
   * @defaultValue 1008 and 4400 to 4499. Of these, 4401 (unauthorized) is overcome where `url` is a function: it is
   * asked once more, and only a second refusal in a row is final.
   * What it throws goes to `onFault`, and the default holds.
   */
  readonly isTerminalCode?: (code: number) => boolean;
}

const UNAUTHORIZED_CODE = 4401;
const NORMAL_CODE = 1000;
/** Normal, going away, and a close frame without a code (RFC 6455, section 7.4.1). */
const CLEAN_CODES: ReadonlySet<number> = new Set([NORMAL_CODE, 1001, 1005]);
/** Why an open socket may bring no byte; unlike responses, frames are not buffered by proxies. */
const QUIET_CAUSE = 'the backend has sent nothing: a hello or a heartbeat would show that it is there';
const NO_LINK: Link = { abandon: () => undefined };

/**
 * Creates a transport over WebSocket: frames of text, or of UTF-8 bytes, each with one message, an array of them, or NDJSON.
 * A link that ends is replaced after a wait, a server's normal close (1000, 1001) included, since backends restart.
 */
export function createWebSocketTransport(options: WebSocketTransportOptions): Transport {
  const resolved = resolveReconnectOptions(options);

  function isTerminalCode(code: number): boolean {
    let isTerminal = isTerminalByDefault(code);
    guardCall(() => (isTerminal = options.isTerminalCode?.(code) ?? isTerminal), resolved.onFault);
    return isTerminal;
  }

  function openLink(url: string, events: LinkEvents): Link {
    const WebSocket = options.WebSocket ?? globalWebSocket();
    if (WebSocket === undefined) {
      events.onEnd({ outcome: 'failed', reason: 'there is no WebSocket here; give the option `WebSocket`' });
      return NO_LINK;
    }
    const socket = new WebSocket(url, ...createProtocols(options.protocols));
    // Blobs could only be read asynchronously.
    socket.binaryType = 'arraybuffer';
    return bindSocket(socket, events, resolved.maxMessageChars, isTerminalCode);
  }

  const hasFreshCredentials = typeof options.url === 'function';
  const address = options.url;
  const setup = { address, hasFreshCredentials, openLink, quietCause: QUIET_CAUSE, options: resolved };
  return { connect: (sink) => new ReconnectingConnection(setup, sink) };
}

function bindSocket(
  socket: WebSocketLike,
  events: LinkEvents,
  maxMessageChars: number,
  isTerminalCode: (code: number) => boolean,
): Link {
  let isAbandoned = false;
  let hasOpened = false;
  let fault = '';
  const frames = createFrameReader(events, maxMessageChars);
  socket.addEventListener('open', () => {
    if (isAbandoned) return;
    hasOpened = true;
    events.onOpen();
  });
  socket.addEventListener('message', ({ data }) => {
    if (!isAbandoned) frames.push(data);
  });
  // Never removed: `ws` throws an error without a listener, such as that of closing a socket before it opened.
  socket.addEventListener('error', ({ message }) => {
    fault = message ?? '';
  });
  socket.addEventListener('close', ({ code = 0, reason = '' }) => {
    if (!isAbandoned) events.onEnd(computeEnd({ code, reason, fault, hasOpened }, isTerminalCode));
  });
  return {
    abandon(why) {
      isAbandoned = true;
      // A dead link does not answer the closing handshake, for which `ws` would wait half a minute.
      if (why === 'dead' && socket.terminate !== undefined) socket.terminate();
      else socket.close(NORMAL_CODE);
    },
  };
}

interface Closing {
  readonly code: number;
  readonly reason: string;
  /** The message of an error from `ws`; browsers give none. */
  readonly fault: string;
  readonly hasOpened: boolean;
}

function computeEnd(closing: Closing, isTerminalCode: (code: number) => boolean): LinkEnd {
  const { code, reason, fault, hasOpened } = closing;
  const said = reason === '' ? '' : `: ${reason}`;
  if (isTerminalCode(code)) {
    const outcome = code === UNAUTHORIZED_CODE ? 'unauthorized' : 'failed';
    return { outcome, reason: `the server closed the connection with ${code}${said}` };
  }
  // Browsers do not distinguish refused, unauthorized and unreachable.
  if (!hasOpened) return { outcome: 'retry', reason: `the connection did not open${fault && `: ${fault}`}` };
  if (fault !== '') return { outcome: 'retry', reason: `the connection broke: ${fault}` };
  const isClean = CLEAN_CODES.has(code);
  return {
    outcome: 'retry',
    reason: code === 1006 ? 'the connection broke' : `closed with ${code}${said}`,
    isClean,
  };
}

function isTerminalByDefault(code: number): boolean {
  return code === 1008 || (code >= 4400 && code <= 4499);
}

function createProtocols(protocols: string | readonly string[] | undefined): [] | [string | string[]] {
  if (protocols === undefined) return [];
  return [typeof protocols === 'string' ? protocols : [...protocols]];
}

function globalWebSocket(): WebSocketConstructor | undefined {
  return (globalThis as { WebSocket?: WebSocketConstructor }).WebSocket;
}
