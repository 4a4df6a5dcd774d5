import type { ConnectionState } from '../../src/run/connectionState.js';
import { createRunStore, type RunStore } from '../../src/run/runStore.js';
import type { TransportSink } from '../../src/transport/transport.js';
import { factsOf, type RunFactsOf } from '../run/referenceRun.js';

/** A store, and everything that was said to it. */
export interface RecordingSink extends TransportSink {
  readonly store: RunStore;
  readonly texts: string[];
  readonly states: ConnectionState[];
  /** The states by their names alone. */
  statuses(): ConnectionState['status'][];
  state(): ConnectionState;
  /** Resolves as soon as `isReached`, which is asked after each call. */
  until(isReached: () => boolean): Promise<void>;
  untilStatus(status: ConnectionState['status']): Promise<void>;
}

/** Creates a sink over a new store. */
export function createRecordingSink(store = createRunStore()): RecordingSink {
  const texts: string[] = [];
  const states: ConnectionState[] = [];
  let waiting: { readonly isReached: () => boolean; readonly resolve: () => void }[] = [];
  function settle(): void {
    const reached = waiting.filter(({ isReached }) => isReached());
    waiting = waiting.filter((one) => !reached.includes(one));
    for (const { resolve } of reached) resolve();
  }
  const sink: RecordingSink = {
    store,
    texts,
    states,
    ingest(message) {
      texts.push(String(message));
      store.ingest(message);
      settle();
    },
    setConnection(state) {
      states.push(state);
      store.setConnection(state);
      settle();
    },
    statuses: () => states.map(({ status }) => status),
    state: () => states.at(-1) ?? { status: 'idle' },
    until: (isReached) =>
      new Promise((resolve) => {
        waiting.push({ isReached, resolve });
        settle();
      }),
    untilStatus: (status) => sink.until(() => sink.state().status === status),
  };
  return sink;
}

/** The facts of every run that a store holds, by the run's key. */
export function allFacts(store: RunStore): Map<string, RunFactsOf> {
  return new Map([...store.getState().runs].map(([key, run]) => [key, factsOf(run)]));
}

/** The facts that these messages come to in a store of their own, in this order. */
export function foldOf(messages: readonly string[]): Map<string, RunFactsOf> {
  const store = createRunStore();
  for (const message of messages) store.ingest(message);
  return allFacts(store);
}
