import { useMemo, useSyncExternalStore } from 'react';

/** Whether a media query matches, following it; false on a server. */
export function useMediaQuery(query: string): boolean {
  const source = useMemo(() => createSource(query), [query]);
  return useSyncExternalStore(source.subscribe, source.getSnapshot, () => false);
}

function createSource(query: string) {
  const list = findMediaQuery(query);
  return {
    getSnapshot: (): boolean => list?.matches ?? false,
    subscribe: (onChange: () => void): (() => void) => {
      list?.addEventListener('change', onChange);
      return () => list?.removeEventListener('change', onChange);
    },
  };
}

/** A server has no window; jsdom, in which hosts test their pages, no `matchMedia`. */
function findMediaQuery(query: string): MediaQueryList | null {
  return typeof window !== 'undefined' && 'matchMedia' in window ? window.matchMedia(query) : null;
}
