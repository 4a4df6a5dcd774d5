/** What is used of it; the types that others made are of Express. */
declare module 'compression' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  function compression(): (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
  export = compression;
}
