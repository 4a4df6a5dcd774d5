/** What is used of an abort signal. */
interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', onAbort: () => void): void;
  removeEventListener(type: 'abort', onAbort: () => void): void;
}

/**
 * The host's own abort signal where it has one, so that it can be handed on to `fetch` as it is; the core itself
 * compiles without one.
 */
export type HostAbortSignal = typeof globalThis extends { AbortSignal: { prototype: infer Signal } }
  ? Signal
  : AbortSignalLike;

/**
 * Calls `call` when the signal aborts: at once where it has, never where there is none.
 * @returns a function that ends the listening
 */
export function onAbort(signal: HostAbortSignal | undefined, call: () => void): () => void {
  if (signal === undefined || signal.aborted) {
    if (signal !== undefined) call();
    return () => undefined;
  }
  signal.addEventListener('abort', call);
  return () => signal.removeEventListener('abort', call);
}

/** Waits until the signal aborts; never rejects. */
export function waitForAbort(signal: HostAbortSignal): Promise<void> {
  return new Promise((resolve) => void onAbort(signal, () => resolve()));
}

/** @throws the signal's reason if it has aborted */
export function throwIfAborted(signal: HostAbortSignal | undefined): void {
  if (signal?.aborted === true) throw signal.reason;
}
