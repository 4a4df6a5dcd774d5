import { useMemo, useSyncExternalStore } from 'react';
import type { RunState } from '../run/runState.js';
import type { RunStore } from '../run/runStore.js';
import type { RunsState } from '../run/runsState.js';
import { selectShownRun } from '../run/selectors.js';
import { Paced, type Changing } from '../view/paced.js';

/** The run that is shown, or null; updated at most every 100 ms however fast messages come, and always with the last change. */
export function useShownRun(store: RunStore): RunState | null {
  return selectShownRun(usePacedState(store));
}

/** The store's state, updated at most every 100 ms. */
export function usePacedState(store: RunStore): RunsState {
  return usePaced(store);
}

/** The state of a source, updated at the pace of {@link Paced}. */
export function usePaced<T>(source: Changing<T>): T {
  const paced = useMemo(() => new Paced(source), [source]);
  return useSyncExternalStore(paced.subscribe, paced.getState, source.getState);
}
