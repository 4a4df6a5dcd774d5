import {
  DEFAULT_SURFACE_SOURCES,
  DEFAULT_Z_SCALE,
  type LossSurfaceGridReady,
  type LossSurfaceSpecReady,
  type Projection,
  type SurfaceParams,
  type SurfaceSource,
} from '../protocol/events.js';
import { isSameContent } from '../protocol/sameContent.js';
import type { RunState } from './runState.js';

/** Why the run's own surface is not shown. */
export type MissingSurfaceReason = 'no-surface' | 'unknown-kind' | 'grid-not-loaded';

/** The surface to show for a run. */
export interface ShownSurface {
  /** What is drawn: the run's grid, a surface that it specified, or neither. */
  readonly drawnFrom: 'grid' | 'spec' | 'none';
  /** Whether the heights that are drawn are the loss, or an illustration; null where there are none. */
  readonly source: SurfaceSource | null;
  /** Parameters of the surface where it is a specified one, else null. */
  readonly params: SurfaceParams | null;
  /** The kind that the run asked for, or null if no surface event has come. */
  readonly kind: string | null;
  /** Why the run's own surface is not shown; null where it is. */
  readonly missing: MissingSurfaceReason | null;
  readonly domainHalf: number;
  readonly zScale: number;
  readonly projection: Projection | null;
}

/**
 * The surface to show for a run: its own, while a grid is not there its newest spec, else none.
 * @param isGridLoaded - whether the samples of the run's grid are at hand; says nothing where its surface is a spec
 */
export function computeShownSurface(
  run: Pick<RunState, 'surface' | 'spec' | 'domainHalf'>,
  isGridLoaded = false,
): ShownSurface {
  const { surface, spec, domainHalf } = run;
  const isGrid = isGridLoaded && surface?.name === 'LOSS_SURFACE_GRID_READY';
  const params = isGrid ? null : (spec?.params ?? null);
  let missing: MissingSurfaceReason | null = null;
  if (surface === null) missing = 'no-surface';
  else if (surface.name === 'LOSS_SURFACE_GRID_READY') missing = isGrid ? null : 'grid-not-loaded';
  else if (params === null) missing = 'unknown-kind';
  const drawn = isGrid ? surface : params === null ? null : spec;
  return {
    source: drawn && computeSurfaceSource(drawn),
    drawnFrom: isGrid ? 'grid' : params === null ? 'none' : 'spec',
    params,
    kind: surface?.name === 'LOSS_SURFACE_GRID_READY' ? 'grid' : (surface?.kind ?? null),
    missing,
    domainHalf,
    zScale: surface?.zScale ?? DEFAULT_Z_SCALE,
    projection: surface?.projection ?? null,
  };
}

/** Whether an announced surface is the measured loss or an illustration: as its event says, else a formula is illustrative and a grid measured. */
export function computeSurfaceSource(event: LossSurfaceSpecReady | LossSurfaceGridReady): SurfaceSource {
  return event.source ?? DEFAULT_SURFACE_SOURCES[event.name];
}

/** Whether two surfaces look the same, in whatever words events stated them. */
export function isSameShownSurface(a: ShownSurface, b: ShownSurface): boolean {
  return isSameContent(a, b);
}
