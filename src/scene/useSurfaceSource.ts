import { useEffect, useLayoutEffect, useMemo } from 'react';
import type { RunStore } from '../run/runStore.js';
import type { HeightScale } from '../surface/index.js';
import type { GridAssetOptions } from './gridLoader.js';
import { SurfaceSource } from './surfaceSource.js';

/** The source of a store's surface, for as long as the component is mounted. */
export function useSurfaceSource(
  store: RunStore,
  heightScale: HeightScale,
  assets: GridAssetOptions,
): SurfaceSource {
  const source = useMemo(() => new SurfaceSource(store), [store]);
  useLayoutEffect(() => source.configure(heightScale, assets));
  useEffect(() => source.start(), [source]);
  return source;
}
