import { useThree } from '@react-three/fiber';
import { useEffect } from 'react';
import { selectShownRun } from '../../run/selectors.js';
import type { RunStore } from '../../run/runStore.js';

/** Asks for a frame when the shown run's path changes or ends, and for none when something else does. */
export function useStoreFrames(store: RunStore): void {
  const invalidate = useThree((state) => state.invalidate);
  useEffect(() => {
    let run = selectShownRun(store.getState());
    let revision = run?.path.revision;
    return store.subscribe((state) => {
      const now = selectShownRun(state);
      const isSame = now?.path === run?.path && now?.path.revision === revision && now?.end === run?.end;
      run = now;
      revision = now?.path.revision;
      if (!isSame) invalidate();
    });
  }, [store, invalidate]);
}
