import {
  LONGEST_SPREAD_S,
  PACE_AT_START,
  passTime,
  receivePoints,
  restAt,
  shiftPace,
  type Moment,
  type Pace,
} from './pace.js';

/**
 * Where the marker is on its path, as a fractional index of points, and how fast it goes.
 * Plain data: `advancePlayhead` gives the next one.
 */
export interface Playhead {
  /** Fractional index of the point, in [0, newest]. */
  readonly index: number;
  /** Points a second, at least 0. */
  readonly speed: number;
  /** What is received and not drawn, and by when it is. */
  readonly pace: Pace;
  /** Where the plan was in the last `SOFT_S` seconds, and where it began before them: between two it goes evenly. */
  readonly trail: readonly Moment[];
}

/** The playhead at the first point, at rest. */
export const PLAYHEAD_AT_START: Playhead = { index: 0, speed: 0, pace: PACE_AT_START, trail: [] };

/** The playhead is the mean of its plan over this time, in s: its speed never changes at once. */
const SOFT_S = 0.06;

/** A point is drawn at most so long after the frame that received it, in s, if there are frames. */
export const LONGEST_LAG_S = LONGEST_SPREAD_S + SOFT_S;

/**
 * The playhead `dtS` seconds on, following the newest point at a pace that adapts to arrivals. What arrives is spread over
 * up to one and a half intervals of arrivals, so that the marker does not rest between them; each point is reached at
 * most `LONGEST_LAG_S` after its frame, however many there are. It neither runs ahead of the newest point nor goes back
 * while that stands or grows, and it ends at the same place for many short frames and one long one.
 * @param newest - index of the newest point now, an integer at least 0; where it is before the playhead, that is there at once
 * @param dtS - seconds since the last call, at least 0, whether or not the playhead moved
 */
export function advancePlayhead(playhead: Playhead, newest: number, dtS: number): Playhead {
  if (newest < playhead.index) return placePlayhead(playhead, newest);
  // Of a frame in movement the points are there at its beginning, else they would wait for the next; a rest ends now.
  const isMoving = playhead.trail.length > 0;
  return isMoving ? passFrame(receive(playhead, newest), dtS) : receive(passFrame(playhead, dtS), newest);
}

function receive(playhead: Playhead, newest: number): Playhead {
  const { pace, trail } = playhead;
  if (newest === pace.newest) return playhead;
  if (newest < pace.newest) return shiftPlayhead(playhead, 0, newest);
  const begun = trail.length > 0 ? trail : [{ index: pace.index, atS: pace.nowS }];
  return { ...playhead, pace: receivePoints(pace, newest), trail: begun };
}

/** The playhead at a place of the path, at rest. @param index - fractional, at least 0 */
export function placePlayhead(playhead: Playhead, index: number): Playhead {
  return { index, speed: 0, pace: restAt(index, playhead.pace), trail: [] };
}

/**
 * The playhead at the same point, whose index has changed since points were inserted or removed.
 * @param by - added to the index
 * @param newest - index of the newest point that there is
 */
export function shiftPlayhead(playhead: Playhead, by: number, newest: number): Playhead {
  const shift = (index: number): number => Math.min(index + by, newest);
  return {
    ...playhead,
    index: shift(playhead.index),
    pace: shiftPace(playhead.pace, by, newest),
    trail: playhead.trail.map(({ index, atS }) => ({ index: shift(index), atS })),
  };
}

function passFrame(playhead: Playhead, dtS: number): Playhead {
  const passed = [...playhead.trail];
  const pace = passTime(playhead.pace, dtS, (moment) => passed.push(moment));
  if (passed.length === 0) return { ...playhead, pace };
  passed.push({ index: pace.index, atS: pace.nowS });
  const trail = dropOlder(passed, pace.nowS - SOFT_S);
  if (trail[0]!.index === pace.index && pace.due.length === 0)
    return placePlayhead({ ...playhead, pace }, pace.index);
  const { index, first } = averageTrail(trail, pace);
  return {
    // Rounding could otherwise move it back by an ulp.
    index: Math.max(index, playhead.index),
    speed: (pace.index - first) / SOFT_S,
    pace,
    trail,
  };
}

/** Without what is older, but for the last of it. */
function dropOlder(trail: readonly Moment[], fromS: number): Pace['due'] {
  let first = 0;
  while (first + 1 < trail.length && trail[first + 1]!.atS <= fromS) first++;
  return first === 0 ? trail : trail.slice(first);
}

/** Mean index over the last `SOFT_S` seconds, and the index at their beginning. */
function averageTrail(trail: readonly Moment[], { index, nowS }: Pace): { index: number; first: number } {
  const fromS = nowS - SOFT_S;
  // Summed from the newest place, so that the mean is never beyond it.
  let behind = (index - trail[0]!.index) * Math.max(trail[0]!.atS - fromS, 0);
  let first = trail[0]!.index;
  for (let i = 1; i < trail.length; i++) {
    const from = trail[i - 1]!;
    const to = trail[i]!;
    const lengthS = to.atS - from.atS;
    if (lengthS <= 0) continue;
    const cut = Math.min(Math.max(fromS - from.atS, 0) / lengthS, 1);
    const start = from.index + cut * (to.index - from.index);
    if (cut > 0) first = start;
    behind += (index - (start + to.index) / 2) * lengthS * (1 - cut);
  }
  return { index: index - behind / SOFT_S, first };
}
