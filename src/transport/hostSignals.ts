/** Signals of the browser about network and visibility. */
export interface HostSignals {
  /** False only where it is certain that there is no network. */
  isOnline(): boolean;
  /**
   * Begins to listen.
   * @param onOnline - called when there is a network again, or another one
   * @param onVisible - called when the page is visible again, with the time that it was hidden
   * @returns a function that ends the listening
   */
  listen(onOnline: () => void, onVisible: (hiddenMs: number) => void): () => void;
}

/** The browser's signals; in Node there are none. */
export const browserSignals: HostSignals = {
  // Node's navigator has no onLine.
  isOnline: () => typeof navigator === 'undefined' || (navigator as Partial<Navigator>).onLine !== false,
  listen(onOnline, onVisible) {
    const page = typeof document === 'undefined' ? null : document;
    const host = typeof addEventListener === 'undefined' ? null : globalThis;
    let hiddenSinceMs = Date.now();
    const onVisibility = (): void => {
      if (page?.visibilityState === 'visible') onVisible(Date.now() - hiddenSinceMs);
      else hiddenSinceMs = Date.now();
    };
    host?.addEventListener('online', onOnline);
    page?.addEventListener('visibilitychange', onVisibility);
    return () => {
      host?.removeEventListener('online', onOnline);
      page?.removeEventListener('visibilitychange', onVisibility);
    };
  },
};
