import { useStore } from 'zustand';
import type { RunStore } from '../run/runStore.js';
import type { RunsState } from '../run/runsState.js';

/**
 * What a selector returns for a store, updated when it changes.
 * Runs change with every message: for text that people read, `useShownRun` is paced.
 * @param selector - a module constant, such as `selectShownRun`
 */
export function useRuns<T>(store: RunStore, selector: (state: RunsState) => T): T {
  return useStore(store, selector);
}
