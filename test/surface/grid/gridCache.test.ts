import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import {
  createGridCache,
  GridLoadError,
  type FetchAsset,
  type GridLoadOptions,
  type GridProgress,
} from '../../../src/surface/grid/index.js';
import { writeRaw } from './gridFixtures.js';
import { createOptions } from './gridServer.js';

const RAW = writeRaw(50);
const REQUEST = { url: 'https://x.example/grid', resolution: 50 };

/** A fetch whose answers come when the test says so. */
function createSlowFetch() {
  const signals: AbortSignal[] = [];
  const bodies: ReadableStreamDefaultController<Uint8Array>[] = [];
  const fetchAsset = vi.fn<FetchAsset>((_, { signal }) => {
    signals.push(signal);
    const body = new ReadableStream<Uint8Array>({ start: (controller) => void bodies.push(controller) });
    return Promise.resolve(new Response(body, { headers: { 'Content-Length': `${RAW.length}` } }));
  });
  const send = (nth: number, ...chunks: Uint8Array[]): void => {
    for (const chunk of chunks) bodies[nth]?.enqueue(chunk);
  };
  const finish = (nth: number, bytes: Uint8Array = RAW): void => {
    bodies[nth]?.enqueue(bytes.slice());
    bodies[nth]?.close();
  };
  return { fetchAsset, signals, send, finish };
}

function createFetch(): FetchAsset & { mock: { calls: unknown[][] } } {
  return vi.fn<FetchAsset>((url) => {
    const nodes = Number(/\d+$/.exec(url)?.[0] ?? 50);
    return Promise.resolve(new Response(writeRaw(nodes)));
  });
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('a grid', () => {
  it('that was loaded is there at once, the same', async () => {
    const cache = createGridCache();
    const fetchAsset = createFetch();
    const first = await cache.load(REQUEST, createOptions({ fetchAsset }));
    const onProgress = vi.fn();
    const again = await cache.load(REQUEST, createOptions({ fetchAsset, onProgress }));
    expect(again).toBe(first);
    expect(onProgress).not.toHaveBeenCalled();
    expect(fetchAsset).toHaveBeenCalledOnce();
  });

  it('is known by what its address resolves to', async () => {
    const cache = createGridCache();
    const fetchAsset = createFetch();
    const first = await cache.load(REQUEST, createOptions({ fetchAsset }));
    const baseUrl = 'https://x.example/some/page';
    for (const url of ['/grid', '../grid', 'https://X.example:443/grid'])
      expect(await cache.load({ ...REQUEST, url }, createOptions({ fetchAsset, baseUrl }))).toBe(first);
    expect(fetchAsset).toHaveBeenCalledOnce();
  });

  it('is loaded for each resolution', async () => {
    const cache = createGridCache();
    const fetchAsset = createFetch();
    await cache.load(REQUEST, createOptions({ fetchAsset }));
    expect((await cache.load({ ...REQUEST, resolution: 49 }, createOptions({ fetchAsset }))).nodes).toBe(50);
    expect(fetchAsset).toHaveBeenCalledTimes(2);
  });

  it.each<[string, Partial<GridLoadOptions>]>([
    ['of an origin that is not allowed', { allowedOrigins: ['https://y.example'] }],
    ['beyond the limit', { maxBytes: 9_999 }],
  ])('%s is not given from memory', async (_, overrides) => {
    const cache = createGridCache();
    await cache.load(REQUEST, createOptions({ fetchAsset: createFetch() }));
    const loading = cache.load(REQUEST, createOptions({ fetchAsset: createFetch(), ...overrides }));
    await expect(loading).rejects.toBeInstanceOf(GridLoadError);
  });

  it('that came without credentials is not given where they are asked for', async () => {
    const cache = createGridCache();
    const fetchAsset = createFetch();
    await cache.load(REQUEST, createOptions({ fetchAsset }));
    await cache.load(REQUEST, createOptions({ fetchAsset, credentials: 'include' }));
    expect(fetchAsset).toHaveBeenCalledTimes(2);
  });

  it('is not given to another owner', async () => {
    const cache = createGridCache();
    const fetchAsset = createFetch();
    for (const owner of ['ada', 'bob', 'ada'])
      await cache.load(REQUEST, createOptions({ fetchAsset }), owner);
    expect(fetchAsset).toHaveBeenCalledTimes(2);
  });

  it('that is loading when the cache is cleared comes to those who wait, and to nobody who comes later', async () => {
    const cache = createGridCache();
    const { fetchAsset, signals, finish } = createSlowFetch();
    const before = cache.load(REQUEST, createOptions({ fetchAsset }));
    const leaving = new AbortController();
    const left = cache.load(
      { ...REQUEST, url: 'https://x.example/2' },
      createOptions({ fetchAsset, signal: leaving.signal }),
    );
    await settle();
    cache.clear();
    const after = cache.load(REQUEST, createOptions({ fetchAsset }));
    leaving.abort('gone');
    await expect(left).rejects.toBe('gone');
    await settle();
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, true, false]);
    finish(0);
    finish(2);
    expect(await after).not.toBe(await before);
    expect(await cache.load(REQUEST, createOptions({ fetchAsset }))).toBe(await after);
  });

  it('is asked for again after clear', async () => {
    const cache = createGridCache();
    const fetchAsset = createFetch();
    await cache.load(REQUEST, createOptions({ fetchAsset }));
    cache.clear();
    await cache.load(REQUEST, createOptions({ fetchAsset }));
    expect(fetchAsset).toHaveBeenCalledTimes(2);
  });
});

describe('what is kept', () => {
  const at = (nodes: number) => ({ url: `https://x.example/${nodes}`, resolution: nodes });

  it('is bounded in bytes, and that goes first which was used longest ago', async () => {
    const cache = createGridCache({ maxCacheBytes: 30_500 });
    const fetchAsset = createFetch();
    const load = (nodes: number) => cache.load(at(nodes), createOptions({ fetchAsset }));
    await load(48);
    await load(49);
    await load(50);
    expect(fetchAsset).toHaveBeenCalledTimes(3);
    await load(48);
    await load(51);
    // 49 and, since 51 is large, 50 had to go.
    await load(48);
    await load(51);
    expect(fetchAsset).toHaveBeenCalledTimes(4);
    await load(49);
    expect(fetchAsset).toHaveBeenCalledTimes(5);
  });

  it('is nothing that alone is beyond the bound', async () => {
    const cache = createGridCache({ maxCacheBytes: 10_300 });
    const fetchAsset = createFetch();
    const load = (nodes: number) => cache.load(at(nodes), createOptions({ fetchAsset }));
    await load(50);
    await load(60);
    await load(60);
    expect(fetchAsset).toHaveBeenCalledTimes(3);
    await load(50);
    expect(fetchAsset).toHaveBeenCalledTimes(3);
  });

  it('is no failure', async () => {
    const cache = createGridCache();
    const fetchAsset = vi
      .fn<FetchAsset>(() => Promise.resolve(new Response(RAW)))
      .mockResolvedValueOnce(new Response('', { status: 404 }));
    await expect(cache.load(REQUEST, createOptions({ fetchAsset }))).rejects.toMatchObject({
      problem: { code: 'asset_status' },
    });
    expect((await cache.load(REQUEST, createOptions({ fetchAsset }))).nodes).toBe(50);
  });
});

describe('loads of one grid at one time', () => {
  it('share one fetch, its progress and its grid', async () => {
    const cache = createGridCache();
    const { fetchAsset, send, finish } = createSlowFetch();
    const received: [GridProgress[], GridProgress[]] = [[], []];
    const first = cache.load(
      REQUEST,
      createOptions({ fetchAsset, onProgress: (step) => void received[0].push(step) }),
    );
    await settle();
    send(0, RAW.subarray(0, 100));
    await settle();
    const second = cache.load(
      REQUEST,
      createOptions({ fetchAsset, onProgress: (step) => void received[1].push(step) }),
    );
    expect(received[1]).toEqual([{ receivedBytes: 100, totalBytes: 10_000 }]);
    finish(0, RAW.subarray(100));
    expect(await second).toBe(await first);
    expect(received[0]).toEqual(received[1]);
    expect(fetchAsset).toHaveBeenCalledOnce();
  });

  it('are aborted when the last has left, not before', async () => {
    const cache = createGridCache();
    const { fetchAsset, signals, finish } = createSlowFetch();
    const users = [new AbortController(), new AbortController(), new AbortController()];
    const loads = users.map(({ signal }) => cache.load(REQUEST, createOptions({ fetchAsset, signal })));
    const outcomes = Promise.allSettled(loads);
    await settle();
    users[0]?.abort('first');
    await expect(loads[0]).rejects.toBe('first');
    users[2]?.abort('third');
    expect(signals[0]?.aborted).toBe(false);
    users[1]?.abort('second');
    expect(signals[0]?.aborted).toBe(true);
    expect(await outcomes).toMatchObject([{ reason: 'first' }, { reason: 'second' }, { reason: 'third' }]);
    for (const { signal } of users) expect(getEventListeners(signal, 'abort')).toEqual([]);
    // Whoever comes now does not wait for what was aborted.
    const later = cache.load(REQUEST, createOptions({ fetchAsset }));
    await settle();
    finish(1);
    expect((await later).nodes).toBe(50);
  });

  it('go on for the others when one leaves', async () => {
    const cache = createGridCache();
    const { fetchAsset, finish } = createSlowFetch();
    const controller = new AbortController();
    const leaving = cache.load(REQUEST, createOptions({ fetchAsset, signal: controller.signal }));
    const staying = new AbortController();
    const loading = cache.load(REQUEST, createOptions({ fetchAsset, signal: staying.signal }));
    controller.abort('gone');
    await expect(leaving).rejects.toBe('gone');
    await settle();
    finish(0);
    expect((await loading).nodes).toBe(50);
    expect(getEventListeners(staying.signal, 'abort')).toEqual([]);
  });

  it('fail together, with the same problem', async () => {
    const cache = createGridCache();
    const { fetchAsset, finish } = createSlowFetch();
    const loads = [1, 2].map(() => cache.load(REQUEST, createOptions({ fetchAsset })));
    const outcomes = Promise.allSettled(loads);
    await settle();
    finish(0, RAW.subarray(1));
    expect(await outcomes).toMatchObject(
      [1, 2].map(() => ({ reason: { problem: { code: 'grid_length_mismatch' } } })),
    );
  });

  it('bear a user whose onProgress throws: only that one fails', async () => {
    const cache = createGridCache();
    const { fetchAsset, finish } = createSlowFetch();
    const fault = new Error('mine');
    const onProgress = (): void => {
      throw fault;
    };
    const bad = cache.load(REQUEST, createOptions({ fetchAsset, onProgress }));
    const good = cache.load(REQUEST, createOptions({ fetchAsset }));
    const outcomes = Promise.allSettled([bad, good]);
    await settle();
    finish(0);
    expect(await outcomes).toMatchObject([{ reason: fault }, { value: { nodes: 50 } }]);
  });

  it('that nobody has begun are none for one who has already left', async () => {
    const cache = createGridCache();
    const fetchAsset = createFetch();
    const loading = cache.load(REQUEST, createOptions({ fetchAsset, signal: AbortSignal.abort('early') }));
    await expect(loading).rejects.toBe('early');
    expect(fetchAsset).not.toHaveBeenCalled();
  });

  it('end with the newest where each aborts the one before, as when surfaces are replaced quickly', async () => {
    const cache = createGridCache();
    const { fetchAsset, signals, finish } = createSlowFetch();
    let controller = new AbortController();
    const outcomes: Promise<unknown>[] = [];
    for (let n = 0; n < 20; n++) {
      controller.abort('superseded');
      controller = new AbortController();
      const { signal } = controller;
      const url = `https://x.example/${n % 3}`;
      outcomes.push(cache.load({ ...REQUEST, url }, createOptions({ fetchAsset, signal })).catch(String));
      await settle();
    }
    finish(19);
    expect(await Promise.all(outcomes)).toEqual([
      ...Array.from({ length: 19 }, () => 'superseded'),
      expect.objectContaining({ nodes: 50 }),
    ]);
    expect(signals.filter(({ aborted }) => !aborted).length).toBe(1);
  });
});
