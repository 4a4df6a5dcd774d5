import { useEffect, useMemo } from 'react';

interface Disposable {
  dispose(): void;
}

/**
 * Creates a GPU resource for as long as the component is mounted, then disposes of it.
 * three uploads a disposed resource anew if it is drawn again, so StrictMode's second mount is safe.
 * @param create - a module constant, or memoized: a new function makes a new resource
 */
export function useDisposable<T extends Disposable>(create: () => T): T {
  const resource = useMemo(() => create(), [create]);
  useEffect(() => () => resource.dispose(), [resource]);
  return resource;
}
