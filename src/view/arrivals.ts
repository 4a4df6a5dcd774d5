/**
 * How points arrive: averages over the last seconds, in which every second weighs the same and not every arrival.
 * Plain data.
 */
export interface Arrivals {
  /** Seconds since points arrived, or since there was a first look. */
  readonly sinceS: number;
  /** Seconds that the averages hold, the older ones weighing less. */
  readonly heldS: number;
  /** Sum of the squared intervals that the averages hold, in s². */
  readonly squaredS2: number;
  /** Points that arrived in the seconds held. */
  readonly points: number;
}

/** After so many seconds an arrival weighs 1/e of what it did. */
const MEMORY_S = 8;

/** Of a longer interval so much counts: it is a pause, and says little of what follows. */
const LONGEST_INTERVAL_S = 2;

/** Before anything is known, an interval of half a second is assumed, with the weight of one second. */
export const NO_ARRIVALS: Arrivals = { sinceS: 0, heldS: 1, squaredS2: 0.5, points: 0 };

/** @param points - that arrived now, above 0 */
export function addArrival(arrivals: Arrivals, points: number): Arrivals {
  const intervalS = Math.min(arrivals.sinceS, LONGEST_INTERVAL_S);
  const kept = Math.exp(-intervalS / MEMORY_S);
  return {
    sinceS: 0,
    heldS: arrivals.heldS * kept + intervalS,
    squaredS2: arrivals.squaredS2 * kept + intervalS ** 2,
    points: arrivals.points * kept + points,
  };
}

/**
 * How long the interval is, on the average, in which a moment lies, in s. That is longer than the mean of the intervals
 * where they differ, since a long one holds more moments (the inspection paradox): it is what a reader waits through.
 */
export function computeIntervalS({ squaredS2, heldS }: Arrivals): number {
  return squaredS2 / heldS;
}

/** Points a second. */
export function computeArrivalRate({ points, heldS }: Arrivals): number {
  return points / heldS;
}
