import { throwIfAborted } from '../../host/abortSignal.js';
import { computeBackoffMs, type Backoff } from '../../host/backoff.js';
import { readCount, readMeasure } from '../../protocol/checkOption.js';
import { isTarget, resolveAssetUrl, type AssetTarget } from './assetUrl.js';
import { decodeGrid, DEFAULT_MAX_GRID_BYTES } from './decodeGrid.js';
import { AttemptError, fetchGridBytes, ProgressFault, type GridAttempt } from './fetchGridBytes.js';
import type { GridHost } from './gridHost.js';
import { checkResolution, GridLoadError, type SampledGrid } from './gridProblem.js';
import type { GridLoadOptions } from './gridLoadOptions.js';
import { LoadWatch } from './loadWatch.js';

/** The grid to load. */
export interface GridRequest {
  /** The event's `asset_url`; not trusted. */
  readonly url: string;
  /** The event's `resolution`: samples or cells per side, integer ≥ 2. */
  readonly resolution: number;
}

const DEFAULT_SILENCE_MS = 15_000;
const DEFAULT_TIMEOUT_MS = 120_000;
const DEFAULT_RETRIES = 2;

/** Named in the text of an error. */
const WHERE = 'loadGrid';

/** The most retries that may be set. */
const MAX_RETRIES = 10;

/** `maxMs` also limits a wait that the server asks for. */
const BACKOFF: Backoff = { baseMs: 500, maxMs: 8_000, floorMs: 0 };

/** A load whose request is checked and whose address is resolved. */
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
 * Checks a request, before anything is fetched or allocated.
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
 * Fetches and decodes a sampled grid. The address and the resolution are checked before anything is requested or allocated,
 * the origin again after redirects, the size with every chunk. At most two buffers of `maxBytes` are held: the received
 * bytes, and a larger buffer for them or the samples.
 * @throws GridLoadError if there is no grid; its `problem` says what was received and what was expected
 * @throws RangeError for an option that is no number, or below 0; it names the option
 * @throws the reason of `signal` if that aborts
 * @throws whatever `onProgress` throws
 */
export async function loadGrid(request: GridRequest, options: GridLoadOptions): Promise<SampledGrid> {
  return await fetchGrid(createGridLoad(request, options));
}

/** Carries out a load. @throws what {@link loadGrid} throws after its checks */
export async function fetchGrid(load: GridLoad): Promise<SampledGrid> {
  const { target, resolution, maxBytes, silenceMs, timeoutMs, retries, options } = load;
  const { host, signal } = options;
  const watch = new LoadWatch({ host, signal, silenceMs, timeoutMs });
  // The greatest length of raw samples, which rarely exceeds the true one by more than a hundredth.
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
