import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const TRIES = 50;
const LAST_PORT = 65_535;

/**
 * Listens on `port`, or on the next free one after it. Port 0 lets the system choose.
 * @returns the port that was taken
 * @throws Error if none of the next 50 is free, or the host is no address of this machine
 */
export async function listenOnFreePort(server: Server, host: string, port: number): Promise<number> {
  const last = port === 0 ? 0 : Math.min(port + TRIES - 1, LAST_PORT);
  for (let candidate = port; candidate <= last; candidate += 1) {
    if (await tryListen(server, host, candidate)) {
      // A TCP server's address is never a string; that is for pipes.
      return (server.address() as AddressInfo).port;
    }
  }
  throw new Error(`Ports ${port} to ${last} of ${host} are all in use.`);
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
