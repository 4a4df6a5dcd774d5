import { DEFAULT_Z_SCALE, type Projection, type SurfaceParams } from '../protocol/events.js';
import type { RunState } from './runState.js';

/** Why the surface that is shown is not the run's own. */
export type StandInReason = 'no-surface' | 'unknown-kind' | 'grid-not-loaded';

/** The surface to show for a run. */
export interface ShownSurface {
  /** Parameters of the surface, or null: the stand-in is shown. */
  readonly params: SurfaceParams | null;
  /** The kind that the run asked for, or null if no surface event has come. */
  readonly kind: string | null;
  readonly standIn: StandInReason | null;
  readonly domainHalf: number;
  readonly zScale: number;
  readonly projection: Projection | null;
}

/**
 * The surface to show for a run: its own, while a grid is not there its newest spec, else the stand-in.
 */
export function computeShownSurface(run: Pick<RunState, 'surface' | 'spec' | 'domainHalf'>): ShownSurface {
  const { surface, spec, domainHalf } = run;
  const params = spec?.params ?? null;
  let standIn: StandInReason | null = null;
  if (surface === null) standIn = 'no-surface';
  else if (surface.name === 'LOSS_SURFACE_GRID_READY') standIn = 'grid-not-loaded';
  else if (params === null) standIn = 'unknown-kind';
  return {
    params,
    kind: surface?.name === 'LOSS_SURFACE_GRID_READY' ? 'grid' : (surface?.kind ?? null),
    standIn,
    domainHalf,
    zScale: surface?.zScale ?? DEFAULT_Z_SCALE,
    projection: surface?.projection ?? null,
  };
}
