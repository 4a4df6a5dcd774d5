import { InvalidArgumentError } from 'commander';
import WebSocket from 'ws';
import { createEventSourceTransport } from '../../transport/eventSourceTransport.js';
import type { Address } from '../../transport/link.js';
import type { ReconnectOptions } from '../../transport/reconnectOptions.js';
import type { Transport } from '../../transport/transport.js';
import { createWebSocketTransport, type WebSocketConstructor } from '../../transport/webSocketTransport.js';

/** How a backend is reached. */
export interface BackendOptions extends ReconnectOptions {
  /** Sent with every request, by name. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Reads the address of a backend. @throws InvalidArgumentError if its scheme is not supported */
export function parseBackendUrl(text: string): string {
  if (/^(?:wss?|https?):$/.test(protocolOf(text))) return text;
  throw new InvalidArgumentError(
    'Expected ws://… or wss://… (WebSocket), or http://… or https://… (server-sent events).',
  );
}

/**
 * Creates the transport for a backend: `ws:` and `wss:` by WebSocket, `http:` and `https:` as server-sent events.
 * @param backendUrl - see {@link parseBackendUrl}; its scheme decides
 * @param address - the address to connect to, for each attempt
 */
export function createBackendTransport(
  backendUrl: string,
  address: Address,
  options: BackendOptions,
): Transport {
  return protocolOf(backendUrl).startsWith('ws')
    ? createWebSocketTransport({ ...options, url: address, WebSocket: withHeaders(options.headers) })
    : createEventSourceTransport({ ...options, url: address });
}

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}

/** The WebSocket of `ws`, which can send headers; a browser's cannot. */
function withHeaders(headers: BackendOptions['headers']): WebSocketConstructor {
  return class extends WebSocket {
    constructor(url: string, protocols?: string | string[]) {
      super(url, protocols ?? [], { headers: { ...headers } });
    }
  };
}

/**
 * Reads `Name: value`, and adds it to the headers before.
 * @throws InvalidArgumentError if it is no header
 */
export function parseHeader(
  text: string,
  previous: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):\s*(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError("Expected 'Name: value'.");
  return { ...previous, [name]: value };
}
