import { useMemo } from 'react';
import type { RunsState } from '../run/runsState.js';
import { selectShownRun } from '../run/selectors.js';
import type { Changing } from '../view/paced.js';
import { RateReader } from '../view/rate/rateReader.js';
import type { Rates } from '../view/rate/rates.js';
import type { ViewPlayback } from '../view/viewPlayback.js';

/**
 * The shown run's rates, for whoever writes them.
 * @param playback - whose step they are of; null where that is always the newest
 */
export function useRates(shown: Changing<RunsState>, playback: ViewPlayback | null): Changing<Rates> {
  return useMemo(() => {
    const reader = new RateReader();
    const getState = (): Rates => {
      const isFollowing = playback === null || playback.getState().mode === 'following';
      return reader.read(selectShownRun(shown.getState()), isFollowing ? null : playback.shownStep);
    };
    const subscribe = (listener: () => void): (() => void) => {
      const ends = [shown.subscribe(listener), playback?.subscribe(listener)];
      return () => ends.forEach((end) => end?.());
    };
    return { getState, subscribe };
  }, [shown, playback]);
}
