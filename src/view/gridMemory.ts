import { createGridCache, type FetchAsset, type GridCache } from '../surface/index.js';
import { selectCacheKey, type GridAssetOptions } from './gridAssets.js';

/** Where a grid is kept. */
export interface GridPlace {
  readonly cache: GridCache;
  /** Whose it is, since a cache holds the grids of several owners. */
  readonly owner: string;
}

/** The owner of grids that anybody may have who can open the page. */
const NOBODY = '';

/** Grids shared by all components of a page: those that anybody may have, and those of the owners that a host names. */
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

  /** Call when the component is mounted: {@link clearGridCache} then clears its grids too. */
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

  /** Forgets the component's own grids; one that is loading is not kept either. */
  clear(): void {
    this.own = new WeakMap();
  }

  /** Call when the component is unmounted. */
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
