import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useRuns } from '../react/useRuns.js';
import type { RunState } from '../run/runState.js';
import type { RunStore } from '../run/runStore.js';
import type { RunsState } from '../run/runsState.js';
import { selectShownRun, selectShownRunKey } from '../run/selectors.js';
import type { GridProblem, GridRequest, GridState, HeightScale } from '../surface/index.js';
import { createDrawnSurface, type DrawnSurface } from './drawnSurface.js';
import { GridLoader, NO_GRID, type GridAssetOptions } from './gridLoader.js';
import { watchAxisOrder } from './watchAxisOrder.js';

/** The surface to draw, how far its grid is, and a way to try again where that failed. */
export interface ShownSurfaceState {
  readonly surface: DrawnSurface;
  readonly grid: GridState;
  readonly retryGrid: () => void;
}

const selectSurface = (state: RunsState): RunState['surface'] => selectShownRun(state)?.surface ?? null;
const selectSpec = (state: RunsState): RunState['spec'] => selectShownRun(state)?.spec ?? null;
const selectDomainHalf = (state: RunsState): number | null => selectShownRun(state)?.domainHalf ?? null;

const BEFORE_THE_FIRST_BYTE: GridState = { status: 'loading', receivedBytes: 0, totalBytes: null };

/** The shown run's surface; made anew only when what was said of it changes, or when its grid is there. */
export function useDrawnSurface(
  store: RunStore,
  heightScale: HeightScale,
  assetOptions: GridAssetOptions,
): ShownSurfaceState {
  const surface = useRuns(store, selectSurface);
  const spec = useRuns(store, selectSpec);
  const domainHalf = useRuns(store, selectDomainHalf);
  const { grid, retryGrid } = useShownGrid(store, surface, assetOptions);
  const samples = grid.status === 'loaded' ? grid.grid : null;
  const drawn = useMemo(
    () =>
      createDrawnSurface(domainHalf === null ? null : { surface, spec, domainHalf }, samples, heightScale),
    [surface, spec, domainHalf, samples, heightScale],
  );
  return { surface: drawn, grid, retryGrid };
}

/** Loads the grid of a run's surface, where it has one. */
function useShownGrid(
  store: RunStore,
  surface: RunState['surface'],
  options: GridAssetOptions,
): { readonly grid: GridState; readonly retryGrid: () => void } {
  const [loader] = useState(() => new GridLoader());
  const [attempt, setAttempt] = useState(0);
  const runKey = useRuns(store, selectShownRunKey);
  const request = useGridRequest(surface);
  const latestOptions = useRef(options);
  useEffect(() => {
    latestOptions.current = options;
  });
  useEffect(() => {
    if (request === null) return;
    loader.load(request, latestOptions.current, (problem) => report(store, problem));
    return () => loader.stop();
  }, [loader, store, request, attempt]);
  const loading = useSyncExternalStore(loader.subscribe, loader.getSnapshot, () => NO_GRID);
  // What the loader says is of this request, or of one that is over.
  const grid = loading.request === request ? loading.state : BEFORE_THE_FIRST_BYTE;
  const samples = grid.status === 'loaded' ? grid.grid : null;
  useEffect(
    () => (samples === null || runKey === null ? undefined : watchAxisOrder(store, runKey, samples)),
    [store, runKey, samples],
  );
  const retryGrid = useCallback(() => setAttempt((count) => count + 1), []);
  return { grid, retryGrid };
}

/** The same object for as long as the address and the resolution are the same: a repeated event loads nothing anew. */
function useGridRequest(surface: RunState['surface']): GridRequest | null {
  const grid = surface?.name === 'LOSS_SURFACE_GRID_READY' ? surface : null;
  const url = grid?.assetUrl ?? null;
  const resolution = grid?.resolution ?? 0;
  return useMemo(() => (url === null ? null : { url, resolution }), [url, resolution]);
}

function report(store: RunStore, { code, found, expected, cure }: GridProblem): void {
  const runKey = selectShownRunKey(store.getState());
  store.report(runKey, { code, path: 'event.payload.asset_url', found, expected, cure });
}
