import type { MessageRefusal } from '../protocol/refusedMessage.js';
import type { ConnectionState } from '../run/connectionState.js';
import type { FoundFault } from '../run/runDiagnostics.js';
import type { RunsState } from '../run/runsState.js';

/** Where a transport puts what it receives. A `RunStore` is one. */
export interface TransportSink {
  /** Takes one message: its JSON text as it came. */
  readonly ingest: (message: unknown) => void;
  /**
   * Called with a message that was longer than the transport's limit, and of which nothing was kept. A sink without this
   * is given a `RefusedMessage` by `ingest`: an object which a `RunStore`'s `ingest` knows.
   */
  readonly refuse?: (refusal: MessageRefusal) => void;
  readonly setConnection: (state: ConnectionState) => void;
  /** What the sink holds of runs: after the end of all of them a link that its server closed is not called back soon. */
  readonly getState?: () => Pick<RunsState, 'runs'>;
  /** Makes a diagnostic of what is found about a link. */
  readonly report?: (runKey: null, fault: FoundFault) => void;
}

/** A way by which messages arrive. It holds no link itself, so it may be connected several times, each with its own. */
export interface Transport {
  /** Begins to deliver. Never throws: what goes wrong becomes the connection's state. */
  connect(sink: TransportSink): TransportConnection;
}

/** One connection of a transport. */
export interface TransportConnection {
  /** Ends it for good: nothing is delivered any more. Harmless once it has ended. */
  close(): void;
  /** Connects anew at once, whatever the state is; only after `close` it does nothing. */
  reconnect(): void;
}
