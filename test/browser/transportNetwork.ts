import { commands } from 'vitest/browser';
import { createEventSourceTransport, createWebSocketTransport } from '../../src/transport.js';
import { QUICK } from '../transport/connectTransport.js';
import type { FaultSetting } from '../transport/faultSetting.js';
import type { TroubledNetwork } from '../transport/troubledNetwork.js';

/** The network runs beside the browser; its orders are JSON, and so are its answers. */
const network: TroubledNetwork = {
  serve: (script, port) => commands.tellNetwork('serve', script, port),
  kill: (server) => commands.tellNetwork('kill', server),
  say: (server, text) => commands.tellNetwork('say', server, text),
  beat: (server) => commands.tellNetwork('beat', server),
  end: (server, code) => commands.tellNetwork('end', server, code),
  acceptToken: (server, token) => commands.tellNetwork('acceptToken', server, token),
  requestsTo: (server) => commands.tellNetwork('requestsTo', server),
  untilLeft: (server) => commands.tellNetwork('untilLeft', server),
  proxyTo: (server) => commands.tellNetwork('proxyTo', server),
  cut: (proxy) => commands.tellNetwork('cut', proxy),
  freeze: (proxy) => commands.tellNetwork('freeze', proxy),
  freezeNextAfter: (proxy, bytes) => commands.tellNetwork('freezeNextAfter', proxy, bytes),
  untilFrozen: (proxy) => commands.tellNetwork('untilFrozen', proxy),
  delay: (proxy, ms) => commands.tellNetwork('delay', proxy, ms),
  truncateAfter: (proxy, bytes) => commands.tellNetwork('truncateAfter', proxy, bytes),
  close: () => commands.tellNetwork('close'),
};

/** A browser's setting: its own WebSocket and its own fetch. */
export const browserSetting: FaultSetting = {
  network,
  createTransport: (kind, url, options = {}) =>
    kind === 'WebSocket'
      ? createWebSocketTransport({ url, ...QUICK, ...options })
      : createEventSourceTransport({ url, ...QUICK, ...options }),
};
