import type { ShownSurface } from '../run/shownSurface.js';
import type { HeightChoice, HeightField, SampledGrid, Surface } from '../surface/index.js';

/** What was decided about a sampled surface's heights; finer samples of it keep that. */
export interface SampledHeights {
  readonly grid: SampledGrid;
  readonly choice: HeightChoice;
  /** Whether its outliers are drawn at their own heights, since the path goes there. */
  readonly isLifted: boolean;
}

/** A run's surface, ready to be drawn: what events state of it, its true values, and its triangles. */
export interface DrawnSurface {
  readonly shown: ShownSurface;
  /** Whether there is a surface; else a flat ground is drawn, which has no heights. */
  readonly isKnown: boolean;
  /** Its values; NaN everywhere where none is known. */
  readonly surface: Surface;
  readonly field: HeightField;
  /** What its heights are scaled by: the surface's own `zScale`, unless some of its heights are cut. */
  readonly zScale: number;
  /** Whether some heights are cut unless the viewer asks for all of them. */
  readonly isCuttable: boolean;
  /**
   * Height of the drawn surface at a normalized point, in [0, 1]: on its triangles inside `[-1, 1]²`; outside, where
   * a formula goes on, or at a grid's edge. NaN over a hole. One function for mesh, path and marker.
   */
  readonly heightAt: (x: number, y: number) => number;
  /** Whether the field alone gives the surface's height everywhere, as for a grid without holes. */
  readonly isWhole: boolean;
  /** What was decided about a sampled surface; null for any other. */
  readonly sampled: SampledHeights | null;
}
