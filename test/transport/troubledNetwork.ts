import { startStreamServer, type StreamHandler, type StreamServer } from './streamServer.js';
import { createTcpProxy, type TcpProxy } from './tcpProxy.js';

/** What a server does with those who come to it, one after another. */
interface StreamScript {
  /** What the first client is sent, the second, and so on; those beyond are sent what the last was. */
  readonly hellos: readonly (readonly string[])[];
  /** On SSE: a message's id is its place among those that its client was sent, from 1. */
  readonly hasIds?: boolean;
  /** Statuses with which the first requests are answered instead. */
  readonly refusals?: readonly number[];
  /** On WebSocket: the codes with which the first clients are closed when they have been greeted. */
  readonly closeCodes?: readonly number[];
  /** Without it, as `?token=`, a request is answered with 401. */
  readonly token?: string;
  /** What is at `/log`. */
  readonly log?: string;
}

/** A request for a stream. */
interface StreamRequest {
  readonly url: string;
  readonly lastEventId: string | null;
}

/**
 * Servers, and proxies before them, that misbehave on command, each named by its port. Commands are JSON, so that tests in
 * a browser can send them too.
 */
export interface TroubledNetwork {
  /** Starts a server. @returns its port */
  serve(script: StreamScript, port?: number): Promise<number>;
  /** As if the process was killed. */
  kill(server: number): Promise<void>;
  /** Sends each client this message. */
  say(server: number, text: string): Promise<void>;
  /** Sends each client a heartbeat. */
  beat(server: number): Promise<void>;
  /** Ends every connection in good order, on WebSocket with this code. */
  end(server: number, code?: number): Promise<void>;
  /** From now on this token is the good one. */
  acceptToken(server: number, token: string): Promise<void>;
  /** The requests that were not refused. */
  requestsTo(server: number): Promise<readonly StreamRequest[]>;
  /** Resolves when no client is connected any more. */
  untilLeft(server: number): Promise<void>;

  /** Creates a proxy before a server. @returns its port */
  proxyTo(server: number): Promise<number>;
  /** Breaks every connection. */
  cut(proxy: number): Promise<void>;
  /** Makes every connection half open; new ones are not affected. */
  freeze(proxy: number): Promise<void>;
  /** Does so to the next connection, when so many bytes have gone to its client. */
  freezeNextAfter(proxy: number, bytes: number): Promise<void>;
  /** Resolves once that connection is frozen. */
  untilFrozen(proxy: number): Promise<void>;
  /** Delays every byte towards clients by so long, in milliseconds. */
  delay(proxy: number, ms: number): Promise<void>;
  /** Breaks each connection made from now on after so many bytes towards its client; none if null. */
  truncateAfter(proxy: number, bytes: number | null): Promise<void>;

  /** Ends everything. */
  close(): Promise<void>;
}

interface Server extends StreamServer {
  acceptToken(token: string): void;
}

/** Creates a network on the loopback interface, with nothing in it. */
export function createTroubledNetwork(): TroubledNetwork {
  const servers = new Map<number, Server>();
  const proxies = new Map<number, TcpProxy>();
  const serverAt = (port: number): Server => servers.get(port)!;
  const proxyAt = (port: number): TcpProxy => proxies.get(port)!;
  /** A command has been carried out when its promise resolves. */
  const run = (call: () => void): Promise<void> => Promise.resolve().then(call);
  return {
    async serve(script, port = 0) {
      const server = await startScripted(script, port);
      servers.set(server.port, server);
      return server.port;
    },
    kill: (port) => serverAt(port).kill(),
    say: (port, text) => run(() => serverAt(port).clients.forEach((client) => client.send(text))),
    beat: (port) => run(() => serverAt(port).clients.forEach((client) => client.beat())),
    end: (port, code) => run(() => serverAt(port).clients.forEach((client) => client.end(code))),
    acceptToken: (port, token) => run(() => serverAt(port).acceptToken(token)),
    requestsTo: (port) =>
      Promise.resolve(
        serverAt(port).clients.map(({ request: { url = '', headers } }) => ({
          url,
          lastEventId: headers['last-event-id']?.toString() ?? null,
        })),
      ),
    async untilLeft(port) {
      for (const { request } of serverAt(port).clients)
        if (!request.socket.destroyed) await new Promise((resolve) => request.socket.once('close', resolve));
    },

    async proxyTo(port) {
      const proxy = await createTcpProxy(port);
      proxies.set(proxy.port, proxy);
      return proxy.port;
    },
    cut: (port) => run(() => proxyAt(port).cut()),
    freeze: (port) =>
      run(() => {
        proxyAt(port).freeze();
        proxyAt(port).thaw();
      }),
    freezeNextAfter: (port, bytes) => run(() => proxyAt(port).freezeNextAfter(bytes)),
    untilFrozen: (port) => proxyAt(port).untilFrozen(),
    delay: (port, ms) => run(() => proxyAt(port).delay(ms)),
    truncateAfter: (port, bytes) => run(() => proxyAt(port).truncateAfter(bytes ?? Infinity)),

    async close() {
      const all = [...proxies.values()].map((proxy) => proxy.close());
      await Promise.all([...all, ...[...servers.values()].map((server) => server.kill())]);
      proxies.clear();
      servers.clear();
    },
  };
}

async function startScripted(script: StreamScript, port: number): Promise<Server> {
  const { hellos, hasIds = false, refusals = [], closeCodes = [], log = '' } = script;
  let goodToken = script.token;
  let asked = 0;
  let greeted = 0;

  function findRefusal(url = ''): number | null {
    const status = refusals[asked++];
    if (status !== undefined) return status;
    const token = new URL(url, 'http://any').searchParams.get('token');
    return goodToken === undefined || token === goodToken ? null : 401;
  }

  const handler: StreamHandler = {
    log,
    refuse({ url }) {
      const status = findRefusal(url);
      return status === null ? null : { status };
    },
    greet(client) {
      const texts = hellos[greeted] ?? hellos.at(-1) ?? [];
      const code = closeCodes[greeted];
      greeted += 1;
      texts.forEach((text, i) => client.send(text, hasIds ? String(i + 1) : undefined));
      if (code !== undefined) client.end(code);
    },
  };
  const server = await startStreamServer(handler, port);
  return { ...server, acceptToken: (token) => void (goodToken = token) };
}
