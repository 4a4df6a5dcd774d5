import { createGridCache, type AssetCredentials, type FetchAsset, type GridCache } from '../surface/index.js';

/** By whose rights a grid is fetched. */
export interface GridAccess {
  /** The host's own way of fetching; undefined for the browser's. */
  readonly fetchAsset: FetchAsset | undefined;
  readonly credentials: AssetCredentials | undefined;
  /** Who is meant to see what is fetched; undefined or empty where the host does not say. */
  readonly cacheKey: string | undefined;
}

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

  /** Where a grid that is fetched in this way is kept. @param fetchAsset - what fetches it */
  placeFor({ fetchAsset, credentials = 'omit', cacheKey }: GridAccess, fetcher: FetchAsset): GridPlace {
    memories.add(this);
    if (hasKey(cacheKey)) return { cache: pageGrids, owner: cacheKey };
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

/** A text that is the same for two ways of fetching by the same rights; a function is not looked at, for it may be another each time. */
export function describeAccess({ fetchAsset, credentials = 'omit', cacheKey }: GridAccess): string {
  return JSON.stringify([hasKey(cacheKey) ? cacheKey : NOBODY, credentials, fetchAsset !== undefined]);
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

/** An empty key is what a host has of a user who is not there. */
function hasKey(key: string | undefined): key is string {
  return typeof key === 'string' && key !== '';
}
