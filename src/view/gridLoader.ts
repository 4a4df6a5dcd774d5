import { describeError } from '../host/describeError.js';
import { steadyClock } from '../host/systemClock.js';
import {
  GridLoadError,
  type AssetCredentials,
  type FetchAsset,
  type GridHost,
  type GridLoadOptions,
  type GridProblem,
  type GridProgress,
  type GridRequest,
  type GridState,
  type SampledGrid,
} from '../surface/index.js';
import { describeAccess, GridMemory, type GridAccess } from './gridMemory.js';

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

const NO_GRID: GridState = { status: 'none' };

/** Progress is told when it has moved by a hundredth, or by this many bytes where the total is not known. */
const PROGRESS_BYTES = 65_536;

const BROWSER: GridHost = {
  URL: globalThis.URL,
  AbortController: globalThis.AbortController,
  ...steadyClock,
  random: () => Math.random(),
};

/** Not `fetch` itself: it must be called on its window, and may be replaced. */
const fetchByBrowser: FetchAsset = (url, init) => fetch(url, init);

/** Loads the grid that is shown, and says how far it is. A newer request ends the one before. */
export class GridLoader {
  private current: GridState = NO_GRID;
  private controller: AbortController | null = null;
  private readonly memory = new GridMemory();

  /**
   * @param onChange - called when there is another state
   * @param onProgress - called instead when only more bytes have come
   */
  constructor(
    private readonly onChange: () => void,
    private readonly onProgress: () => void,
  ) {}

  get state(): GridState {
    return this.current;
  }

  /** @param onProblem - told once, where it fails */
  load(request: GridRequest, options: GridAssetOptions, onProblem: (problem: GridProblem) => void): void {
    this.controller?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    this.controller = controller;
    this.tell({ status: 'loading', receivedBytes: 0, totalBytes: null });
    let told = 0;
    const onProgress = ({ receivedBytes, totalBytes }: GridProgress): void => {
      const step = totalBytes === null ? PROGRESS_BYTES : totalBytes / 100;
      if (receivedBytes !== totalBytes && Math.abs(receivedBytes - told) < step) return;
      told = receivedBytes;
      this.current = { status: 'loading', receivedBytes, totalBytes };
      this.onProgress();
    };
    const onLoaded = (grid: SampledGrid): void => {
      if (!signal.aborted) this.tell({ status: 'loaded', grid });
    };
    const onFailed = (error: unknown): void => {
      if (signal.aborted) return;
      const problem = toProblem(error);
      this.tell({ status: 'failed', problem });
      onProblem(problem);
    };
    const loadOptions = toLoadOptions(options);
    const { cache, owner } = this.memory.placeFor(toAccess(options), loadOptions.fetchAsset);
    cache.load(request, { ...loadOptions, signal, onProgress }, owner).then(onLoaded, onFailed);
  }

  /** Ends what is under way. */
  stop(): void {
    this.controller?.abort();
    this.controller = null;
    this.tell(NO_GRID);
  }

  /** {@link stop}, and forgets what is this component's alone. */
  end(): void {
    this.stop();
    this.memory.end();
  }

  private tell(state: GridState): void {
    if (state === this.current) return;
    this.current = state;
    this.onChange();
  }
}

/** Whether two ways of fetching may not show each other's grids. */
export function isOtherAccess(before: GridAssetOptions, after: GridAssetOptions): boolean {
  return describeAccess(toAccess(before)) !== describeAccess(toAccess(after));
}

function toAccess({ fetchAsset, assetCredentials, assetCacheKey }: GridAssetOptions): GridAccess {
  return { fetchAsset, credentials: assetCredentials, cacheKey: assetCacheKey };
}

function toLoadOptions(options: GridAssetOptions): GridLoadOptions {
  const { fetchAsset, assetBaseUrl, assetOrigins, assetCredentials, maxAssetBytes } = options;
  return {
    host: BROWSER,
    fetchAsset: fetchAsset ?? fetchByBrowser,
    baseUrl: assetBaseUrl ?? document.baseURI,
    allowedOrigins: assetOrigins,
    credentials: assetCredentials,
    maxBytes: maxAssetBytes,
  };
}

/** What a host's own fetch throws is not lost either. */
function toProblem(error: unknown): GridProblem {
  if (error instanceof GridLoadError) return error.problem;
  return {
    code: 'asset_unreachable',
    found: describeError(error).slice(0, 80),
    expected: 'the samples of a grid',
    isRetryable: true,
  };
}
