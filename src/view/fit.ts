import type { HeightField } from '../surface/index.js';

/** Width and depth of the box before the camera, in world units. */
const BOX_WIDTH = 2;

/** A surface taller than this share of its width is compressed to it, and the picture says so. */
const MAX_HEIGHT_SHARE = 0.6;

/** How a surface's group is placed before the camera: what the outer group is set to. */
export interface Fit {
  /** World units per scene unit, across; the domain always fills the box's width. */
  readonly scale: number;
  /** World units per scene unit, upwards: `scale`, or less where the surface is compressed. */
  readonly scaleY: number;
  /** World height of loss 0: puts the middle of the height range at 0. */
  readonly offsetY: number;
  /** Height of the surface in world units, in [0, MAX_HEIGHT_SHARE * BOX_WIDTH]. */
  readonly height: number;
  /** `scaleY / scale`: 1 where the shape is exactly what `domainHalf` and `zScale` say. */
  readonly compression: number;
}

/**
 * Fits a surface's box into the fixed box before the camera.
 * @param min - least height, in loss units, which `zScale` scales
 * @param max - greatest height
 */
export function computeFit(domainHalf: number, zScale: number, min: number, max: number): Fit {
  const scale = BOX_WIDTH / (2 * domainHalf);
  const exactHeight = (max - min) * Math.abs(zScale) * scale;
  const limit = MAX_HEIGHT_SHARE * BOX_WIDTH;
  const compression = exactHeight > limit ? limit / exactHeight : 1;
  const scaleY = scale * compression;
  return {
    scale,
    scaleY,
    offsetY: -(min / 2 + max / 2) * zScale * scaleY,
    height: Math.min(exactHeight, limit),
    compression,
  };
}

/**
 * The fit of a surface: the same under any display transform, so that the surface keeps its extent.
 * @param zScale - the one it is drawn with, see `computeDrawnZScale`
 */
export function computeSurfaceFit(
  { domainHalf, zScale }: { readonly domainHalf: number; readonly zScale: number },
  { min, max }: { readonly min: number; readonly max: number },
): Fit {
  return computeFit(domainHalf, zScale, min, max);
}

/** A surface lower than this, in world units, after its outliers are cut counts as flat. */
const FLAT_HEIGHT = 0.1;

/**
 * The scale of heights that a surface is drawn with: its `zScale`. An exception is a `zScale` that fits all heights while
 * some of them are cut and the rest would be flat: the rest is then scaled up to the height of all.
 */
export function computeDrawnZScale(
  { domainHalf, zScale }: { readonly domainHalf: number; readonly zScale: number },
  { min, max, cut }: Pick<HeightField, 'min' | 'max' | 'cut'>,
): number {
  if (cut === null || !(max > min)) return zScale;
  const perLoss = (Math.abs(zScale) * BOX_WIDTH) / (2 * domainHalf);
  const all = cut.greatest - cut.least;
  const isMadeForAll = (max - min) * perLoss < FLAT_HEIGHT && all * perLoss <= MAX_HEIGHT_SHARE * BOX_WIDTH;
  return isMadeForAll ? zScale * (all / (max - min)) : zScale;
}

/** Seconds in which a fit eases to a new surface's. */
export const FIT_EASE_S = 0.35;

/**
 * A fit on its way from one surface's to another's: the vertical scale changes by a constant factor a second,
 * and by at most a factor of 3 in all, so that a change of loss units is seen but never blows the picture up.
 * @param share - of the way, in [0, 1]; eased out
 */
export function computeEasedFit(from: Fit, to: Fit, share: number): Fit {
  if (share >= 1) return to;
  const eased = 1 - (1 - share) ** 3;
  // A surface rises from flat ground; flat ground itself has no height to ease to.
  const ratio = to.height > 0 ? from.height / to.height : 1;
  const factor = Math.min(Math.max(ratio, 1 / 3), 3) ** (1 - eased);
  return { ...to, scaleY: to.scaleY * factor, offsetY: to.offsetY * factor, height: to.height * factor };
}
