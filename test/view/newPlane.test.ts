import { afterEach, describe, expect, it, vi } from 'vitest';
import { createRunStore } from '../../src/index.js';
import { grid, start, update } from '../run/createRunEvent.js';
import { followSurface } from './followSurface.js';

afterEach(() => vi.useRealTimers());

const plane = (at: number, share: number, name?: string) =>
  grid(at, {
    asset_url: `/${at}.f32`,
    resolution: 2,
    domainHalf: 2,
    projection: { method: 'pca', explainedVariance: [share, 0.25], ...(name && { plane: name }) },
  });
const restart = (at: number) => start(at, { restart: 'projection' });

/** A run of ten steps whose plane is drawn. */
async function drawFirst() {
  const store = createRunStore();
  const fetchAsset = (url: string) =>
    Promise.resolve(new Response(Float32Array.of(1, 2, 3, Number(/(\d+)\.f32/.exec(url)![1]))));
  const following = followSurface(store, { fetchAsset, assetBaseUrl: 'http://host.example/' });
  const { view, frame } = following;
  store.ingest([plane(1, 0.5), start(2), update(3, 1, 9)]);
  await vi.waitFor(() => expect(view.grid.status).toBe('loaded'));
  return { ...following, store, first: frame() };
}

it('the path before stays until the one that is sent anew has come as far, on a surface that is there', async () => {
  const { store, view, frame, first } = await drawFirst();
  store.ingest([plane(11, 0.6), restart(12)]);
  await vi.waitFor(() => expect(view.grid.status).toBe('loaded'));
  expect([view.holdsPath, frame()]).toEqual([true, first]);
  store.ingest(update(13, 1, 8));
  expect(view.holdsPath).toBe(true);
  const onChange = vi.fn();
  view.subscribe(onChange);
  store.ingest(update(14, 9, 1));
  expect(onChange).toHaveBeenCalledOnce();
  expect(view.holdsPath).toBe(false);
  expect(frame()).not.toBe(first);
});

it('a path that is sent anew and shorter is awaited for a moment only', async () => {
  const { store, view } = await drawFirst();
  store.ingest(plane(11, 0.6));
  await vi.waitFor(() => expect(view.grid.status).toBe('loaded'));
  vi.useFakeTimers();
  store.ingest(restart(12));
  vi.advanceTimersByTime(299);
  expect(view.holdsPath).toBe(true);
  vi.advanceTimersByTime(1);
  expect(view.holdsPath).toBe(false);
});

it('a viewer keeps a plane through any number of new ones, and takes the newest', async () => {
  const { store, view, frame, first } = await drawFirst();
  view.keepPlane(true);
  for (const at of [11, 21]) {
    store.ingest([plane(at, 0.6), restart(at + 1), update(at + 2, 1, at)]);
    await vi.waitFor(() => expect(view.grid.status).toBe('loaded'));
    expect([view.isPlaneWaiting, view.holdsPath, frame()]).toEqual([true, true, first]);
  }
  view.takePlane();
  expect([view.isPlaneWaiting, view.holdsPath]).toEqual([false, false]);
  expect(frame().field.max).toBe(21);
  store.ingest([plane(31, 0.6), restart(32), update(33, 1, 31)]);
  expect(view.isPlaneWaiting).toBe(true);
  await vi.waitFor(() => expect(view.grid.status).toBe('loaded'));
  view.keepPlane(false);
  expect(view.holdsPath).toBe(false);
  expect(frame().field.max).toBe(31);
});

it('a plane is kept of one descent only', async () => {
  const { store, view, frame } = await drawFirst();
  view.keepPlane(true);
  store.ingest([plane(11, 0.6), start(12)]);
  expect(view.isPlaneWaiting).toBe(false);
  await vi.waitFor(() => expect(view.holdsPath).toBe(false));
  expect(frame().field.max).toBe(11);
});

it('knows at which steps the planes came, and how much each shows, of one descent', async () => {
  const { store, view } = await drawFirst();
  expect(view.planes).toEqual([]);
  store.ingest([plane(11, 0.6), restart(12), update(13, 1, 12)]);
  store.ingest([plane(21, 0.7), restart(22), update(23, 1, 12)]);
  expect(view.planes).toEqual([
    { step: 9, explained: 0.85 },
    { step: 12, explained: 0.95 },
  ]);
  const { planes } = view;
  store.ingest(update(24, 13, 1));
  expect(view.planes).toBe(planes);
  store.ingest(start(30));
  expect(view.planes).toEqual([]);
});

describe('a path that is sent again', () => {
  /** Whether it counts as on a new plane, whose surface the first had by a name. */
  async function isNew(first: string | undefined, second: string | undefined): Promise<readonly boolean[]> {
    const store = createRunStore();
    const fetchAsset = () => Promise.resolve(new Response(Float32Array.of(1, 2, 3, 4)));
    const { view, frame } = followSurface(store, { fetchAsset, assetBaseUrl: 'http://host.example/' });
    store.ingest([plane(1, 0.5, first), start(2), update(3, 1, 9)]);
    await vi.waitFor(() => expect(view.grid.status).toBe('loaded'));
    frame();
    view.keepPlane(true);
    store.ingest([plane(11, 0.6, second), restart(12), update(13, 1, 9)]);
    return [view.planes.length > 0, view.isPlaneWaiting];
  }

  it.each([
    ['the same', 'a', 'a', false],
    ['another', 'a', 'b', true],
    ['none after one', 'a', undefined, true],
    ['one after none', undefined, 'b', true],
    ['none', undefined, undefined, true],
  ] as const)(
    'is on a new plane unless its surface names the plane before: %s',
    async (_, first, second, expected) => {
      expect(await isNew(first, second)).toEqual([expected, expected]);
    },
  );

  it('again before it has come as far is on a plane since the newest step there was', async () => {
    const { store, view } = await drawFirst();
    store.ingest([plane(11, 0.6), restart(12), update(13, 1, 3)]);
    store.ingest([plane(21, 0.7), restart(22), update(23, 1, 9)]);
    expect(view.planes.map(({ step }) => step)).toEqual([9, 9]);
  });
});
