import { PLAYBACK_SPEEDS } from '../../view/playback.js';
import type { ViewPlayback } from '../../view/viewPlayback.js';

/** What of the playback keys change. */
export type KeyedPlayback = Pick<
  ViewPlayback,
  'getState' | 'toggle' | 'seek' | 'stepBy' | 'follow' | 'setSpeed' | 'shownStep'
>;

interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
}

const FINE = 0.01;
const COARSE = 0.1;

/**
 * Does what a key of the timeline is for: arrows one step, with Shift 1 % of the run, Page keys 10 %, Home the first step,
 * End and L the newest, Space plays, `<` and `>` change the speed.
 * @param first - step of the first point; @param newest - of the newest
 * @returns whether the key is one of these
 */
export function playByKey(
  { key, shiftKey }: Key,
  playback: KeyedPlayback,
  first: number,
  newest: number,
): boolean {
  const go = (share: number): void => {
    const steps = Math.max(Math.round(Math.abs(share) * (newest - first)), 1);
    playback.seek((playback.shownStep ?? first) + Math.sign(share) * steps);
  };
  const step = (points: number): void => (shiftKey ? go(points * FINE) : playback.stepBy(points));
  const commands: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => step(-1),
    ArrowDown: () => step(-1),
    ArrowRight: () => step(1),
    ArrowUp: () => step(1),
    PageDown: () => go(-COARSE),
    PageUp: () => go(COARSE),
    Home: () => playback.seek(first),
    End: () => playback.follow(),
    ' ': () => playback.toggle(),
    '<': () => playback.setSpeed(nextSpeed(playback.getState().speed, -1)),
    '>': () => playback.setSpeed(nextSpeed(playback.getState().speed, 1)),
    l: () => playback.follow(),
    L: () => playback.follow(),
  };
  if (!Object.hasOwn(commands, key)) return false;
  commands[key]!();
  return true;
}

/** The next of the speeds to choose from. */
function nextSpeed(speed: number, direction: 1 | -1): number {
  const all = direction > 0 ? PLAYBACK_SPEEDS : PLAYBACK_SPEEDS.toReversed();
  return all.find((one) => direction * (one - speed) > 0) ?? speed;
}
