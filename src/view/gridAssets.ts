import type { AssetCredentials, FetchAsset, GridLoadOptions } from '../surface/index.js';
import type { ViewHost } from './viewHost.js';

/** How sampled grids are fetched; each has a default. */
export interface GridAssetOptions {
  /**
   * Fetches a grid in the host's own way, with a token or out of a store of its own. Called for allowed addresses only.
   * What it fetched is kept for that function and for as long as the component is mounted: a module constant or a
   * memoized one spares requests. With an {@link assetCacheKey} it is kept for the key.
   * @defaultValue the browser's `fetch`
   */
  readonly fetchAsset?: FetchAsset | undefined;
  /**
   * What a relative `asset_url` is relative to.
   * @defaultValue the page's own address
   */
  readonly assetBaseUrl?: string | undefined;
  /**
   * Origins that grids may come from (`https://host:port`), looked at again after redirects.
   * @defaultValue any
   */
  readonly assetOrigins?: readonly string[] | undefined;
  /**
   * Whether cookies go with the request. Another value loads anew what is shown.
   * @defaultValue 'omit'
   */
  readonly assetCredentials?: AssetCredentials | undefined;
  /**
   * For whom grids are fetched, such as a user's id. Views of the same key share what they fetch, by `fetchAsset` or
   * with cookies too, and find it in memory after they were unmounted; views of different keys share nothing. Another
   * key loads anew what is shown. Where a page puts a `fetch` in place of the browser's that adds rights of its own, it
   * needs a key too.
   * @defaultValue none: what was fetched by `fetchAsset` or with cookies is forgotten when its component is unmounted,
   * and shared with no other; what the browser fetched without cookies is shared by all
   */
  readonly assetCacheKey?: string | undefined;
  /**
   * The most bytes of a grid, unpacked.
   * @defaultValue 64 MiB: 4,096² samples
   */
  readonly maxAssetBytes?: number | undefined;
}

/** Whether two ways of fetching have different rights, so that neither may show the other's grids. Functions are not compared, since a host may create them at each render. */
export function hasOtherRights(a: GridAssetOptions, b: GridAssetOptions): boolean {
  return describeAccess(a) !== describeAccess(b);
}

/** Whether a load that failed under one of two ways of fetching may succeed under the other. */
export function mayFetchOtherwise(a: GridAssetOptions, b: GridAssetOptions): boolean {
  return describeOptions(a) !== describeOptions(b);
}

/** The owner of what is fetched; null if the host gives none. An empty key counts as none, as a host passes it while nobody is signed in. */
export function selectCacheKey({ assetCacheKey }: GridAssetOptions): string | null {
  return typeof assetCacheKey === 'string' && assetCacheKey !== '' ? assetCacheKey : null;
}

/** The options of a load in this way. */
export function createLoadOptions(options: GridAssetOptions, host: ViewHost): GridLoadOptions {
  const { fetchAsset, assetBaseUrl, assetOrigins, assetCredentials, maxAssetBytes } = options;
  return {
    host,
    fetchAsset: fetchAsset ?? host.fetchAsset,
    baseUrl: assetBaseUrl ?? host.baseUrl(),
    allowedOrigins: assetOrigins,
    credentials: assetCredentials,
    maxBytes: maxAssetBytes,
  };
}

function describeAccess(options: GridAssetOptions): string {
  const { fetchAsset, assetCredentials = 'omit' } = options;
  return JSON.stringify([selectCacheKey(options), assetCredentials, fetchAsset !== undefined]);
}

function describeOptions({ fetchAsset: _fetchAsset, ...options }: GridAssetOptions): string {
  return JSON.stringify(options);
}
