import { useEffect, useState } from 'react';

/**
 * Whether something is there that is more than passing: it was there at first, or has been the same for a while, and
 * something has been there ever since.
 * @param key - what is there, null where nothing is
 * @param afterMs - for how long it has to be the same
 */
export function useLasting(key: number | null, afterMs: number): boolean {
  const [hasLasted, setLasted] = useState(key !== null);
  if (key === null && hasLasted) setLasted(false);
  useEffect(() => {
    if (key === null || hasLasted) return undefined;
    const timer = setTimeout(() => setLasted(true), afterMs);
    return () => clearTimeout(timer);
  }, [key, hasLasted, afterMs]);
  return key !== null && hasLasted;
}
