import type { Server } from 'node:http';

/**
 * Creates what closes a server and what answers on it, at once and for good: open connections are ended.
 * Called again, it gives the same promise.
 */
export function createClose(server: Server, handlers: readonly { close(): void }[]): () => Promise<void> {
  let closing: Promise<void> | null = null;
  return () => {
    closing ??= new Promise((resolve) => {
      server.close(() => resolve());
      for (const handler of handlers) handler.close();
      server.closeAllConnections();
    });
    return closing;
  };
}
