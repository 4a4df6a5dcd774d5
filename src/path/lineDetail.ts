import { MAX_SPACING, MIN_SPACING } from './lineVertices.js';

/** How finely a line is drawn; the two lengths are normalized, and powers of two times `MIN_SPACING`. */
export interface LineDetail {
  /** Points closer than this (Chebyshev) share a vertex. */
  readonly spacing: number;
  /** Older vertices are left out where the line still passes within this distance of them. */
  readonly tolerance: number;
  /** Whether pieces at places that older pieces show are left out before the line is full: nobody sees it on this canvas. */
  readonly dropsCovered: boolean;
}

/** Fine enough for a canvas of any usual size. */
export const FINEST_DETAIL: LineDetail = {
  spacing: MIN_SPACING,
  tolerance: MIN_SPACING,
  dropsCovered: false,
};

/** In device pixels at the first view. It stays under a pixel when a viewer has come 3.3 times as near, which is the limit. */
const DETAIL_PX = 0.25;
/** The least tolerance, as a share of `MIN_SPACING`. */
const LEAST_SHARE = 1 / 16;

/**
 * How finely a line is drawn on a canvas: its lengths are at most a quarter of a device pixel at the first view, and the
 * spacing never below `MIN_SPACING`; as powers of two they seldom change when a canvas is resized. The line is then
 * within a CSS pixel of its points for as long as it has room.
 * @param unitPx - CSS pixels of a normalized unit at the first view
 * @param pixelRatio - device pixels a CSS pixel; below 1 it counts as 1
 */
export function computeLineDetail(unitPx: number, pixelRatio: number): LineDetail {
  const unit = unitPx * Math.max(pixelRatio, 1);
  let tolerance = MIN_SPACING;
  while (4 * tolerance <= MAX_SPACING && 2 * tolerance * unit <= DETAIL_PX) tolerance *= 2;
  while (tolerance > LEAST_SHARE * MIN_SPACING && tolerance * unit > DETAIL_PX) tolerance /= 2;
  const spacing = Math.max(tolerance, MIN_SPACING);
  return { spacing, tolerance, dropsCovered: (2 * Math.SQRT2 * spacing + tolerance) * unitPx <= 1 };
}

/** Whether a line drawn in one detail lacks something that another asks for. */
export function isFiner(detail: LineDetail, than: LineDetail): boolean {
  return (
    detail.spacing < than.spacing ||
    detail.tolerance < than.tolerance ||
    (than.dropsCovered && !detail.dropsCovered)
  );
}
