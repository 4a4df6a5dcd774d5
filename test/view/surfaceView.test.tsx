import { act, render, screen, waitFor } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createEnvelope } from '../../src/protocol/encode.js';
import type { Diagnostic } from '../../src/protocol/diagnostic.js';
import type { GradientDescentEvent, SurfaceParams } from '../../src/protocol/events.js';
import { createRunStore, GradientDescentViz } from '../../src/index.js';
import type { GridAssetOptions } from '../../src/view/gridAssets.js';
import { computeLossTicks, isLogTransform } from '../../src/surface/index.js';
import { settle } from '../support/settle.js';
import { followSurface, LINEAR } from './followSurface.js';

afterEach(() => vi.useRealTimers());

let seq = 0;
const envelope = (event: GradientDescentEvent, runId = 'run_1'): object =>
  createEnvelope({ projectId: 'p', runId, seq: ++seq, tsMs: 1_790_000_000_000 + seq, event });

const grid = (assetUrl: string, resolution = 2): GradientDescentEvent => ({
  name: 'LOSS_SURFACE_GRID_READY',
  assetUrl,
  gridFormat: 'float32',
  resolution,
  domainHalf: 2,
  zScale: 1,
  projection: null,
});

const bowl = (
  params: Partial<SurfaceParams & { kind: 'bowl' }>,
  domainHalf: number,
): GradientDescentEvent => ({
  name: 'LOSS_SURFACE_SPEC_READY',
  kind: 'bowl',
  params: { kind: 'bowl', a: 1, b: 1, tiltX: 0, tiltY: 0, offset: 0, ...params },
  domainHalf,
  zScale: 0.3,
  projection: null,
});

const start: GradientDescentEvent = { name: 'GD_PATH_STARTED', domainHalf: 2, point0: { x: 0, y: 0 } };

/** Answers each request with what stands for it then; counts the requests. */
function serve(answers: Record<string, () => Response>) {
  return vi.fn((url: string) => Promise.resolve(answers[new URL(url).pathname]!()));
}

const samples =
  (...values: number[]) =>
  () =>
    new Response(Float32Array.from(values));

function follow(options: GridAssetOptions) {
  const onDiagnostic = vi.fn<(diagnostic: Diagnostic) => void>();
  const store = createRunStore({ onDiagnostic });
  return { store, onDiagnostic, ...followSurface(store, options) };
}

describe('SurfaceView', () => {
  it('asks again for a grid that failed when the backend announces it anew, and not for one that is there', async () => {
    const answers = { '/late.f32': () => new Response('not yet', { status: 404 }) };
    const fetchAsset = serve(answers);
    const { store, view, frame } = follow({ fetchAsset });
    store.ingest(envelope(grid('/late.f32')));
    await waitFor(() => expect(view.grid.status).toBe('failed'));
    answers['/late.f32'] = samples(1, 2, 3, 4);
    store.ingest(envelope(grid('/late.f32')));
    await waitFor(() => expect(frame().shown.drawnFrom).toBe('grid'));
    store.ingest(envelope(grid('/late.f32')));
    await settle();
    expect(fetchAsset).toHaveBeenCalledTimes(2);
    expect(frame().shown.drawnFrom).toBe('grid');
  });

  it('asks again where the host has repaired what it failed of', async () => {
    const fetchAsset = serve({ '/repaired.f32': samples(1, 2, 3, 4) });
    const { store, view, frame } = follow({ fetchAsset, assetOrigins: ['https://other.example'] });
    store.ingest(envelope(grid('/repaired.f32')));
    await waitFor(() => expect(view.grid.status).toBe('failed'));
    view.configure(LINEAR, { fetchAsset });
    await waitFor(() => expect(frame().shown.drawnFrom).toBe('grid'));
  });

  it('does not give one way of fetching what another one fetched', async () => {
    const shownMax = async (fetchAsset: GridAssetOptions['fetchAsset']): Promise<number> => {
      const { store, frame } = follow({ fetchAsset });
      store.ingest(envelope(grid('/same.f32')));
      await waitFor(() => expect(frame().shown.drawnFrom).toBe('grid'));
      return frame().field.max;
    };
    const first = serve({ '/same.f32': samples(1, 1, 1, 2) });
    expect(await shownMax(first)).toBe(2);
    expect(await shownMax(serve({ '/same.f32': samples(1, 1, 1, 51) }))).toBe(51);
    expect(await shownMax(first)).toBe(2);
  });

  it('reports once what two views of a store find in the same asset', async () => {
    const fetchAsset = serve({ '/gone.f32': () => new Response('', { status: 404 }) });
    const { store, view, onDiagnostic } = follow({ fetchAsset });
    const second = followSurface(store, { fetchAsset });
    store.ingest(envelope(grid('/gone.f32')));
    await waitFor(() => expect(view.grid.status).toBe('failed'));
    await waitFor(() => expect(second.view.grid.status).toBe('failed'));
    expect(onDiagnostic.mock.calls.map(([diagnostic]) => diagnostic.code)).toEqual(['asset_status']);
    second.stop();
  });

  describe('while a newer grid of the run loads', () => {
    const restart = (x: number): GradientDescentEvent => ({ ...start, point0: { x, y: 0 } });

    /** A run on a grid that is drawn; the next one comes when it is let. */
    async function drawFirst() {
      let letCome: () => void = () => undefined;
      const mayCome = new Promise<void>((resolve) => (letCome = resolve));
      const fetchAsset = vi.fn(async (url: string) => {
        if (!url.endsWith('first.f32')) await mayCome;
        if (url.endsWith('gone.f32')) return new Response('', { status: 404 });
        return new Response(Float32Array.of(1, 2, 3, url.endsWith('first.f32') ? 4 : 40));
      });
      const following = follow({ fetchAsset });
      const { store, frame } = following;
      store.ingest(envelope(grid('/first.f32')));
      store.ingest(envelope(start));
      await waitFor(() => expect(frame().shown.drawnFrom).toBe('grid'));
      return { ...following, first: frame(), letCome };
    }

    it('[SURFACE-18] shows the one before, the same object, and then the newer one', async () => {
      const { store, view, frame, first, letCome } = await drawFirst();
      const onChange = vi.fn();
      view.subscribe(onChange);
      store.ingest(envelope(grid('/finer.f32')));
      expect(view.grid.status).toBe('loading');
      expect(frame()).toBe(first);
      expect(view.holdsPath).toBe(false);
      letCome();
      await waitFor(() => expect(frame()).not.toBe(first));
      expect(frame().field.max).toBe(40);
    });

    it('[SURFACE-18] holds the path that has begun anew until its surface is there', async () => {
      const { store, view, frame, letCome } = await drawFirst();
      store.ingest(envelope(grid('/turned.f32')));
      store.ingest(envelope(restart(0.5)));
      expect(view.holdsPath).toBe(true);
      letCome();
      await waitFor(() => expect(view.holdsPath).toBe(false));
      expect(frame().field.max).toBe(40);
    });

    it('holds no path that began anew on the surface that it has', async () => {
      const { store, view } = await drawFirst();
      store.ingest(envelope(restart(0.5)));
      expect(view.holdsPath).toBe(false);
      store.ingest(envelope(grid('/finer.f32')));
      expect(view.holdsPath).toBe(false);
    });

    it('[SURFACE-18] shows the new path on flat ground once it has waited for five seconds', async () => {
      const { store, view, frame } = await drawFirst();
      vi.useFakeTimers();
      store.ingest(envelope(grid('/turned.f32')));
      store.ingest(envelope(restart(0.5)));
      vi.advanceTimersByTime(4999);
      expect(view.holdsPath).toBe(true);
      vi.advanceTimersByTime(1);
      expect(view.holdsPath).toBe(false);
      expect(frame().shown.drawnFrom).toBe('none');
    });

    it('[SURFACE-15] shows neither the one before nor the path held once the newer one has failed, and asks for a frame', async () => {
      const { store, view, frame, letCome } = await drawFirst();
      store.ingest(envelope(grid('/gone.f32')));
      store.ingest(envelope(restart(0.5)));
      expect(view.holdsPath).toBe(true);
      const onChange = vi.fn();
      view.subscribe(onChange);
      letCome();
      await waitFor(() => expect(view.grid.status).toBe('failed'));
      expect(onChange).toHaveBeenCalled();
      expect(view.holdsPath).toBe(false);
      expect(frame().shown.drawnFrom).toBe('none');
    });

    it('[SURFACE-18] holds neither surface nor path of a run that comes to be shown again', async () => {
      const { store, view, frame } = await drawFirst();
      const [key] = store.getState().runKeys;
      store.ingest(envelope(bowl({}, 2), 'run_2'));
      store.ingest(envelope(start, 'run_2'));
      expect(frame().shown.drawnFrom).toBe('spec');
      store.ingest(envelope(grid('/finer.f32')));
      store.showRun(key!);
      expect(view.grid.status).toBe('loading');
      expect(view.holdsPath).toBe(false);
      expect(frame().shown.drawnFrom).toBe('none');
    });

    it('shows no grid of another run', async () => {
      const { store, frame } = await drawFirst();
      store.ingest(envelope(grid('/other.f32'), 'run_2'));
      expect(frame().shown.drawnFrom).toBe('none');
    });
  });

  it('refuses a grid that has more samples a side than the GPU can take', async () => {
    const { store, view, frame, onDiagnostic } = follow({
      fetchAsset: serve({ '/wide.f32': samples(...Array(16).keys()) }),
    });
    view.limitNodes(3);
    store.ingest(envelope(grid('/wide.f32', 4)));
    await waitFor(() => expect(view.grid.status).toBe('failed'));
    expect(frame().shown.drawnFrom).toBe('none');
    await waitFor(() => expect(onDiagnostic).toHaveBeenCalledOnce());
    expect(onDiagnostic.mock.calls[0]![0]).toMatchObject({
      code: 'asset_too_large',
      found: '4 samples a side',
    });
  });

  it('makes a surface when somebody looks, not when the store speaks of it', () => {
    const { store, view, frame } = follow({});
    const listener = vi.fn();
    view.subscribe(listener);
    const before = frame();
    for (let n = 1; n <= 3; n++) store.ingest(envelope(bowl({ offset: n }, 2)));
    expect(listener).toHaveBeenCalledTimes(3);
    expect(view.getDomainHalf()).toBe(2);
    expect(frame()).not.toBe(before);
    expect(frame().field.min).toBe(3);
  });

  it('[SURFACE-21] makes nothing anew where what is shown is said again, in whatever words', async () => {
    const fetchAsset = serve({ '/same.f32': samples(1, 2, 3, 4) });
    const { store, view, frame } = follow({ fetchAsset });
    store.ingest(envelope(start));
    store.ingest(envelope(bowl({ offset: 1 }, 2)));
    const listener = vi.fn();
    view.subscribe(listener);
    const formula = frame();
    store.ingest(envelope(bowl({ offset: 1 }, 2)));
    // The start names the same domain.
    store.ingest(envelope({ ...bowl({ offset: 1 }, 2), domainHalf: null } as GradientDescentEvent));
    expect(frame()).toBe(formula);
    expect(listener).not.toHaveBeenCalled();
    store.ingest(envelope(grid('/same.f32')));
    await waitFor(() => expect(frame().shown.drawnFrom).toBe('grid'));
    const { calls } = listener.mock;
    const before = calls.length;
    const sampled = frame();
    store.ingest(envelope(grid('/same.f32')));
    store.ingest(envelope({ ...grid('/same.f32'), gridFormat: 'npy' } as GradientDescentEvent));
    // Of what lies beneath the grid nothing is seen.
    store.ingest(envelope(grid('/same.f32')));
    expect(frame()).toBe(sampled);
    expect(calls.length).toBe(before);
    expect(fetchAsset).toHaveBeenCalledOnce();
    store.ingest(envelope({ ...grid('/same.f32'), zScale: 2 } as GradientDescentEvent));
    expect(calls.length).toBe(before + 1);
    expect(frame().shown.zScale).toBe(2);
    expect(fetchAsset).toHaveBeenCalledOnce();
  });

  it('has a logarithm of the lowest place that its mesh knows, 0 included', () => {
    const { store, view, frame } = follow({});
    view.configure({ ...LINEAR, heightScale: 'log' }, {});
    // (x - 1)² + (y - 1)²: the coarse mesh of a wide domain misses the place where it is 0.
    store.ingest(envelope(bowl({ tiltX: -2, tiltY: -2, offset: 2 }, 64)));
    const { field } = frame();
    expect(field.min).toBe(0);
    expect(isLogTransform(field.transform) && field.transform.shift).toBeGreaterThan(0);
    const ticks = computeLossTicks(field, 5);
    expect(ticks.length).toBeGreaterThan(3);
  });

  it('leaves no timer and no listener behind', () => {
    const { view, stop, store } = follow({});
    store.ingest(envelope(bowl({}, 2)));
    const listener = vi.fn();
    view.subscribe(listener);
    stop();
    store.ingest(envelope(bowl({ offset: 1 }, 2)));
    expect(listener).not.toHaveBeenCalled();
  });
});

describe('the text over the picture', () => {
  const legend = (): string => document.querySelector('.gdv-legend')?.getAttribute('aria-label') ?? '';

  it('is under the logarithm from the first, StrictMode or not', async () => {
    const events = [envelope(bowl({ offset: 0.01 }, 6)), envelope(start)];
    const view = render(<GradientDescentViz events={events} heightScale="log" />);
    expect(legend()).toMatch(/logarithmic/);
    view.unmount();
    render(
      <StrictMode>
        <GradientDescentViz events={events} heightScale="linear" />
      </StrictMode>,
    ).rerender(
      <StrictMode>
        <GradientDescentViz events={events} heightScale="log" />
      </StrictMode>,
    );
    await waitFor(() => expect(legend()).toMatch(/logarithmic/));
  });

  it('never has the figures of one run beside the surface of another', () => {
    const store = createRunStore();
    for (const [runId, offset] of [
      ['run_a', 10],
      ['run_b', 20],
    ] as const) {
      store.ingest(envelope(bowl({ offset }, 1), runId));
      store.ingest(envelope(start, runId));
    }
    render(<GradientDescentViz store={store} />);
    expect(screen.getByText('run_b')).toBeVisible();
    expect(legend()).toMatch(/from 20 to 22/);
    const [key] = store.getState().runKeys;
    act(() => store.showRun(key!));
    // At once: the surface's text as such follows a frame later.
    expect(screen.getByText('run_a')).toBeVisible();
    expect(legend()).toMatch(/from 10 to 12/);
  });

  it('has no colour bar where no sample can be drawn', async () => {
    const fetchAsset = serve({ '/nothing.f32': samples(Number.NaN, Number.NaN, Number.NaN, Number.NaN) });
    render(
      <GradientDescentViz
        events={[envelope(grid('/nothing.f32')), envelope(start)]}
        fetchAsset={fetchAsset}
      />,
    );
    await waitFor(() => expect(screen.getByText('4 of 4 samples missing')).toBeVisible());
    expect(document.querySelector('.gdv-legend')).toBeNull();
  });
});
