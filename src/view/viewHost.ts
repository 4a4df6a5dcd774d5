import type { FetchAsset, GridHost } from '../surface/index.js';

/** What a page gives the view of a surface: time, addresses, and a way to fetch. */
export interface ViewHost extends GridHost {
  /** The page's own `fetch`, where a grid is not fetched in the way of the page's owner. */
  readonly fetchAsset: FetchAsset;
  /** The absolute URL against which a relative `asset_url` is resolved, where no other is given. */
  baseUrl(): string;
}
