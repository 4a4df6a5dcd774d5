import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
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
  // From the start, so that the first text, a server's too, is under the scale that was asked for.
  const [firstScale] = useState(heightScale);
  const source = useMemo(() => new SurfaceSource(store, firstScale), [store, firstScale]);
  useLayoutEffect(() => source.configure(heightScale, assets));
  useEffect(() => source.start(), [source]);
  return source;
}
