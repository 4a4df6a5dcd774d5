import { addArrival, computeArrivalRate, computeIntervalS, NO_ARRIVALS, type Arrivals } from './arrivals.js';

/** A place on the path, and when. */
export interface Moment {
  /** Fractional index of the point. */
  readonly index: number;
  /** On the playhead's own clock, in s. */
  readonly atS: number;
}

/** How the path received is drawn over time: where the playhead is to be by when. Plain data. */
export interface Pace {
  readonly nowS: number;
  readonly arrivals: Arrivals;
  /** Index of the newest point received. */
  readonly newest: number;
  /** Where the plan is now, as a fractional index. */
  readonly index: number;
  /** Points a second, as last decided; 0 at rest. */
  readonly speed: number;
  /** When the speed is decided anew, unless points arrive or a due point is reached before. */
  readonly decideAtS: number;
  /** By when the plan is at which point: both increase. Empty at rest. */
  readonly due: readonly Moment[];
}

/** Points are drawn within this time after the frame that received them, in s; `playhead.ts` adds its own. */
export const LONGEST_SPREAD_S = 1.42;

/** Points received at once are spread over so many intervals of arrivals. */
const SPREAD_INTERVALS = 1.3;

/** Where arrivals come in quick succession, over this time and half an interval, so that batches even out. */
const SHORT_SPREAD_S = 0.205;

/**
 * The plan may be left behind by up to this part, all of it where points are spread the longest, so that points that come
 * soon find less that is not drawn yet …
 */
const HASTE = 0.5;

/** … but only up to this multiple of the rate of arrivals. */
const HASTE_UP_TO_RATE = 1.6;

/** The speed is decided this often, at moments that do not depend on frames. */
const DECIDE_EVERY_S = 1 / 20;

/** A due point whose time has come is reached in this time. */
const LATE_S = 1e-6;

/** At rest. @param index - fractional, at least 0 */
export function restAt(index: number, { nowS, arrivals }: Pick<Pace, 'nowS' | 'arrivals'>): Pace {
  return { nowS, arrivals, newest: index, index, speed: 0, decideAtS: nowS, due: [] };
}

/** At rest on the first point. */
export const PACE_AT_START: Pace = restAt(0, { nowS: 0, arrivals: NO_ARRIVALS });

/** Time over which points are spread that arrive now, in s. */
function computeSpreadS(arrivals: Arrivals): number {
  const intervalS = computeIntervalS(arrivals);
  const spreadS = Math.max(SPREAD_INTERVALS * intervalS, SHORT_SPREAD_S + intervalS / 2);
  return Math.min(spreadS, LONGEST_SPREAD_S);
}

/** Points arrived. @param newest - index of the newest, above the one before */
export function receivePoints(pace: Pace, newest: number): Pace {
  const arrivals = addArrival(pace.arrivals, newest - pace.newest);
  const last = pace.due.at(-1);
  // Not before those that came before it: what is drawn is drawn in order.
  const atS = Math.max(pace.nowS + computeSpreadS(arrivals), last?.atS ?? 0);
  const due = [...pace.due];
  // Whatever is not above the straight line to the newest is due on the way: a few stay, however many frames bring points.
  while (
    due.length > 0 &&
    !isAbove(due.at(-1)!, due.at(-2) ?? { index: pace.index, atS: pace.nowS }, { index: newest, atS })
  )
    due.pop();
  due.push({ index: newest, atS });
  return decide({ ...pace, arrivals, newest, due });
}

/** Whether a moment is above the line between an earlier and a later one. */
function isAbove(moment: Moment, from: Moment, to: Moment): boolean {
  return (
    (moment.index - from.index) * (to.atS - from.atS) > (to.index - from.index) * (moment.atS - from.atS)
  );
}

/**
 * The least constant speed at which every due point is reached in time ("optimal available": F. Yao, A. Demers,
 * S. Shenker, A scheduling model for reduced CPU energy, FOCS 1995, doi 10.1109/SFCS.1995.492493), with haste.
 */
function decide(pace: Pace): Pace {
  let needed = 0;
  for (const { index, atS } of pace.due) {
    needed = Math.max(needed, (index - pace.index) / Math.max(atS - pace.nowS, LATE_S));
  }
  const haste = 1 + (HASTE * computeSpreadS(pace.arrivals)) / LONGEST_SPREAD_S;
  const hasty = Math.min(haste * needed, HASTE_UP_TO_RATE * computeArrivalRate(pace.arrivals));
  return { ...pace, speed: Math.max(needed, hasty), decideAtS: pace.nowS + DECIDE_EVERY_S };
}

/**
 * Time passes. The answer does not depend on the frames into which it is cut.
 * @param dtS - at least 0
 * @param onMove - called with every moment between which the plan goes at one speed
 */
export function passTime(before: Pace, dtS: number, onMove: (moment: Moment) => void): Pace {
  const { sinceS } = before.arrivals;
  let pace = { ...before, arrivals: { ...before.arrivals, sinceS: sinceS + dtS } };
  const endS = before.nowS + dtS;
  while (pace.due.length > 0 && pace.nowS < endS) {
    pace = passPart(pace, endS);
    onMove({ index: pace.index, atS: pace.nowS });
  }
  return { ...pace, nowS: endS };
}

/** Up to the next due point, the next decision, or the end, whichever is first. */
function passPart(pace: Pace, endS: number): Pace {
  const next = pace.due[0]!;
  const reachedS = pace.nowS + (next.index - pace.index) / pace.speed;
  const untilS = Math.min(pace.decideAtS, endS);
  if (reachedS <= untilS) {
    const due = pace.due.slice(1);
    const reached = { ...pace, nowS: reachedS, index: next.index, due };
    return due.length > 0 ? decide(reached) : { ...reached, speed: 0 };
  }
  const index = Math.min(pace.index + pace.speed * (untilS - pace.nowS), next.index);
  const moved = { ...pace, nowS: untilS, index };
  return untilS === pace.decideAtS ? decide(moved) : moved;
}

/**
 * Indices have changed, since points were inserted or removed.
 * @param by - added to the indices
 * @param newest - index of the newest point that there is
 */
export function shiftPace(pace: Pace, by: number, newest: number): Pace {
  const shift = ({ index, atS }: Moment): Moment => ({ index: Math.min(index + by, newest), atS });
  const index = Math.min(pace.index + by, newest);
  const due = pace.due
    .map(shift)
    .filter((moment, i, all) => moment.index > (i === 0 ? index : Math.max(index, all[i - 1]!.index)));
  const shifted = { ...pace, index, due, newest: Math.min(pace.newest + by, newest) };
  return due.length > 0 ? shifted : { ...shifted, speed: 0 };
}
