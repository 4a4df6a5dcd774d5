import { useEffect, useState } from 'react';

/**
 * Whether a value is newer than so many milliseconds; the first is never new.
 * @param value - another by identity counts as new
 */
export function useBriefly(value: unknown, forMs: number): boolean {
  const [old, setOld] = useState({ value });
  const isNew = value !== old.value;
  useEffect(() => {
    if (!isNew) return undefined;
    const timer = setTimeout(() => setOld({ value }), forMs);
    return () => clearTimeout(timer);
  }, [value, isNew, forMs]);
  return isNew;
}
