import { useEffect } from 'react';
import { selectShownRun } from '../run/selectors.js';
import type { RunStore } from '../run/runStore.js';
import type { ViewPlayback } from '../view/viewPlayback.js';

/**
 * Has a playback go on where no picture is drawn whose frames would: its curve and its figures are there all the same.
 * @param isDrawn - whether a picture is
 */
export function useUndrawnPlay(playback: ViewPlayback, store: RunStore, isDrawn: boolean): void {
  useEffect(() => {
    if (isDrawn) return;
    let frame = 0;
    let beforeMs: number | null = null;
    const advance = (nowMs: number): void => {
      frame = 0;
      const run = selectShownRun(store.getState());
      const dtS = beforeMs === null ? 0 : (nowMs - beforeMs) / 1000;
      const goesOn = run !== null && playback.advance(run, dtS);
      // What plays once more steps have come begins then: the time until then was rest.
      beforeMs = goesOn ? nowMs : null;
      if (goesOn) ask();
    };
    const ask = (): void => {
      if (frame === 0 && playback.getState().mode === 'playing') frame = requestAnimationFrame(advance);
    };
    ask();
    const ends = [playback.subscribe(ask), store.subscribe(ask)];
    return () => {
      for (const end of ends) end();
      cancelAnimationFrame(frame);
    };
  }, [playback, store, isDrawn]);
}
