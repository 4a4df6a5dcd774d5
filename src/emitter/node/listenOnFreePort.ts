import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const TRIES = 50;
const LAST_PORT = 65_535;

/**
 * Listens on `port`, or on the next free one after it. Port 0 lets the system choose.
 * @param tries - ports that are tried, 50 where it is left out
 * @returns the port that was taken
 * @throws RangeError if `port` is no port; Error if none of them is free, or the host is no address of this machine
 */
export async function listenOnFreePort(
  server: Server,
  host: string,
  port: number,
  tries = TRIES,
): Promise<number> {
  if (!(Number.isInteger(port) && port >= 0 && port <= LAST_PORT))
    throw new RangeError(`port: expected an integer from 0 to ${LAST_PORT}, got ${port}`);
  const last = port === 0 ? 0 : Math.min(port + tries - 1, LAST_PORT);
  for (let candidate = port; candidate <= last; candidate += 1) {
    if (await tryListen(server, host, candidate)) {
      // Only the address of a pipe is a string.
      return (server.address() as AddressInfo).port;
    }
  }
  if (tries === 1) throw new Error(`Port ${port} of ${host} is in use.`);
  throw new Error(`Ports ${port} to ${last} of ${host} are all in use.`);
}

/** The host in an address that can be opened: for a wildcard, this machine. */
export function formatHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function tryListen(server: Server, host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    function onListening(): void {
      server.off('error', onError);
      resolve(true);
    }
    function onError(error: NodeJS.ErrnoException): void {
      server.off('listening', onListening);
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    }
    server.once('listening', onListening);
    server.once('error', onError);
    server.listen(port, host);
  });
}
