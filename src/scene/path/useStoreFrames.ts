import { useThree } from '@react-three/fiber';
import { useEffect } from 'react';
import { selectShownRun } from '../../run/selectors.js';
import type { RunStore } from '../../run/runStore.js';

/** Asks for a frame when the shown run's path changes, and for none when something else does. */
export function useStoreFrames(store: RunStore): void {
  const invalidate = useThree((state) => state.invalidate);
  useEffect(() => {
    let path = selectShownRun(store.getState())?.path;
    let revision = path?.revision;
    return store.subscribe((state) => {
      const now = selectShownRun(state)?.path;
      if (now === path && now?.revision === revision) return;
      path = now;
      revision = now?.revision;
      invalidate();
    });
  }, [store, invalidate]);
}
