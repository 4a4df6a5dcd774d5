import { useEffect, useState, useSyncExternalStore } from 'react';
import type { RunsState } from '../run/runsState.js';
import { selectIsOver, selectShownRun } from '../run/selectors.js';
import type { Changing } from '../view/paced.js';
import { SilenceMeter, type AwaitedPoints } from './silenceMeter.js';

/**
 * For how long no point of the shown run has come, in seconds, by `SilenceMeter`; null while it is not silent, and once it
 * has ended, or is reported to have.
 * @param shown - the store's state, as it is shown
 * @param isWatched - whether the run is watched; else it is never silent
 * @param awaits - see `SilenceMeter`
 */
export function useSilence(
  shown: Changing<RunsState>,
  isWatched: boolean,
  awaits: AwaitedPoints,
): number | null {
  const [watch] = useState(() => new SilenceMeter());
  const silentS = useSyncExternalStore(watch.subscribe, watch.getState, () => null);
  useEffect(() => {
    const follow = (): void => {
      const run = isWatched ? selectShownRun(shown.getState()) : null;
      const isAwaited = run?.status === 'running' && !selectIsOver(run);
      watch.follow(isAwaited ? run : null, awaits);
    };
    follow();
    return shown.subscribe(follow);
  }, [watch, shown, isWatched, awaits]);
  return silentS;
}
