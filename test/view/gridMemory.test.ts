import { beforeEach, describe, expect, it } from 'vitest';
import type { FetchAsset } from '../../src/surface/index.js';
import { clearGridCache, GridMemory } from '../../src/view/gridMemory.js';

const fetchOwn: FetchAsset = () => Promise.reject(new Error('never called'));
const fetchOther: FetchAsset = () => Promise.reject(new Error('never called'));

beforeEach(clearGridCache);

describe('what a host’s own function fetched', () => {
  const cacheOf = (memory: GridMemory, fetchAsset = fetchOwn) =>
    memory.placeFor({ fetchAsset }, fetchAsset).cache;

  it('[SURFACE-20] is kept for that function and that component', () => {
    const memory = new GridMemory();
    expect(cacheOf(memory)).toBe(cacheOf(memory));
    expect(cacheOf(memory, fetchOther)).not.toBe(cacheOf(memory));
    expect(cacheOf(new GridMemory())).not.toBe(cacheOf(memory));
  });

  it('[SURFACE-20] is forgotten when the component is gone, even if it is mounted once more', () => {
    const memory = new GridMemory();
    memory.start();
    const before = cacheOf(memory);
    memory.end();
    expect(cacheOf(memory)).not.toBe(before);
    memory.start();
    expect(cacheOf(memory)).not.toBe(before);
    memory.end();
  });

  it('[SURFACE-20] is forgotten by clearGridCache, of every component that is mounted', () => {
    const memories = [new GridMemory(), new GridMemory()];
    for (const memory of memories) memory.start();
    const before = memories.map((memory) => cacheOf(memory));
    clearGridCache();
    expect(memories.map((memory) => cacheOf(memory) === before.shift())).toEqual([false, false]);
    for (const memory of memories) memory.end();
  });
});

describe('what anybody may see, or those of one key', () => {
  it('[SURFACE-20] is kept for the page, by its key', () => {
    const [one, other] = [new GridMemory(), new GridMemory()];
    const anybody = one.placeFor({}, fetchOwn);
    expect(other.placeFor({}, fetchOther)).toEqual(anybody);
    const ada = one.placeFor({ fetchAsset: fetchOwn, assetCacheKey: 'ada' }, fetchOwn);
    expect(other.placeFor({ assetCredentials: 'include', assetCacheKey: 'ada' }, fetchOther)).toEqual(ada);
    expect(ada.owner).not.toBe(anybody.owner);
  });
});
