import { useWording } from '../wordingContext.js';
import { IconButton } from './IconButton.js';
import type { StripState } from './stripState.js';
import type { TimelineStrip } from './timelineStrip.js';

/** How much nearer a press of a zoom button shows the curve. */
const ZOOM = 3;
const POSITIONS = 100;

/** How the curve is shown: how smooth, on which axis, how many steps of it. */
export function CurveControls({
  strip,
  state,
}: {
  readonly strip: TimelineStrip;
  readonly state: StripState;
}) {
  const { timeline } = useWording().labels;
  const { settings, isLog, isZoomed, series } = state;
  if (series.length === 0) return null;
  return (
    <>
      <label className="gdv-smoothing">
        <span dir="auto">{timeline.smoothing}</span>
        <input
          className="gdv-smoothing-slider"
          type="range"
          min={0}
          max={POSITIONS}
          value={Math.round(settings.smoothing * POSITIONS)}
          onChange={(event) =>
            strip.setSettings({ ...settings, smoothing: event.currentTarget.valueAsNumber / POSITIONS })
          }
        />
      </label>
      <button
        type="button"
        className="gdv-tool gdv-tool--word"
        aria-pressed={isLog}
        title={timeline.logHint}
        dir="auto"
        onClick={() => strip.setSettings({ ...settings, axis: isLog ? 'linear' : 'log' })}
      >
        {timeline.log}
      </button>
      <span className="gdv-tools">
        <IconButton
          icon="zoomOut"
          name={timeline.zoomOut}
          isDisabled={!isZoomed}
          onPress={() => strip.zoom(ZOOM)}
        />
        <IconButton icon="zoomIn" name={timeline.zoomIn} onPress={() => strip.zoom(1 / ZOOM)} />
        <IconButton
          icon="zoomAll"
          name={timeline.zoomAll}
          isDisabled={!isZoomed}
          onPress={() => strip.showAll()}
        />
      </span>
    </>
  );
}
