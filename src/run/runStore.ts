import type { StoreApi } from 'zustand/vanilla';
import { reportFault } from '../host/reportFault.js';
import type { Diagnostic } from '../protocol/diagnostic.js';
import type { ConnectionState } from './connectionState.js';
import { RefusedMessage, type MessageRefusal } from '../protocol/refusedMessage.js';
import { acceptParsedText } from './parsedIngest.js';
import { HostCalls } from './hostCalls.js';
import type { FoundFault } from './runDiagnostics.js';
import { createRunsFold } from './runsFold.js';
import type { RunsState } from './runsState.js';
import type { RunStoreOptions } from './runStoreOptions.js';

export type { RunStoreOptions };

/** A zustand store of runs. Reads like any zustand store; only its own methods change it. */
export interface RunStore extends Pick<StoreApi<RunsState>, 'getState' | 'getInitialState' | 'subscribe'> {
  /**
   * Takes in what came from the backend: an envelope, an array of them, or the JSON text of either.
   * Never throws, whatever it is given; what cannot be used becomes a diagnostic. Subscribers are called once a call.
   */
  readonly ingest: (message: unknown) => void;
  /** Counts a message that its transport refused for its length as received and rejected, and says so. */
  readonly refuse: (refusal: MessageRefusal) => void;
  /** Shows this run whatever comes; null follows the latest again. */
  readonly showRun: (runKey: string | null) => void;
  /** Says how the link to the backend stands; for the transport. */
  readonly setConnection: (connection: ConnectionState) => void;
  /** Makes a diagnostic of a fault that was found outside the store, in an asset that a run's event named; each fault of an asset only once. */
  readonly report: (runKey: string | null, fault: FoundFault) => void;
  /** Forgets all that came; only the state of the link is kept. */
  readonly clear: () => void;
}

/**
 * Creates an independent store; a page may have any number.
 * @throws RangeError for a limit that is no integer, too small, or no number at all; its words name it. `Infinity` means no limit.
 */
export function createRunStore(given: RunStoreOptions = {}): RunStore {
  // Copied, so that the host may change its object later.
  const { parseLimits } = given;
  const options = parseLimits === undefined ? { ...given } : { ...given, parseLimits: { ...parseLimits } };
  const { onDiagnostic, onFault = reportFault } = options;
  let fold = createRunsFold(options);
  let state = fold.snapshot({ status: 'idle' });
  const initialState = state;
  const host = new HostCalls({ onDiagnostic, onFault }, state);
  function publish(diagnostics: readonly Diagnostic[] = [], connection = state.connection): void {
    state = fold.snapshot(connection);
    host.notify(state, diagnostics);
  }
  const ingest = (message: unknown): void => publish(fold.ingest(message));
  acceptParsedText(ingest);
  return {
    getState: () => state,
    getInitialState: () => initialState,
    subscribe: host.subscribe,
    ingest,
    refuse: ({ chars, maxChars }) => ingest(new RefusedMessage(chars, maxChars)),
    showRun(runKey) {
      fold.choose(runKey);
      publish();
    },
    setConnection(connection) {
      publish([], connection);
    },
    report(runKey, fault) {
      const diagnostic = fold.report(runKey, fault);
      if (diagnostic !== null) publish([diagnostic]);
    },
    clear() {
      fold = createRunsFold(options);
      publish();
    },
  };
}
