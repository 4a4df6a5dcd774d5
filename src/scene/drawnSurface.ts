import { computeShownSurface, type ShownSurface } from '../run/shownSurface.js';
import type { RunState } from '../run/runState.js';
import {
  computeHeightField,
  createParametricSurface,
  displayHeightOf,
  drawnHeightAt,
  STAND_IN_PARAMS,
  type HeightField,
  type Surface,
} from '../surface/index.js';

/** A run's surface, ready to be drawn: what was said of it, its true values, and the triangles that stand for it. */
export interface DrawnSurface {
  readonly shown: ShownSurface;
  readonly surface: Surface;
  readonly field: HeightField;
  /**
   * Height of the drawn surface at a normalized point, in the field's display units: on its triangles inside
   * `[-1, 1]²`; outside, where the formula goes on. One function for mesh, path and marker.
   */
  readonly heightAt: (x: number, y: number) => number;
}

const NO_RUN = { surface: null, spec: null, domainHalf: 6 } as const;

/**
 * Samples the surface to show for a run; some milliseconds.
 * @param run - null where there is no run: the stand-in at the default scale
 */
export function createDrawnSurface(
  run: Pick<RunState, 'surface' | 'spec' | 'domainHalf'> | null,
): DrawnSurface {
  const shown = computeShownSurface(run ?? NO_RUN);
  const { domainHalf } = shown;
  const params = shown.params ?? STAND_IN_PARAMS;
  const surface = createParametricSurface(params, domainHalf);
  const field = computeHeightField(params, domainHalf);
  const heightAt = (x: number, y: number): number =>
    Math.abs(x) <= 1 && Math.abs(y) <= 1
      ? drawnHeightAt(field, x, y)
      : displayHeightOf(field, surface.valueAt(x * domainHalf, y * domainHalf));
  return { shown, surface, field, heightAt };
}
