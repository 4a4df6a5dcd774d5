import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import type { RunStore } from '../run/runStore.js';
import type { HeightScale, LossRangeSetting } from '../surface/index.js';
import type { GridAssetOptions } from '../view/gridLoader.js';
import { SurfaceSource } from '../view/surfaceSource.js';

/** The source of a store's surface, for as long as the component is mounted. */
export function useSurfaceSource(
  store: RunStore,
  heightScale: HeightScale,
  lossRange: LossRangeSetting,
  assets: GridAssetOptions,
): SurfaceSource {
  // From the start, so that the first text, a server's too, is under the scale and range that were asked for.
  const [first] = useState({ heightScale, lossRange });
  const source = useMemo(() => new SurfaceSource(store, first.heightScale, first.lossRange), [store, first]);
  useLayoutEffect(() => source.configure(heightScale, assets, lossRange));
  useEffect(() => source.start(), [source]);
  return source;
}
