import { FARTHEST, MAX_SPACING, reachOf } from './lineVertices.js';

/** The most cuts of one segment: one that comes from as far as is drawn, crosses the domain and leads as far again. */
export const MAX_CUTS = 160;

/** Outside the domain, a cut's distance to the next is this share of its distance from the domain: a few cuts lead far. */
const OUTSIDE_SHARE = 0.75;

/**
 * Where a segment gets vertices so that it follows the surface: at most `MAX_SPACING` apart over the domain, ever further
 * apart the further outside it.
 * @param out - receives the places, shares of the way in (0, 1), ascending; `MAX_CUTS` long
 * @returns how many
 */
export function cutSegmentInto(ax: number, ay: number, bx: number, by: number, out: Float64Array): number {
  const length = Math.max(Math.abs(bx - ax), Math.abs(by - ay));
  if (!(length > MAX_SPACING)) return 0;
  if (reachOf(ax, ay) <= 1 && reachOf(bx, by) <= 1) {
    const pieces = Math.ceil(length / MAX_SPACING);
    for (let piece = 1; piece < pieces; piece++) out[piece - 1] = piece / pieces;
    return pieces - 1;
  }
  let cuts = 0;
  for (let share = 0; cuts < MAX_CUTS;) {
    const outside = Math.max(reachOf(ax + (bx - ax) * share, ay + (by - ay) * share) - 1, 0);
    share += (MAX_SPACING + OUTSIDE_SHARE * outside) / length;
    if (!(share < 1)) break;
    if (reachOf(ax + (bx - ax) * share, ay + (by - ay) * share) < FARTHEST) out[cuts++] = share;
  }
  return cuts;
}
