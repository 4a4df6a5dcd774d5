import { PLAYBACK_SPEEDS, type PlaybackState } from '../../view/playback.js';
import type { ViewPlayback } from '../../view/viewPlayback.js';
import { useWording } from '../wordingContext.js';
import { IconButton } from './IconButton.js';
import { Figure } from './StripFigure.js';
import type { TimelineStrip } from './timelineStrip.js';

export interface TransportProps {
  readonly playback: ViewPlayback;
  readonly mode: PlaybackState['mode'];
  readonly isDisabled: boolean;
}

/** Plays, pauses, and goes a step back or forth. */
export function Transport({ playback, mode, isDisabled }: TransportProps) {
  const { timeline } = useWording().labels;
  const isPlaying = mode === 'playing';
  return (
    <span className="gdv-tools">
      <IconButton
        icon="stepBack"
        name={timeline.stepBack}
        isDisabled={isDisabled}
        onPress={() => playback.stepBy(-1)}
      />
      <IconButton
        icon={isPlaying ? 'pause' : 'play'}
        name={isPlaying ? timeline.pause : timeline.play}
        isDisabled={isDisabled}
        className="gdv-tool--main"
        onPress={() => playback.toggle()}
      />
      <IconButton
        icon="stepForth"
        name={timeline.stepForth}
        isDisabled={isDisabled}
        onPress={() => playback.stepBy(1)}
      />
    </span>
  );
}

/** How fast it plays. */
export function SpeedChoice({
  playback,
  speed,
}: {
  readonly playback: ViewPlayback;
  readonly speed: number;
}) {
  const { labels, numbers } = useWording();
  // A speed of the host's may be any.
  const speeds = PLAYBACK_SPEEDS.some((one) => one === speed)
    ? PLAYBACK_SPEEDS
    : [...PLAYBACK_SPEEDS, speed].sort((a, b) => a - b);
  return (
    <select
      className="gdv-speed"
      aria-label={labels.timeline.speed}
      title={labels.timeline.speed}
      value={speed}
      onChange={(event) => playback.setSpeed(Number(event.currentTarget.value))}
    >
      {speeds.map((one) => (
        <option key={one} value={one}>
          {labels.timeline.speedTimes(numbers.number(one))}
        </option>
      ))}
    </select>
  );
}

interface LiveButtonProps extends TransportProps {
  readonly strip: TimelineStrip;
  readonly isLive: boolean;
}

/** Follows the newest step; says how far it is. */
export function LiveButton({ playback, mode, isDisabled, strip, isLive }: LiveButtonProps) {
  const { timeline } = useWording().labels;
  const isFollowing = mode === 'following';
  return (
    <button
      type="button"
      className={`gdv-live ${isLive ? 'gdv-live--on' : ''}`}
      aria-pressed={isFollowing}
      aria-disabled={isDisabled}
      onClick={isDisabled ? undefined : playback.follow}
    >
      <span className="gdv-live-word" dir="auto">
        {isLive ? timeline.live : timeline.end}
      </span>
      <Figure strip={strip} name="behind" className="gdv-live-behind" />
    </button>
  );
}
