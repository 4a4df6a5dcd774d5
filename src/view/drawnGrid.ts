import type { ShownSurface } from '../run/shownSurface.js';
import {
  chooseHeights,
  computeGridRange,
  createGridSurface,
  createHeightField,
  drawnHeightAt,
  isCutAt,
  isLogTransform,
  isSameSampledSurface,
  isTooClose,
  refineChoice,
  selectHeightTransform,
  withoutOutliers,
  type HeightChoice,
  type HeightField,
  type HeightScale,
  type LossBounds,
  type LossRangeSetting,
  type SampledGrid,
  type SampleRange,
  type Surface,
} from '../surface/index.js';
import { createDrawnGround } from './drawnGround.js';
import type { DrawnSurface, SampledHeights } from './drawnSurface.js';
import { computeDrawnZScale } from './fit.js';

/** How a surface is to be drawn. */
export interface DrawOptions {
  readonly heightScale: HeightScale;
  readonly lossRange: LossRangeSetting;
  /** Whether the viewer asked for all heights, whatever the range. */
  readonly isFull: boolean;
  /** What was drawn before, of the same run under the same scale. */
  readonly before: DrawnSurface | null;
  /** Whether the path has a point, at a normalized place, for which a function is true. */
  readonly hasPointWhere: (isThere: (x: number, y: number) => boolean) => boolean;
}

/** A sampled surface, ready to be drawn. What the options leave to `auto` is decided once, see `chooseHeights`. */
export function createDrawnGrid(shown: ShownSurface, grid: SampledGrid, options: DrawOptions): DrawnSurface {
  const { samples, nodes, offset } = grid;
  const { lossRange } = options;
  const surface = createGridSurface(samples, nodes, shown.domainHalf, offset);
  const range = computeGridRange(grid);
  const sampled = decide(grid, surface, range, options);
  const transform = selectTransform(sampled.choice, lossRange);
  const createField = (bounds: LossBounds | null): HeightField =>
    createHeightField(samples, nodes, { transform, range, offset, bounds: bounds ?? undefined });

  const bounds = selectBounds(sampled, range, lossRange);
  const field = createField(options.isFull ? null : bounds);
  const isVisited =
    lossRange === 'auto' && field.cut !== null && options.hasPointWhere((x, y) => isCutAt(field, x, y));
  const drawn = isVisited ? createField(null) : field;
  if (isTooClose(drawn)) return createDrawnGround(shown);
  return {
    shown,
    isKnown: true,
    surface,
    field: drawn,
    zScale: computeDrawnZScale(shown, drawn),
    isCuttable: bounds !== null && !isVisited && (range.min < bounds.min || range.max > bounds.max),
    heightAt: (x, y) => drawnHeightAt(drawn, x, y),
    isWhole: drawn.missing === 0,
    sampled: isVisited ? { ...sampled, isLifted: true } : sampled,
  };
}

function decide(
  grid: SampledGrid,
  surface: Surface,
  range: SampleRange,
  { heightScale, before }: DrawOptions,
): SampledHeights {
  const known = before?.sampled ?? null;
  if (known !== null && known.grid === grid) return known;
  const isSame =
    before !== null &&
    known !== null &&
    isSameSampledSurface({ ...before, ...known.choice, ...known }, surface);
  const kept = isSame ? refineChoice(known.choice, grid, range) : null;
  const choice = kept ?? chooseHeights(grid, heightScale, range);
  return { grid, choice, isLifted: kept !== null && known?.isLifted === true };
}

/** The losses beyond which heights are cut; null where none are. */
function selectBounds(
  { choice, isLifted }: SampledHeights,
  range: SampleRange,
  lossRange: LossRangeSetting,
): LossBounds | null {
  if (typeof lossRange !== 'string') return { min: lossRange[0], max: lossRange[1] };
  const { low, high } = choice.outliers;
  const isCut = lossRange === 'auto' && !isLifted && (low !== null || high !== null);
  return isCut ? withoutOutliers(choice.outliers, range) : null;
}

/** The transform of heights; a range that the host gives also sets the scale of a logarithm. */
function selectTransform(
  { transform }: HeightChoice,
  lossRange: LossRangeSetting,
): HeightChoice['transform'] {
  return typeof lossRange !== 'string' && isLogTransform(transform)
    ? selectHeightTransform('log', lossRange[0], lossRange[1])
    : transform;
}
