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
  return usePaced(store);
}

/** What changes, and says when it does. */
export interface Changing<T> {
  /** The same value until it changes. */
  readonly getState: () => T;
  /** @returns ends the subscription */
  readonly subscribe: (onChange: () => void) => () => void;
}

/** What something is, renewed at most every 100 ms: the first change at once, and the last one is never left behind. */
export function usePaced<T>(source: Changing<T>): T {
  const paced = useMemo(() => createPaced(source, TEXT_INTERVAL_MS), [source]);
  return useSyncExternalStore(paced.subscribe, paced.getSnapshot, source.getState);
}

function createPaced<T>(source: Changing<T>, intervalMs: number) {
  let snapshot = source.getState();
  return {
    getSnapshot: (): T => snapshot,
    subscribe: (onChange: () => void): (() => void) => {
      let timer: ReturnType<typeof setTimeout> | null = null;
      const renew = (): void => {
        timer = null;
        if (snapshot === source.getState()) return;
        snapshot = source.getState();
        onChange();
        timer = setTimeout(renew, intervalMs);
      };
      const unsubscribe = source.subscribe(() => {
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
