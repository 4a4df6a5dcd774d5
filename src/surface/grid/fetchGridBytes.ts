import { describeError } from '../../host/describeError.js';
import { computeRetryAfterMs } from '../../host/retryAfter.js';
import { describeValue } from '../../protocol/describeValue.js';
import { checkFinalUrl, type AssetTarget } from './assetUrl.js';
import { ByteCollector, createTooManyBytes } from './byteCollector.js';
import type { AssetResponse } from './gridHost.js';
import { createProblem, GridLoadError, type GridProblem } from './gridProblem.js';
import type { GridLoadOptions, GridProgress } from './gridLoadOptions.js';
import type { LoadWatch } from './loadWatch.js';

/** Statuses after which another attempt may succeed. */
const RETRYABLE_STATUSES = new Set([408, 429]);

/** What an attempt needs. */
export interface GridAttempt {
  readonly target: AssetTarget;
  readonly options: GridLoadOptions;
  readonly maxBytes: number;
  /** Expected number of bytes, if the server does not say. */
  readonly guessedBytes: number;
  readonly watch: LoadWatch;
}

/** Thrown by an attempt after which another one may succeed. */
export class AttemptError extends GridLoadError {
  /** @param retryAfterMs - the least that the server asks to wait */
  constructor(
    problem: GridProblem,
    cause: unknown,
    readonly retryAfterMs: number,
  ) {
    super(problem, cause);
  }
}

/**
 * Requests the bytes of a grid once. In every case the body is closed.
 * @throws AttemptError if there is no response, it breaks off, or it has an error status
 * @throws GridLoadError if its origin is refused or it is too large
 * @throws the watch's reason for ending it
 */
export async function fetchGridBytes(attempt: GridAttempt): Promise<Uint8Array> {
  const { target, watch } = attempt;
  watch.begin();
  try {
    const response = await requestAsset(attempt);
    watch.noteAnswer();
    return await readResponse(response, attempt);
  } catch (error) {
    if (watch.isCut || error instanceof GridLoadError || error instanceof ProgressFault) throw error;
    throw new AttemptError(createUnreachable(error, target), error, 0);
  }
}

/** Wraps an error of the host's own `onProgress`, which is no network error. */
export class ProgressFault extends Error {
  constructor(readonly fault: unknown) {
    super('onProgress threw');
  }
}

async function requestAsset({ target, options, watch }: GridAttempt): Promise<AssetResponse> {
  const { fetchAsset, credentials = 'omit' } = options;
  const answer = Promise.resolve().then(() => fetchAsset(target.href, { signal: watch.signal, credentials }));
  // A fetch that ignores the signal may respond after the load has ended.
  const closeLate = (response: AssetResponse): void => {
    if (watch.isCut) close(response.body);
  };
  void answer.then(closeLate, ignore);
  return watch.wait(answer);
}

async function readResponse(response: AssetResponse, attempt: GridAttempt): Promise<Uint8Array> {
  const { target, options, maxBytes } = attempt;
  const length = readContentLength(response);
  try {
    const problem = checkFinalUrl(response.url, target, options);
    if (problem !== null) throw new GridLoadError(problem);
    if (!response.ok) throw createStatusError(response, target);
    if (length !== null && !(length <= maxBytes)) throw createTooManyBytes(`${length} bytes`, maxBytes);
  } catch (error) {
    close(response.body);
    throw error;
  }
  return readBody(response, length, attempt);
}

async function readBody(
  response: AssetResponse,
  length: number | null,
  attempt: GridAttempt,
): Promise<Uint8Array> {
  const { watch, maxBytes, guessedBytes, options } = attempt;
  const collector = new ByteCollector(Math.min(length ?? guessedBytes, maxBytes), maxBytes);
  const note = (chunk: Uint8Array): void => {
    collector.append(chunk);
    reportProgress(options, collector.receivedBytes, length);
  };
  if (response.body == null) {
    note(new Uint8Array(await watch.wait(response.arrayBuffer())));
    return collector.finish();
  }
  const reader = response.body.getReader();
  try {
    for (;;) {
      const { done, value } = await watch.wait(reader.read());
      if (done) return collector.finish();
      // Checked, since a host's own fetch may not return what its type says.
      if (!ArrayBuffer.isView(value)) throw new TypeError(`a chunk that is ${describeValue(value)}`);
      note(value);
      watch.stir(collector.receivedBytes);
    }
  } catch (error) {
    close(reader);
    throw error;
  }
}

/**
 * Across origins a Content-Encoding may be hidden while the Content-Length, of the compressed bytes, is not. So once more
 * bytes than the length have come, the total counts as unknown.
 */
function reportProgress(options: GridLoadOptions, receivedBytes: number, length: number | null): void {
  const totalBytes = length !== null && receivedBytes <= length ? length : null;
  const progress: GridProgress = { receivedBytes, totalBytes };
  try {
    options.onProgress?.(progress);
  } catch (fault) {
    throw new ProgressFault(fault);
  }
}

function readContentLength({ headers }: AssetResponse): number | null {
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() ?? '';
  const length = headers.get('content-length')?.trim() ?? '';
  const isPlain = encoding === '' || encoding === 'identity';
  return isPlain && /^\d{1,15}$/.test(length) ? Number(length) : null;
}

function createStatusError({ status, headers }: AssetResponse, target: AssetTarget): AttemptError {
  const isRetryable = target.isRemote && (status >= 500 || RETRYABLE_STATUSES.has(status));
  const problem = { ...createProblem('asset_status', `HTTP ${status}`, 'HTTP 200'), isRetryable };
  // The host's clock need not be Unix time.
  return new AttemptError(problem, undefined, computeRetryAfterMs(headers, null));
}

function createUnreachable(error: unknown, target: AssetTarget): GridProblem {
  const hint = target.isRemote
    ? 'check that the server runs, and that its CORS headers allow this page'
    : 'check that the URL is still valid';
  const problem = createProblem('asset_unreachable', describeError(error), 'an answer', hint);
  return { ...problem, isRetryable: target.isRemote };
}

/** Cancels a stream; errors of that are ignored. */
function close(stream: { cancel(): Promise<void> } | null | undefined): void {
  void Promise.resolve()
    .then(() => stream?.cancel())
    .catch(ignore);
}

function ignore(): void {
  // Ignored, as above.
}
