import { useEffect, useRef, type RefObject } from 'react';

/**
 * Notes that the page is seen again after it was hidden: a hidden page draws no frames, so points that came meanwhile
 * have waited, and are not to glide.
 * @param onReturn - asks for a frame
 * @returns true from the return on, until its reader sets it back
 */
export function usePageReturn(onReturn: () => void): RefObject<boolean> {
  const hasReturned = useRef(false);
  useEffect(() => {
    const note = (): void => {
      if (document.visibilityState !== 'visible') return;
      hasReturned.current = true;
      onReturn();
    };
    document.addEventListener('visibilitychange', note);
    return () => document.removeEventListener('visibilitychange', note);
  }, [onReturn]);
  return hasReturned;
}
