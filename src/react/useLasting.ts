import { useEffect, useState } from 'react';

/**
 * Whether something has lasted: it was there at first, or has been the same for a while, and since then there has always been
 * something.
 * @param key - identifies what is there; null where nothing is
 * @param afterMs - for how long the key has to be the same
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
