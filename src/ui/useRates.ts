import { useMemo } from 'react';
import type { RunsState } from '../run/runsState.js';
import { selectShownRun } from '../run/selectors.js';
import type { Changing } from '../view/paced.js';
import { RateReader } from '../view/rate/rateReader.js';
import type { Rates } from '../view/rate/rates.js';
import type { MeasuredHeight } from '../view/curve/lossCurve.js';
import type { ViewPlayback } from '../view/viewPlayback.js';

/**
 * The shown run's rates, for whoever writes them.
 * @param playback - whose step they are of; null where that is always the newest
 * @param measured - heights of a surface that says that it is the loss; null where there is no surface
 */
export function useRates(
  shown: Changing<RunsState>,
  playback: ViewPlayback | null,
  measured: Changing<MeasuredHeight | null> | null,
): Changing<Rates> {
  return useMemo(() => {
    const reader = new RateReader();
    const getState = (): Rates => {
      const isFollowing = playback === null || playback.getState().mode === 'following';
      const heldStep = isFollowing ? null : playback.shownStep;
      return reader.read(selectShownRun(shown.getState()), heldStep, measured?.getState());
    };
    const subscribe = (listener: () => void): (() => void) => {
      const ends = [shown, playback, measured].map((source) => source?.subscribe(listener));
      return () => ends.forEach((end) => end?.());
    };
    return { getState, subscribe };
  }, [shown, playback, measured]);
}
