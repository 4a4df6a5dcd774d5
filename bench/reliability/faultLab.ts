import type { Address } from '../../src/transport/link.js';
import type { ReconnectOptions } from '../../src/transport/reconnectOptions.js';
import type { TransportConnection } from '../../src/transport/transport.js';
import { addressOf, createTransport } from '../../test/transport/createTransport.js';
import { createRecordingSink, type RecordingSink } from '../../test/transport/recordingSink.js';
import {
  startStreamServer,
  type StreamHandler,
  type StreamKind,
  type StreamServer,
} from '../../test/transport/streamServer.js';
import { createTcpProxy, type TcpProxy } from '../../test/transport/tcpProxy.js';

/** Servers, proxies and clients of one trial, over real sockets. */
export interface FaultLab {
  readonly kind: StreamKind;
  /** Uniform in [0, 1), seeded by the trial. */
  readonly random: () => number;
  serve(handler: StreamHandler, port?: number): Promise<StreamServer>;
  proxyTo(server: StreamServer): Promise<TcpProxy>;
  /** A transport and its store, at a port or at the address that the host says. */
  connect(to: number | Address, options?: ReconnectOptions): LabClient;
  /** Ends everything that the trial began. */
  close(): Promise<void>;
}

/** A client of a {@link FaultLab}. */
interface LabClient {
  readonly sink: RecordingSink;
  readonly connection: TransportConnection;
}

/** Creates an empty lab for one transport. */
export function createFaultLab(kind: StreamKind, random: () => number): FaultLab {
  const endings: (() => unknown)[] = [];
  return {
    kind,
    random,
    async serve(handler, port = 0) {
      const server = await startStreamServer(handler, port);
      endings.push(() => server.kill());
      return server;
    },
    async proxyTo(server) {
      const proxy = await createTcpProxy(server.port);
      endings.push(() => proxy.close());
      return proxy;
    },
    connect(to, options = {}) {
      const sink = createRecordingSink();
      const address = typeof to === 'number' ? addressOf(kind, to) : to;
      const connection = createTransport(kind, address, options).connect(sink);
      endings.push(() => connection.close());
      return { sink, connection };
    },
    async close() {
      // Clients before proxies before servers, so that nothing reconnects to what is about to go.
      for (const end of endings.reverse()) await end();
    },
  };
}
