import { useEffect, useReducer } from 'react';
import type { RunStore } from '../run/runStore.js';
import { findSharedRun, type SharedRunOptions } from './sharedRun.js';

/**
 * The store of an address, fed over one link that all components of the page share: opened with the first that is
 * mounted, closed with the last. A browser keeps six HTTP/1.1 connections to an origin, and each link of server-sent
 * events takes one of them. Nothing is connected on a server.
 * @param url - `ws:`, `wss:`, or `http:`, `https:` for server-sent events; a relative one is resolved against the page's
 * address. A new one gives another store
 * @param options - those of the first component that uses the address hold, as long as any component uses it
 */
export function useSharedRun(url: string | URL, options: SharedRunOptions = {}): RunStore {
  const [, renew] = useReducer((count: number) => count + 1, 0);
  const run = findSharedRun(url, options);
  useEffect(() => {
    const leave = run.join();
    // While this part of the page was hidden, another component may have created a new store for the address.
    if (!run.isCurrent) renew();
    return leave;
  }, [run]);
  return run.store;
}
