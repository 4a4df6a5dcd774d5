import { useCallback, useEffect, useState } from 'react';
import { PlainRunFeed, type PlainRun } from '../run/plainRun.js';
import { createRunStore, type RunStore } from '../run/runStore.js';
import type { AssetResponse, FetchAsset } from '../surface/index.js';
import { BROWSER_HOST } from './browserHost.js';

/**
 * A store that holds a run of plain data, and a fetch that knows its samples.
 * @param fetchAsset - fetches every other grid
 */
export function usePlainStore(
  run: PlainRun,
  fetchAsset: FetchAsset = BROWSER_HOST.fetchAsset,
): { readonly store: RunStore; readonly fetchAsset: FetchAsset } {
  const [{ store, feed }] = useState(() => createFed(run));
  useEffect(() => feed.update(run));
  const fetchKnown: FetchAsset = useCallback(
    async (url, init) => {
      const bytes = feed.readGrid(url);
      return bytes === null ? await fetchAsset(url, init) : createResponse(url, bytes);
    },
    [feed, fetchAsset],
  );
  return { store, fetchAsset: fetchKnown };
}

function createFed(run: PlainRun) {
  // Its steps are those of the path.
  const store = createRunStore({ metricStepBase: 0 });
  const feed = new PlainRunFeed(store);
  // At once, so that a server's text has it.
  feed.update(run);
  return { store, feed };
}

function createResponse(url: string, bytes: Uint8Array): AssetResponse {
  return {
    ok: true,
    status: 200,
    url,
    headers: { get: () => null },
    arrayBuffer: () => Promise.resolve(bytes.slice().buffer),
  };
}
