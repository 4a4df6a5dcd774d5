import type { Picture } from './engine.js';

/** The marker's red, which occurs in no colour map. */
const MARKER = [0xff, 0x3d, 0x2e];
const TOLERANCE = 24;
/** Its disc has a radius of 7 px; edges are mixed with what is around them. */
const LEAST_PX = 60;

/**
 * The middle of the marker's disc, in CSS pixels from the upper left corner.
 * @returns null where there is none
 */
export function findMarker({ widthPx, heightPx, pixels }: Picture): { xPx: number; yPx: number } | null {
  let count = 0;
  let sumX = 0;
  let sumY = 0;
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const start = 4 * (y * widthPx + x);
      if (MARKER.some((value, channel) => Math.abs(pixels[start + channel]! - value) > TOLERANCE)) continue;
      count++;
      sumX += x + 0.5;
      sumY += y + 0.5;
    }
  }
  return count < LEAST_PX ? null : { xPx: sumX / count, yPx: sumY / count };
}
