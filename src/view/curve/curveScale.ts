import { selectHeightTransform } from '../../surface/heightScale.js';
import { LINEAR_TRANSFORM, type HeightTransform } from '../../surface/heightTransform.js';
import { computeLossTicks } from '../../surface/lossTicks.js';
import type { CurveLine } from './curveLine.js';

/** How loss is shown as height: as it is, as its logarithm, or whichever shows more. */
export type CurveAxis = 'auto' | 'linear' | 'log';

/** From loss to height in the plot. */
export interface CurveScale {
  readonly isLog: boolean;
  /** Round losses, ascending, each with its height. */
  readonly ticks: readonly { readonly loss: number; readonly at: number }[];
  /** Height of a loss: 0 at the bottom of the plot, 1 at its top. */
  readonly placeOf: (loss: number) => number;
}

/** The scale on which all of some lines are seen; null where they have no place at all. */
export function computeCurveScale(
  lines: readonly CurveLine[],
  axis: CurveAxis,
  tickCount: number,
): CurveScale | null {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const line of lines) {
    for (let i = 0; i < line.count; i++) {
      // Places beyond the edges are seen nowhere.
      if (line.at[i]! < 0 || line.at[i]! > 1) continue;
      min = Math.min(min, line.least[i]!, line.smooth[i]!);
      max = Math.max(max, line.greatest[i]!, line.smooth[i]!);
    }
  }
  if (!(min <= max)) return null;
  const transform: HeightTransform = selectHeightTransform(axis, min, max);
  const low = transform.toDisplay(min);
  const span = transform.toDisplay(max) - low;
  // Where all losses are one, it is seen in the middle.
  const placeOf = (loss: number): number => (span > 0 ? (transform.toDisplay(loss) - low) / span : 0.5);
  const ticks = computeLossTicks({ min, max, transform }, tickCount).map((loss) => ({
    loss,
    at: placeOf(loss),
  }));
  return { isLog: transform !== LINEAR_TRANSFORM, ticks, placeOf };
}
