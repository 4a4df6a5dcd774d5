import { DEFAULT_DOMAIN_HALF } from '../protocol/events.js';
import type { RunState } from '../run/runState.js';
import { computeShownSurface, isSameShownSurface } from '../run/shownSurface.js';
import type { GridRequest } from '../surface/index.js';

/** The facts of the shown run that its surface depends on. */
export interface SurfaceFacts extends Pick<RunState, 'surface' | 'surfaceOrder' | 'spec' | 'domainHalf'> {
  /** Null where there is no run. */
  readonly runKey: string | null;
}

/** The facts where there is no run. */
const NO_FACTS: SurfaceFacts = {
  runKey: null,
  surface: null,
  surfaceOrder: null,
  spec: null,
  domainHalf: DEFAULT_DOMAIN_HALF,
};

/**
 * The facts of the shown run that its surface depends on.
 * @param before - what was read before; returned where nothing has changed
 */
export function readSurfaceFacts(run: RunState | null, before: SurfaceFacts = NO_FACTS): SurfaceFacts {
  const { key: runKey, surface, surfaceOrder, spec, domainHalf } = run ?? { key: null, ...NO_FACTS };
  const isSame =
    runKey === before.runKey &&
    surface === before.surface &&
    surfaceOrder === before.surfaceOrder &&
    spec === before.spec &&
    domainHalf === before.domainHalf;
  return isSame ? before : { runKey, surface, surfaceOrder, spec, domainHalf };
}

/** The grid that the surface names; null where the surface is no grid. */
export function selectGridRequest({ surface }: SurfaceFacts): GridRequest | null {
  return surface?.name === 'LOSS_SURFACE_GRID_READY'
    ? { url: surface.assetUrl, resolution: surface.resolution }
    : null;
}

/** Whether both name the same samples, of the same run; those at an address never change. */
export function isSameGrid(a: SurfaceFacts, b: SurfaceFacts): boolean {
  const requestA = selectGridRequest(a);
  const requestB = selectGridRequest(b);
  return (
    a.runKey === b.runKey && requestA?.url === requestB?.url && requestA?.resolution === requestB?.resolution
  );
}

/**
 * Whether what is drawn of both is the same, in whatever words events stated it.
 * @param isGridLoaded - whether the samples of the grid are there
 */
export function isSameSurface(a: SurfaceFacts, b: SurfaceFacts, isGridLoaded: boolean): boolean {
  return (
    isSameGrid(a, b) &&
    isSameShownSurface(computeShownSurface(a, isGridLoaded), computeShownSurface(b, isGridLoaded))
  );
}
