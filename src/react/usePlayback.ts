import { useLayoutEffect, useReducer } from 'react';
import { guardCall } from '../host/guardCall.js';
import { reportFault } from '../host/reportFault.js';
import type { RunStore } from '../run/runStore.js';
import type { PlaybackSetting, PlaybackState } from '../view/playback.js';
import type { ViewPlayback } from '../view/viewPlayback.js';

interface PlaybackProps {
  readonly playback: PlaybackSetting | undefined;
  readonly onPlaybackChange: ((playback: PlaybackState) => void) | undefined;
}

/** Has a view's playback follow its run, says what the viewer does with it, and keeps it where the host holds it. */
export function usePlayback(held: ViewPlayback, store: RunStore, props: PlaybackProps): void {
  const { playback, onPlaybackChange } = props;
  const [, renderAgain] = useReducer((renders: number) => renders + 1, 0);
  const isHeld = playback !== undefined;
  useLayoutEffect(() => {
    held.followRun();
    return store.subscribe(held.followRun);
  }, [held, store]);
  useLayoutEffect(() => {
    if (onPlaybackChange === undefined && !isHeld) return;
    return held.listen((state) => {
      if (onPlaybackChange !== undefined) guardCall(() => onPlaybackChange(state), reportFault);
      // A host that leaves its prop as it was has the playback brought back.
      if (isHeld) renderAgain();
    });
  }, [held, onPlaybackChange, isHeld]);
  useLayoutEffect(() => held.control(playback));
}
