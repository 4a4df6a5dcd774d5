import type { HostAbortSignal } from '../../host/abortSignal.js';
import type { AssetUrlOptions } from './assetUrl.js';
import type { AssetCredentials, FetchAsset } from './gridHost.js';

/** How much of a grid has come. */
export interface GridProgress {
  /** Unpacked bytes of this attempt. */
  readonly receivedBytes: number;
  /** How many there will be; null where that is not known (compressed, or not said). */
  readonly totalBytes: number | null;
}

/** How a grid is loaded, and who waits for it. */
export interface GridLoadOptions extends AssetUrlOptions {
  /** `fetch`, or the host's own. Its response is streamed where it has a body that can be. */
  readonly fetchAsset: FetchAsset;
  /** The most bytes, unpacked, and of the float32 samples. @defaultValue 64 MiB */
  readonly maxBytes?: number | undefined;
  /** The longest that nothing may come, in milliseconds. @defaultValue 15,000 */
  readonly silenceMs?: number | undefined;
  /**
   * The longest that the whole may take, with every further attempt, in milliseconds: a server that sends a byte now
   * and then is never silent. @defaultValue 120,000
   */
  readonly timeoutMs?: number | undefined;
  /** Further attempts after a network error, HTTP 5xx, 408 or 429; a timeout is final. @defaultValue 2 */
  readonly retries?: number | undefined;
  /** @defaultValue 'omit' */
  readonly credentials?: AssetCredentials | undefined;
  /** Its abort ends the load at once. */
  readonly signal?: HostAbortSignal | undefined;
  /** Called after every chunk; begins anew with a further attempt. What it throws ends the load. */
  readonly onProgress?: ((progress: GridProgress) => void) | undefined;
}
