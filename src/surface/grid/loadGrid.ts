import { throwIfAborted, type HostAbortSignal } from '../../host/abortSignal.js';
import { computeBackoffMs, type Backoff } from '../../host/backoff.js';
import { readCount, readMeasure } from '../../protocol/checkOption.js';
import { isTarget, resolveAssetUrl, type AssetTarget, type AssetUrlOptions } from './assetUrl.js';
import { decodeGrid, DEFAULT_MAX_GRID_BYTES } from './decodeGrid.js';
import { AttemptError, fetchGridBytes, ProgressFault, type GridAttempt } from './fetchGridBytes.js';
import type { AssetCredentials, FetchAsset, GridHost } from './gridHost.js';
import { checkResolution, GridLoadError, type SampledGrid } from './gridProblem.js';
import { LoadWatch } from './loadWatch.js';

/** Which grid. */
export interface GridRequest {
  /** The event's `asset_url`: an outsider's text. */
  readonly url: string;
  /** The event's `resolution`: samples or cells per side, integer ≥ 2. */
  readonly resolution: number;
}

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

const DEFAULT_SILENCE_MS = 15_000;
const DEFAULT_TIMEOUT_MS = 120_000;
const DEFAULT_RETRIES = 2;

/** For the words of an error. */
const WHERE = 'loadGrid';

/** More attempts than this help nobody. */
const MAX_RETRIES = 10;

/** `maxMs` bounds a wait that the server asks for, too. */
const BACKOFF: Backoff = { baseMs: 500, maxMs: 8_000, floorMs: 0 };

/** A load that may begin: what was asked for is checked, its address resolved. */
export interface GridLoad {
  readonly target: AssetTarget;
  readonly resolution: number;
  readonly maxBytes: number;
  readonly silenceMs: number;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly options: GridLoadOptions;
}

/**
 * Checks what is asked for, before anything is fetched or allocated.
 * @throws GridLoadError, RangeError and the reason of `signal` as {@link loadGrid} does
 */
export function createGridLoad({ url, resolution }: GridRequest, options: GridLoadOptions): GridLoad {
  const maxBytes = readMeasure(WHERE, options, 'maxBytes', DEFAULT_MAX_GRID_BYTES);
  const silenceMs = readMeasure(WHERE, options, 'silenceMs', DEFAULT_SILENCE_MS);
  const timeoutMs = readMeasure(WHERE, options, 'timeoutMs', DEFAULT_TIMEOUT_MS);
  const retries = Math.min(readCount(WHERE, options, 'retries', DEFAULT_RETRIES), MAX_RETRIES);
  throwIfAborted(options.signal);
  const problem = checkResolution(resolution, maxBytes);
  if (problem !== null) throw new GridLoadError(problem);
  const target = resolveAssetUrl(url, options);
  if (!isTarget(target)) throw new GridLoadError(target);
  return { target, resolution, maxBytes, silenceMs, timeoutMs, retries, options };
}

/**
 * Fetches and decodes a sampled grid. The address and the resolution are checked before anything is asked or
 * allocated, the origin again after redirects, the size with every chunk. Two buffers of `maxBytes` are the most that is
 * ever held: what came, and what it grows into or the samples that are made of it.
 * @throws GridLoadError if there is no grid; its `problem` says what came and what would fit
 * @throws RangeError for an option that is no number, or below 0; its words name it
 * @throws the reason of `signal` if that aborts
 * @throws whatever `onProgress` throws
 */
export async function loadGrid(request: GridRequest, options: GridLoadOptions): Promise<SampledGrid> {
  return await fetchGrid(createGridLoad(request, options));
}

/** Carries out a load. @throws what {@link loadGrid} throws once it asks */
export async function fetchGrid(load: GridLoad): Promise<SampledGrid> {
  const { target, resolution, maxBytes, silenceMs, timeoutMs, retries, options } = load;
  const { host, signal } = options;
  const watch = new LoadWatch({ host, signal, silenceMs, timeoutMs });
  // Raw samples are no longer than this, and rarely shorter by more than a hundredth.
  const guessedBytes = 4 * (resolution + 1) ** 2;
  try {
    const bytes = await fetchWithRetries({ target, options, maxBytes, guessedBytes, watch }, retries);
    const decoding = decodeGrid(bytes, resolution, { maxBytes });
    if (decoding.ok) return decoding.grid;
    throw new GridLoadError(decoding.problem);
  } catch (error) {
    throw error instanceof ProgressFault ? error.fault : error;
  } finally {
    watch.end();
  }
}

async function fetchWithRetries(attempt: GridAttempt, retries: number): Promise<Uint8Array> {
  const { options, watch } = attempt;
  for (let failures = 0; ; failures++) {
    try {
      return await fetchGridBytes(attempt);
    } catch (error) {
      const isFinal = !(error instanceof AttemptError && error.problem.isRetryable && failures < retries);
      if (isFinal || watch.isCut) throw error;
      await watch.pause(computeDelayMs(failures, error.retryAfterMs, options.host));
    }
  }
}

function computeDelayMs(failures: number, retryAfterMs: number, host: GridHost): number {
  const waitMs = computeBackoffMs(failures, BACKOFF, () => host.random());
  return Math.min(BACKOFF.maxMs, Math.max(retryAfterMs, waitMs));
}
