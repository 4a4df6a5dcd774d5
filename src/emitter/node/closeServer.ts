import type { Server } from 'node:http';

/**
 * Creates a function that closes a server and its handlers at once: open connections are ended. Called again, it returns the
 * same promise.
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
