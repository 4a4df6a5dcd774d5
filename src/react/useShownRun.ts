import { useMemo, useSyncExternalStore } from 'react';
import type { RunState } from '../run/runState.js';
import type { RunStore } from '../run/runStore.js';
import type { RunsState } from '../run/runsState.js';
import { selectShownRun } from '../run/selectors.js';

/** Text is renewed at most this often: a person reads no faster. */
const TEXT_INTERVAL_MS = 100;

/** The run that is shown, or null; renewed at most every 100 ms however fast messages come, and never left behind. */
export function useShownRun(store: RunStore): RunState | null {
  return selectShownRun(usePacedState(store));
}

/** The store's state, renewed at most every 100 ms. */
export function usePacedState(store: RunStore): RunsState {
  const paced = useMemo(() => createPaced(store, TEXT_INTERVAL_MS), [store]);
  return useSyncExternalStore(paced.subscribe, paced.getSnapshot, () => store.getState());
}

function createPaced(store: RunStore, intervalMs: number) {
  let snapshot = store.getState();
  return {
    getSnapshot: (): RunsState => snapshot,
    subscribe: (onChange: () => void): (() => void) => {
      let timer: ReturnType<typeof setTimeout> | null = null;
      const renew = (): void => {
        timer = null;
        if (snapshot === store.getState()) return;
        snapshot = store.getState();
        onChange();
        timer = setTimeout(renew, intervalMs);
      };
      const unsubscribe = store.subscribe(() => {
        if (timer === null) renew();
      });
      renew();
      return () => {
        unsubscribe();
        if (timer !== null) clearTimeout(timer);
      };
    },
  };
}
