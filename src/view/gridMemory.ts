import { createGridCache, type FetchAsset, type GridCache } from '../surface/index.js';
import { selectCacheKey, type GridAssetOptions } from './gridAssets.js';

/** Where a grid is kept. */
export interface GridPlace {
  readonly cache: GridCache;
  /** Of whom it is, among others who keep theirs there. */
  readonly owner: string;
}

/** Whoever may see the page may see these. */
const NOBODY = '';

/** Grids of all components of a page: those that anybody may have, and those of whom a host's key names. */
const pageGrids = createGridCache();

/** The memories of the components that are mounted. */
const memories = new Set<GridMemory>();

/**
 * The grids that one component may see again without a request. What may carry a person's rights, since cookies went
 * with the request or the host fetched it, is kept for this component alone, for as long as it is mounted, and for the
 * one function that fetched it; unless the host says whose it is.
 */
export class GridMemory {
  private own = new WeakMap<FetchAsset, GridCache>();

  /** The component is mounted: {@link clearGridCache} reaches what is kept for it. */
  start(): void {
    memories.add(this);
  }

  /**
   * Where a grid that is fetched in this way is kept.
   * @param fetcher - what fetches it
   */
  placeFor(options: GridAssetOptions, fetcher: FetchAsset): GridPlace {
    const { fetchAsset, assetCredentials: credentials = 'omit' } = options;
    const key = selectCacheKey(options);
    if (key !== null) return { cache: pageGrids, owner: key };
    if (fetchAsset === undefined && credentials === 'omit') return { cache: pageGrids, owner: NOBODY };
    const cache = this.own.get(fetcher) ?? createGridCache();
    this.own.set(fetcher, cache);
    return { cache, owner: NOBODY };
  }

  /** Forgets its own; what is being loaded is not kept either. */
  clear(): void {
    this.own = new WeakMap();
  }

  /** The component is gone. */
  end(): void {
    this.clear();
    memories.delete(this);
  }
}

/**
 * Forgets every sampled surface that was fetched, of all components of the page and whatever their `assetCacheKey`:
 * for when a user signs out. What is shown stays until its component is unmounted or shows another, and what is being
 * loaded is not kept.
 */
export function clearGridCache(): void {
  pageGrids.clear();
  for (const memory of memories) memory.clear();
}
