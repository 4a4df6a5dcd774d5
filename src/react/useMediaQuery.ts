import { useMemo, useSyncExternalStore } from 'react';

/** A `MediaQueryList` with the methods optional that a host's page, or its test, may lack. */
export interface MediaQuery {
  readonly matches?: boolean;
  readonly addEventListener?: (type: 'change', onChange: () => void) => void;
  readonly removeEventListener?: (type: 'change', onChange: () => void) => void;
}

/** Whether a media query matches, updated when it changes; false on a server, and where the host has no media queries. */
export function useMediaQuery(query: string): boolean {
  const source = useMemo(() => createSource(query), [query]);
  return useSyncExternalStore(source.subscribe, source.getSnapshot, () => false);
}

function createSource(query: string) {
  const list = findMediaQuery(query);
  return {
    getSnapshot: (): boolean => list?.matches === true,
    subscribe: (onChange: () => void): (() => void) => {
      list?.addEventListener?.('change', onChange);
      return () => list?.removeEventListener?.('change', onChange);
    },
  };
}

/**
 * Checks the values: in Vitest's jsdom `'matchMedia' in window` is true though it is undefined, and a host's `jest.fn()`
 * returns nothing.
 */
export function findMediaQuery(query: string): MediaQuery | null | undefined {
  if (typeof window === 'undefined' || typeof window.matchMedia !== 'function') return null;
  try {
    return window.matchMedia(query);
  } catch {
    return null; // a mock that throws: there is no media query
  }
}
