import { MAX_SPACING, MIN_SPACING } from './lineVertices.js';

/** A viewer comes 3.3 times as near as the first view: still under a pixel then. */
const SPACING_PX = 0.25;

/**
 * How close (normalized) two points must lie to be one vertex of a line: at most a quarter of a device pixel at the first
 * view, but never less than `MIN_SPACING`; a power of two times that, so that resizing a canvas seldom changes it.
 * @param unitPx - device pixels of a normalized unit at the first view
 */
export function computeSpacing(unitPx: number): number {
  let spacing = MIN_SPACING;
  while (4 * spacing <= MAX_SPACING && 2 * spacing * unitPx <= SPACING_PX) spacing *= 2;
  return spacing;
}
