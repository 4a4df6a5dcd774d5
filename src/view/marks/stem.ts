import { boundHeight } from '../../path/drawnPath.js';
import type { PathView } from '../../path/pathView.js';
import { displayHeightOf } from '../../surface/index.js';
import type { DrawnSurface } from '../drawnSurface.js';

/** From the marker, on a measured surface, to the loss that was reported there. */
export interface Stem {
  /** Display units: that of the reported loss, by the transform of the surface's heights. */
  readonly height: number;
  /** Of the reported loss from the surface's height, in loss units. */
  readonly difference: number;
}

/**
 * The stem at a place of the path; null where no loss was reported or the surface has no height.
 * @param index - fractional: between two points the loss lies between theirs
 * @param measured - a surface whose heights are the loss
 */
export function computeStem(
  path: PathView,
  index: number,
  { field, surface, shown }: DrawnSurface,
): Stem | null {
  const low = Math.floor(index);
  const share = index - low;
  const between = (at: (index: number) => number): number =>
    share === 0 ? at(low) : at(low) * (1 - share) + at(Math.min(low + 1, path.length - 1)) * share;
  const loss = between((at) => path.lossAt(at));
  const x = between((at) => path.xAt(at)) * shown.domainHalf;
  const y = between((at) => path.yAt(at)) * shown.domainHalf;
  const height = boundHeight(displayHeightOf(field, loss));
  const difference = loss - surface.valueAt(x, y);
  return Number.isFinite(difference) && Number.isFinite(height) ? { height, difference } : null;
}
