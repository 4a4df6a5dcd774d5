import type { FetchAsset, GridHost } from '../surface/index.js';

/** What the view of a surface needs of its page: a clock, the base of addresses, and a way to fetch. */
export interface ViewHost extends GridHost {
  /** The page's own `fetch`, where the host gives no `fetchAsset`. */
  readonly fetchAsset: FetchAsset;
  /** The absolute URL against which a relative `asset_url` is resolved, where no other is given. */
  baseUrl(): string;
}
