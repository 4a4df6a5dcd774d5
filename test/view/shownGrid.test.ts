import { expect, it, vi } from 'vitest';
import type { AssetResponse } from '../../src/surface/grid/gridHost.js';
import type { GridState } from '../../src/surface/index.js';
import { BROWSER_HOST } from '../../src/react/browserHost.js';
import { ShownGrid } from '../../src/view/shownGrid.js';

const RESOLUTION = 250;
const TOTAL_BYTES = RESOLUTION ** 2 * 4;
const CHUNK_BYTES = 500;

/** The samples of a grid in chunks of {@link CHUNK_BYTES}. @param isSized - whether its length stands before it */
function respond(isSized: boolean): AssetResponse {
  let left = TOTAL_BYTES;
  const body = {
    getReader: () => ({
      read: () => {
        const value = left > 0 ? new Uint8Array(CHUNK_BYTES) : undefined;
        left -= CHUNK_BYTES;
        return Promise.resolve({ done: value === undefined, value });
      },
      cancel: () => Promise.resolve(),
    }),
    cancel: () => Promise.resolve(),
  };
  return {
    ok: true,
    status: 200,
    url: '',
    headers: {
      get: (name) => (isSized && name.toLowerCase() === 'content-length' ? String(TOTAL_BYTES) : null),
    },
    body,
    arrayBuffer: () => Promise.reject(new Error('it is streamed')),
  };
}

/** How many bytes had come at each of the states in which the grid was being loaded. */
async function loadedBytes(isSized: boolean): Promise<number[]> {
  const states: GridState[] = [];
  const grid: ShownGrid = new ShownGrid({
    host: { ...BROWSER_HOST, baseUrl: () => 'https://a.b/' },
    onChange: () => states.push(grid.state),
    onProblem: ({ code }) => expect.unreachable(code),
  });
  grid.configure({ fetchAsset: () => Promise.resolve(respond(isSized)) });
  grid.start();
  grid.show({ url: 'https://a.b/grid', resolution: RESOLUTION });
  await vi.waitUntil(() => grid.state.status === 'loaded');
  grid.end();
  return states.flatMap((state) => (state.status === 'loading' ? [state.receivedBytes] : []));
}

const gapsOf = (bytes: readonly number[]): number[] =>
  bytes.slice(1).map((received, i) => received - bytes[i]!);

it('is another state at each hundredth that has come, where it is known how much will', async () => {
  const bytes = await loadedBytes(true);
  expect([bytes[0], bytes.at(-1)]).toEqual([0, TOTAL_BYTES]);
  expect(gapsOf(bytes)).toEqual(Array.from({ length: 100 }, () => TOTAL_BYTES / 100));
});

it('is another state at each 64 KiB where it is not known', async () => {
  const gaps = gapsOf(await loadedBytes(false));
  expect(gaps).toEqual([66_000, 66_000, 66_000]);
});
