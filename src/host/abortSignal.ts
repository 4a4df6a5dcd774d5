/** The part of an abort signal that is used here. */
interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', onAbort: () => void): void;
  removeEventListener(type: 'abort', onAbort: () => void): void;
}

/**
 * The type of the host's abort signal where it has one, so that a signal can be passed to `fetch`; the core also compiles
 * where the host has none.
 */
export type HostAbortSignal = typeof globalThis extends { AbortSignal: { prototype: infer Signal } }
  ? Signal
  : AbortSignalLike;

/**
 * Calls `call` when the signal aborts: at once if it already has, never if there is no signal.
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
