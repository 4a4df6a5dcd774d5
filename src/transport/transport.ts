import type { MessageRefusal } from '../protocol/refusedMessage.js';
import type { ConnectionState } from '../run/connectionState.js';
import type { FoundFault } from '../run/runDiagnostics.js';
import type { RunsState } from '../run/runsState.js';

/** What a transport delivers to. A `RunStore` is one. */
export interface TransportSink {
  /** Takes one message: its JSON text as it came. */
  readonly ingest: (message: unknown) => void;
  /**
   * Called with a message that was longer than the transport's limit, and of which nothing was kept. A sink without this
   * is given a `RefusedMessage` by `ingest`: an object which a `RunStore`'s `ingest` knows.
   */
  readonly refuse?: (refusal: MessageRefusal) => void;
  readonly setConnection: (state: ConnectionState) => void;
  /** The runs of the sink: if all have ended, a link that its server closed is replaced only after a long wait. */
  readonly getState?: () => Pick<RunsState, 'runs'>;
  /** Makes a diagnostic of a fault of a link. */
  readonly report?: (runKey: null, fault: FoundFault) => void;
}

/** A way by which messages arrive. It may be connected several times, each time with a link of its own. */
export interface Transport {
  /** Begins to deliver. Never throws: failures become the connection's state. */
  connect(sink: TransportSink): TransportConnection;
}

/** One connection of a transport. */
export interface TransportConnection {
  /** Ends it for good: nothing more is delivered. Does nothing once it has ended. */
  close(): void;
  /** Connects again at once, whatever the state; does nothing after `close`. */
  reconnect(): void;
}
