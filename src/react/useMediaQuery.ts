import { useCallback, useSyncExternalStore } from 'react';

/** Whether a media query matches, following it; false on a server. */
export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const list = findMediaQuery(query);
      list?.addEventListener('change', onChange);
      return () => list?.removeEventListener('change', onChange);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => findMediaQuery(query)?.matches ?? false,
    () => false,
  );
}

/** jsdom, in which hosts test their pages, has no `matchMedia`. */
function findMediaQuery(query: string): MediaQueryList | null {
  return 'matchMedia' in window ? window.matchMedia(query) : null;
}
