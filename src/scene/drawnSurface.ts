import { computeShownSurface, type ShownSurface } from '../run/shownSurface.js';
import type { RunState } from '../run/runState.js';
import {
  computeHeightField,
  createGridSurface,
  createHeightField,
  createParametricSurface,
  displayHeightOf,
  drawnHeightAt,
  LINEAR_TRANSFORM,
  selectHeightTransform,
  type HeightField,
  type HeightScale,
  type HeightTransform,
  type SampledGrid,
  type SampleRange,
  type Surface,
} from '../surface/index.js';

/** A run's surface, ready to be drawn: what was said of it, its true values, and the triangles that stand for it. */
export interface DrawnSurface {
  readonly shown: ShownSurface;
  /** Whether there is a surface; else a flat ground is drawn, which has no heights. */
  readonly isKnown: boolean;
  /** Its values; NaN everywhere where none is known. */
  readonly surface: Surface;
  readonly field: HeightField;
  /**
   * Height of the drawn surface at a normalized point, in [0, 1]: on its triangles inside `[-1, 1]²`; outside, where
   * a formula goes on, or at a grid's edge. NaN over a hole. One function for mesh, path and marker.
   */
  readonly heightAt: (x: number, y: number) => number;
  /** Whether the field alone has the surface's height anywhere: a grid without holes. */
  readonly isWhole: boolean;
}

const NO_RUN = { surface: null, spec: null, domainHalf: 6 } as const;

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
): DrawnSurface {
  const shown = computeShownSurface(run ?? NO_RUN, grid !== null);
  if (grid !== null && shown.drawnFrom === 'grid') return createDrawnGrid(shown, grid, heightScale);
  return shown.params === null
    ? createDrawnGround(shown)
    : createDrawnFormula(shown, shown.params, heightScale);
}

/** Where no surface is known: a plane, on which a path can be seen, and no value anywhere. */
function createDrawnGround(shown: ShownSurface): DrawnSurface {
  const field = createHeightField(new Float32Array(4), 2);
  const { domainHalf } = shown;
  const surface = {
    domainHalf,
    valueAt: () => NaN,
    gradientInto: (_x: number, _y: number, out: Float64Array) => void out.fill(NaN, 0, 2),
  };
  return {
    shown,
    isKnown: false,
    surface,
    field,
    heightAt: (x, y) => drawnHeightAt(field, x, y),
    isWhole: true,
  };
}

function createDrawnGrid(shown: ShownSurface, grid: SampledGrid, heightScale: HeightScale): DrawnSurface {
  const { samples, nodes, offset } = grid;
  const createField = (transform: HeightTransform, range?: SampleRange): HeightField =>
    createHeightField(samples, nodes, { transform, range, offset });
  const field = scaleField(heightScale, createField);
  return {
    shown,
    isKnown: true,
    surface: createGridSurface(samples, nodes, shown.domainHalf, offset),
    field,
    heightAt: (x, y) => drawnHeightAt(field, x, y),
    isWhole: field.missing === 0,
  };
}

function createDrawnFormula(
  shown: ShownSurface,
  params: NonNullable<ShownSurface['params']>,
  heightScale: HeightScale,
): DrawnSurface {
  const { domainHalf } = shown;
  const surface = createParametricSurface(params, domainHalf);
  const field = scaleField(heightScale, (transform) => computeHeightField(params, domainHalf, { transform }));
  const heightAt = (x: number, y: number): number =>
    Math.abs(x) <= 1 && Math.abs(y) <= 1
      ? drawnHeightAt(field, x, y)
      : displayHeightOf(field, surface.valueAt(x * domainHalf, y * domainHalf));
  // Beyond the domain a formula goes on.
  return { shown, isKnown: true, surface, field, heightAt, isWhole: false };
}

/** How often a finer mesh may find that the range which chose its transform was not the whole. */
const MAX_CHOICES = 4;

/** The field under the transform that its own range calls for. */
function scaleField(
  heightScale: HeightScale,
  createField: (transform: HeightTransform, range?: SampleRange) => HeightField,
): HeightField {
  const linear = createField(LINEAR_TRANSFORM);
  let field = linear;
  for (let choice = 0; choice < MAX_CHOICES; choice++) {
    const transform = selectHeightTransform(heightScale, field.min, field.max);
    if (transform === LINEAR_TRANSFORM) return linear;
    const scaled = createField(transform, linear);
    // Under a logarithm a formula's mesh is finer about its lowest places, and may find lower ones.
    if (scaled.min >= field.min) return scaled;
    field = scaled;
  }
  return linear;
}
