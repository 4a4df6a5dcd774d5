/**
 * A log: its text, the address of one, a file, or a stream of its bytes or text in any chunks.
 * A text is the log itself; an address is a `URL`.
 */
export type LogSource = string | URL | Blob | ReadableStream<Uint8Array> | AsyncIterable<string | Uint8Array>;

/**
 * Opens a source for reading.
 * @returns its text in chunks; they end early once `signal` is aborted
 * @throws Error if an address answers with anything but success, or a stream is being read by someone else
 */
export async function openLogSource(
  source: LogSource,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<AsyncIterable<string>> {
  if (typeof source === 'string') return decodeChunks([source]);
  if (source instanceof URL) {
    const response = await fetch(source, { signal });
    // Without its query, which may hold a token.
    if (!response.ok) throw new Error(`${source.origin}${source.pathname} answered HTTP ${response.status}`);
    return decodeChunks(response.body === null ? [] : readStream(response.body, signal));
  }
  if (source instanceof Blob) return decodeChunks(readStream(source.stream(), signal));
  if ('getReader' in source) return decodeChunks(readStream(source, signal));
  return decodeChunks(readIterable(source, signal));
}

/** Whether a source can be read only once. */
export function isSpentByReading(source: LogSource): boolean {
  return !(typeof source === 'string' || source instanceof URL || source instanceof Blob);
}

/** Reads with a reader, since Safari's streams cannot be iterated. */
function readStream(stream: ReadableStream<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined), { once: true });
  return readAll(() => reader.read());
}

function readIterable<Chunk>(source: AsyncIterable<Chunk>, signal: AbortSignal): AsyncGenerator<Chunk> {
  const iterator = source[Symbol.asyncIterator]();
  // Cancelling a stream that has failed may throw; it has ended all the same.
  signal.addEventListener('abort', () => void iterator.return?.().catch(() => undefined), { once: true });
  return readAll<Chunk>(() => iterator.next());
}

async function* readAll<Chunk>(
  next: () => Promise<{ readonly done?: boolean | undefined; readonly value?: Chunk | undefined }>,
): AsyncGenerator<Chunk> {
  for (let part = await next(); part.done !== true; part = await next()) {
    if (part.value !== undefined) yield part.value;
  }
}

/** Decodes bytes as UTF-8, characters across two chunks included. Invalid bytes become U+FFFD, so at most their line is lost. */
async function* decodeChunks(
  chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of chunks) {
    yield typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
}
