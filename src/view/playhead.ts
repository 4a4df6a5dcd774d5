/**
 * Where the marker is on its path, as a fractional index of points, and how fast it goes.
 * Plain data: `advancePlayhead` gives the next one.
 */
export interface Playhead {
  /** Fractional index of the point, in [0, target]. */
  readonly index: number;
  /** Points a second, at least 0. */
  readonly speed: number;
}

/** The playhead at the first point, at rest. */
export const PLAYHEAD_AT_START: Playhead = { index: 0, speed: 0 };

/**
 * How quickly the playhead follows, in 1/s. Behind a steady stream it trails by `2 / FOLLOW_RATE` seconds of points;
 * after a burst of whatever length it has all but arrived (99.9 %) in `9.3 / FOLLOW_RATE` seconds.
 */
export const FOLLOW_RATE = 9;

/** The playhead has arrived when it is within this part of a point from its target. */
const ARRIVED_POINTS = 1e-3;

/**
 * The playhead `dtS` seconds on, following the newest point as a critically damped spring does: the exact solution of
 * `x'' = -2ω·x' - ω²·x` with `x = index - target`, so that many short frames and one long frame end at the same place.
 * It neither runs ahead of the target nor goes back while the target stands or grows.
 * @param target - index of the newest point, at least 0
 * @param dtS - seconds since the last frame, at least 0
 * @param rate - ω in 1/s
 */
export function advancePlayhead(
  playhead: Playhead,
  target: number,
  dtS: number,
  rate = FOLLOW_RATE,
): Playhead {
  const distance = playhead.index - target;
  if (distance >= -ARRIVED_POINTS) return { index: target, speed: 0 };
  const decay = Math.exp(-rate * dtS);
  const drift = playhead.speed + rate * distance;
  // Rounding could otherwise move it back by an ulp.
  const index = Math.max(target + (distance + drift * dtS) * decay, playhead.index);
  const speed = (playhead.speed - rate * drift * dtS) * decay;
  return index >= target - ARRIVED_POINTS
    ? { index: target, speed: 0 }
    : { index, speed: Math.max(speed, 0) };
}
