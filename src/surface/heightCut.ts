import { FLOAT32_LIMIT } from './heightTransform.js';
import type { LossBounds, SampleRange } from './sampleRange.js';

/** Samples beyond the range, which are drawn at its end. */
export interface HeightCut {
  /** How many samples lie below the range, and how many above. */
  readonly below: number;
  readonly above: number;
  /** The least and the greatest sample of all, in loss units. */
  readonly least: number;
  readonly greatest: number;
}

/** A sample beyond an end by less than this share of the range counts as at it, because of rounding. */
export const CUT_ROOM = 1e-5;

/** The samples beyond two losses; null if there are none. */
export function findCut(
  samples: Float32Array | Float64Array,
  offset: number,
  { min: least, max: greatest }: SampleRange,
  { min, max }: LossBounds,
): HeightCut | null {
  const room = CUT_ROOM * (max - min);
  if (least >= min - room && greatest <= max + room) return null;
  const [low, high] = [min - room - offset, max + room - offset];
  let below = 0;
  let above = 0;
  for (let n = 0; n < samples.length; n++) {
    const z = samples[n]!;
    if (z < low) below += z > -FLOAT32_LIMIT ? 1 : 0;
    else if (z > high) above += z < FLOAT32_LIMIT ? 1 : 0;
  }
  return below + above > 0 ? { below, above, least, greatest } : null;
}
