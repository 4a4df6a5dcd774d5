import type { HostAbortSignal } from '../../host/abortSignal.js';
import type { AssetUrlOptions } from './assetUrl.js';
import type { AssetCredentials, FetchAsset } from './gridHost.js';

/** Progress of a load. */
export interface GridProgress {
  /** Unpacked bytes of this attempt. */
  readonly receivedBytes: number;
  /** Total number of bytes; null if not known (compressed, or not stated). */
  readonly totalBytes: number | null;
}

/** Options of a load. */
export interface GridLoadOptions extends AssetUrlOptions {
  /** `fetch`, or the host's own. Its response is streamed if its body can be. */
  readonly fetchAsset: FetchAsset;
  /** The most bytes, unpacked, and of the float32 samples. @defaultValue 64 MiB */
  readonly maxBytes?: number | undefined;
  /** The longest time without a byte, in milliseconds. @defaultValue 15,000 */
  readonly silenceMs?: number | undefined;
  /**
   * The longest time of the whole load, with all attempts, in milliseconds: a server that sends a byte now and then would never
   * exceed `silenceMs`. @defaultValue 120,000
   */
  readonly timeoutMs?: number | undefined;
  /** Further attempts after a network error, HTTP 5xx, 408 or 429; a timeout is final. @defaultValue 2 */
  readonly retries?: number | undefined;
  /** @defaultValue 'omit' */
  readonly credentials?: AssetCredentials | undefined;
  /** Aborting it ends the load at once. */
  readonly signal?: HostAbortSignal | undefined;
  /** Called after every chunk; starts over with each attempt. If it throws the load ends. */
  readonly onProgress?: ((progress: GridProgress) => void) | undefined;
}
