import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A network between a client and a server that misbehaves on command. */
export interface TcpProxy {
  readonly port: number;
  /** Connections that were accepted so far. */
  accepted(): number;
  /** Breaks every connection. */
  cut(): void;
  /** Passes nothing on, in either direction, and closes nothing: connections are half open. Also new ones. */
  freeze(): void;
  /** Passes on again what comes on connections made from now on; those that froze stay frozen. */
  thaw(): void;
  /** Freezes the next connection, and no other, after so many bytes towards its client. */
  freezeNextAfter(bytes: number): void;
  /** Delays every byte towards clients by so long, in milliseconds. */
  delay(ms: number): void;
  /** Resolves once the connection of `freezeNextAfter` is frozen. */
  untilFrozen(): Promise<void>;
  /** Breaks each connection made from now on after so many bytes towards its client. */
  truncateAfter(bytes: number): void;
  close(): Promise<void>;
}

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  isFrozen: boolean;
}

/** Creates a proxy on a port of its own. */
export async function createTcpProxy(targetPort: number): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  let accepted = 0;
  let isFrozen = false;
  let delayMs = 0;
  let mostBytes = Infinity;
  let bytesToNextFreeze = Infinity;
  let onFrozen = (): void => undefined;
  let frozen = Promise.resolve();

  function destroy(pair: Pair): void {
    pairs.delete(pair);
    pair.client.destroy();
    pair.server.destroy();
  }

  function bind(client: Socket): void {
    accepted += 1;
    const server = connect(targetPort, '127.0.0.1');
    const pair: Pair = { client, server, isFrozen };
    pairs.add(pair);
    let budget = mostBytes;
    let bytesToFreeze = bytesToNextFreeze;
    bytesToNextFreeze = Infinity;
    client.setNoDelay(true);
    client.on('data', (bytes) => {
      if (!pair.isFrozen) server.write(bytes);
    });
    server.on('data', (bytes) => {
      if (pair.isFrozen) return;
      const part = bytes.subarray(0, Math.min(budget, bytesToFreeze));
      budget -= part.length;
      bytesToFreeze -= part.length;
      const pass = (): void => {
        if (pair.isFrozen || client.destroyed) return;
        client.write(part, () => {
          if (budget === 0) destroy(pair);
        });
        if (bytesToFreeze > 0) return;
        pair.isFrozen = true;
        onFrozen();
      };
      if (delayMs > 0) setTimeout(pass, delayMs);
      else pass();
    });
    for (const side of [client, server]) {
      side.on('error', () => undefined);
      side.on('close', () => {
        if (pair.isFrozen) return;
        // What is still delayed comes first.
        setTimeout(() => destroy(pair), delayMs);
      });
    }
  }

  const listener = createServer(bind);
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  return {
    port: (listener.address() as AddressInfo).port,
    accepted: () => accepted,
    cut: () => [...pairs].forEach(destroy),
    freeze() {
      isFrozen = true;
      for (const pair of pairs) pair.isFrozen = true;
    },
    thaw: () => void (isFrozen = false),
    freezeNextAfter(bytes) {
      bytesToNextFreeze = bytes;
      frozen = new Promise((resolve) => (onFrozen = resolve));
    },
    untilFrozen: () => frozen,
    delay: (ms) => void (delayMs = ms),
    truncateAfter: (bytes) => void (mostBytes = bytes),
    close: () =>
      new Promise((resolve) => {
        listener.close(() => resolve());
        [...pairs].forEach(destroy);
      }),
  };
}
