export { RefusedMessage, type MessageRefusal } from './protocol/refusedMessage.js';
export type { ConnectionState } from './run/connectionState.js';
export { computeBackoffMs, DEFAULT_BACKOFF, type Backoff } from './host/backoff.js';
export type { Clock, Timer } from './host/clock.js';
export {
  createEventSourceTransport,
  type EventSourceTransportOptions,
  type HeaderRecord,
} from './transport/eventSourceTransport.js';
export type { HostSignals } from './transport/hostSignals.js';
export type { Address } from './transport/link.js';
export type { LogSource } from './transport/logSource.js';
export { createLogTransport, type LogTransportOptions } from './transport/logTransport.js';
export type { ReconnectOptions } from './transport/reconnectOptions.js';
export type { Transport, TransportConnection, TransportSink } from './transport/transport.js';
export {
  createWebSocketTransport,
  type WebSocketConstructor,
  type WebSocketEventLike,
  type WebSocketLike,
  type WebSocketTransportOptions,
} from './transport/webSocketTransport.js';
