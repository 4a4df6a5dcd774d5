import {
  DEFAULT_SURFACE_SOURCES,
  type LossSurfaceGridReady,
  type LossSurfaceSpecReady,
  type SurfaceSource,
} from './events.js';

/** Whether the heights of an announced surface are the loss: as its event says, else a formula is a likeness and samples are measured. */
export function computeSurfaceSource(event: LossSurfaceSpecReady | LossSurfaceGridReady): SurfaceSource {
  return event.source ?? DEFAULT_SURFACE_SOURCES[event.name];
}
