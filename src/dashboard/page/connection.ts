import { createRunStore, type RunStore } from 'gradient-descent-viz';
import { createWebSocketTransport } from 'gradient-descent-viz/transport';

/** A link to a backend's socket, and the store that it fills. */
export interface Connection {
  readonly store: RunStore;
  /** Opens the link and keeps it open. @returns a function that closes it */
  readonly connect: () => () => void;
}

/** Creates a connection to a backend's socket, with an empty store of its own. */
export function createConnection(url: string): Connection {
  const store = createRunStore();
  const transport = createWebSocketTransport({ url });
  return {
    store,
    connect() {
      const connection = transport.connect(store);
      return () => connection.close();
    },
  };
}
