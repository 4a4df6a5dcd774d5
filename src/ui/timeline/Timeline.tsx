import { useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { RunsState } from '../../run/runsState.js';
import type { MeasuredHeight } from '../../view/curve/lossCurve.js';
import type { Changing } from '../../view/paced.js';
import type { PlaneChange } from '../../view/planeChanges.js';
import type { ViewPlayback } from '../../view/viewPlayback.js';
import { useWording } from '../wordingContext.js';
import { CurveControls } from './CurveControls.js';
import { IconButton } from './IconButton.js';
import { StepField } from './StepField.js';
import { Strip } from './Strip.js';
import { TimelineStrip } from './timelineStrip.js';
import { LiveButton, SpeedChoice, Transport } from './Transport.js';

export interface TimelineProps {
  /** The runs, at a reader's pace. */
  readonly runs: Changing<RunsState>;
  readonly playback: ViewPlayback;
  /** Heights of a surface that says that it is the measured loss. */
  readonly measured: Changing<MeasuredHeight | null>;
  /** Where the path came on a new plane; the same function always. */
  readonly readPlanes: () => readonly PlaneChange[];
  /** Whether it is shown where there is room, or always. */
  readonly isAuto: boolean;
}

/** The loss curve of the shown run, and what plays it. Steps that pass render nothing: the strip draws and writes them. */
export function Timeline({ runs, playback, measured, readPlanes, isAuto }: TimelineProps) {
  const wording = useWording();
  const { timeline } = wording.labels;
  const strip = useMemo(
    () => new TimelineStrip({ runs, playback, measured, readPlanes }),
    [runs, playback, measured, readPlanes],
  );
  useLayoutEffect(() => strip.setWording(wording), [strip, wording]);
  const state = useSyncExternalStore(strip.subscribe, strip.getState, strip.getState);
  const { mode, speed, isLooping } = usePlaybackControls(playback);
  const [isOpen, setOpen] = useState(false);
  const isDisabled = !state.hasPath;
  return (
    <div
      // No landmark: a page of several views would have as many of one name.
      role="group"
      className={`gdv-timeline ${isAuto ? 'gdv-timeline--auto' : ''} ${isOpen ? 'gdv-timeline--open' : ''}`}
      aria-label={timeline.region}
      dir="ltr"
    >
      <Strip strip={strip} state={state} playback={playback} />
      <div className="gdv-timeline-row">
        <Transport playback={playback} mode={mode} isDisabled={isDisabled} />
        <SpeedChoice playback={playback} speed={speed} />
        <IconButton
          icon="loop"
          name={timeline.loop}
          isPressed={isLooping}
          className="gdv-loop"
          onPress={() => playback.setLooping(!isLooping)}
        />
        <StepField strip={strip} isDisabled={isDisabled} />
        <span className="gdv-timeline-space" />
        <span className="gdv-curve-controls">
          <CurveControls strip={strip} state={state} />
        </span>
        <IconButton
          icon="more"
          name={timeline.more}
          isExpanded={isOpen}
          className="gdv-more"
          onPress={() => setOpen(!isOpen)}
        />
        <LiveButton
          strip={strip}
          playback={playback}
          mode={mode}
          isDisabled={isDisabled}
          isLive={state.isLive}
        />
      </div>
    </div>
  );
}

/** What of the playback the buttons show; a step that passes is none of it. */
function usePlaybackControls(playback: ViewPlayback) {
  const { subscribe, getState } = playback;
  const readMode = () => getState().mode;
  const readSpeed = () => getState().speed;
  const readLooping = () => getState().isLooping;
  return {
    mode: useSyncExternalStore(subscribe, readMode, readMode),
    speed: useSyncExternalStore(subscribe, readSpeed, readSpeed),
    isLooping: useSyncExternalStore(subscribe, readLooping, readLooping),
  };
}
