import { DEFAULT_DOMAIN_HALF } from '../protocol/events.js';
import { computeShownSurface, type ShownSurface } from '../run/shownSurface.js';
import type { RunState } from '../run/runState.js';
import {
  computeHeightField,
  createParametricSurface,
  displayHeightOf,
  drawnHeightAt,
  isTooClose,
  LINEAR_TRANSFORM,
  selectHeightTransform,
  selectScale,
  type HeightScale,
  type HeightTransform,
  type LossBounds,
  type SampledGrid,
  type HeightField,
} from '../surface/index.js';
import { createDrawnGrid, type DrawOptions } from './drawnGrid.js';
import { createDrawnGround } from './drawnGround.js';
import type { DrawnSurface } from './drawnSurface.js';
import { computeDrawnZScale } from './fit.js';

const NO_RUN = { surface: null, spec: null, domainHalf: DEFAULT_DOMAIN_HALF } as const;

/**
 * Prepares the surface to show for a run. A formula takes some milliseconds; a grid is not copied where height is
 * loss, and takes about a millisecond a million samples.
 * @param run - null where there is no run
 * @param grid - the samples of the run's grid, once they are there
 */
export function createDrawnSurface(
  run: Pick<RunState, 'surface' | 'spec' | 'domainHalf'> | null,
  grid: SampledGrid | null,
  heightScale: HeightScale,
  how: Partial<Omit<DrawOptions, 'heightScale'>> = {},
): DrawnSurface {
  const options = { ...DRAWN_ALONE, ...how, heightScale };
  const shown = computeShownSurface(run ?? NO_RUN, grid !== null);
  if (grid !== null && shown.drawnFrom === 'grid') return createDrawnGrid(shown, grid, options);
  return shown.params === null ? createDrawnGround(shown) : createDrawnFormula(shown, shown.params, options);
}

const DRAWN_ALONE = { lossRange: 'auto', isFull: false, before: null, hasPointWhere: () => false } as const;

function createDrawnFormula(
  shown: ShownSurface,
  params: NonNullable<ShownSurface['params']>,
  { heightScale, lossRange, isFull }: DrawOptions,
): DrawnSurface {
  const { domainHalf } = shown;
  const surface = createParametricSurface(params, domainHalf);
  // A formula has no bad samples: its heights are cut only at a range that the host gives.
  const asked = typeof lossRange === 'string' ? null : { min: lossRange[0], max: lossRange[1] };
  const createField = (bounds?: LossBounds): HeightField =>
    scaleField(heightScale, bounds, (transform) =>
      computeHeightField(params, domainHalf, { transform, bounds }),
    );
  const field = createField(isFull ? undefined : (asked ?? undefined));
  if (isTooClose(field)) return createDrawnGround(shown);
  const heightAt = (x: number, y: number): number =>
    Math.abs(x) <= 1 && Math.abs(y) <= 1
      ? drawnHeightAt(field, x, y)
      : limitHeight(field, displayHeightOf(field, surface.valueAt(x * domainHalf, y * domainHalf)));
  return {
    shown,
    isKnown: true,
    surface,
    field,
    zScale: computeDrawnZScale(shown, field),
    isCuttable: asked !== null && (field.cut !== null || field.min < asked.min || field.max > asked.max),
    heightAt,
    // Beyond the domain the field has no heights, but the formula has.
    isWhole: false,
    sampled: null,
  };
}

/** Cuts a height beyond the domain as those within are cut. */
function limitHeight({ cut }: HeightField, height: number): number {
  return cut === null ? height : Math.min(Math.max(height, 0), 1);
}

/** How often a transform is chosen again because a finer mesh found a wider range. */
const MAX_CHOICES = 4;

/** The field under the transform that its own range, or the host's, leads to. */
function scaleField(
  heightScale: HeightScale,
  bounds: LossBounds | undefined,
  createField: (transform: HeightTransform) => HeightField,
): HeightField {
  const linear = createField(LINEAR_TRANSFORM);
  const scale = heightScale === 'auto' ? selectScale(linear) : heightScale;
  let field = linear;
  for (let choice = 0; choice < MAX_CHOICES; choice++) {
    const transform = selectHeightTransform(scale, bounds?.min ?? field.min, bounds?.max ?? field.max);
    if (transform === LINEAR_TRANSFORM) return linear;
    const scaled = createField(transform);
    // Under a logarithm a formula's mesh is finer around its lowest places, and may find lower ones.
    if (scaled.min >= field.min) return scaled;
    field = scaled;
  }
  return linear;
}
