import { createRunStore } from 'gradient-descent-viz';

/** How far a connection is. */
export interface ConnectionState {
  readonly phase: 'connecting' | 'open' | 'closed';
  /** Messages that have come. */
  readonly received: number;
}

/** One socket and the store that it fills. */
export interface Connection {
  readonly store: ReturnType<typeof createRunStore>;
  /** Opens the socket; the function that comes back closes it. */
  readonly connect: () => () => void;
  readonly getState: () => ConnectionState;
  /** Calls `onChange` after the state changed, for counts at most five times a second. */
  readonly subscribe: (onChange: () => void) => () => void;
}

const CONNECTING: ConnectionState = { phase: 'connecting', received: 0 };
const COUNT_EVERY_MS = 200;

/** Creates a connection to a backend's socket, with an empty store of its own. */
export function createConnection(url: string): Connection {
  const store = createRunStore();
  const listeners = new Set<() => void>();
  let state = CONNECTING;

  function setState(next: ConnectionState): void {
    state = next;
    for (const onChange of listeners) onChange();
  }

  function connect(): () => void {
    const socket = new WebSocket(url);
    let received = 0;
    let countTimer: ReturnType<typeof setTimeout> | undefined;

    function publishCount(): void {
      countTimer = undefined;
      setState({ ...state, received });
    }

    setState(CONNECTING);
    socket.onopen = () => setState({ phase: 'open', received });
    socket.onclose = () => setState({ phase: 'closed', received });
    socket.onmessage = ({ data }) => {
      if (typeof data !== 'string') return;
      store.ingest(data);
      received += 1;
      countTimer ??= setTimeout(publishCount, COUNT_EVERY_MS);
    };
    return () => {
      clearTimeout(countTimer);
      socket.onopen = socket.onclose = socket.onmessage = null;
      socket.close();
    };
  }

  return {
    store,
    connect,
    getState: () => state,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}
