import { describe, expect, it, vi } from 'vitest';
import { createEnvelope } from '../../src/protocol/encode.js';
import type { Diagnostic } from '../../src/protocol/diagnostic.js';
import type { GradientDescentEvent, SurfaceParams } from '../../src/protocol/events.js';
import { createRunStore } from '../../src/run/runStore.js';
import { createDrawnSurface } from '../../src/view/createDrawnSurface.js';
import type { DrawnSurface } from '../../src/view/drawnSurface.js';
import { computeSurfaceFit } from '../../src/view/fit.js';
import { isLogTransform, type LossRangeSetting, type SampledGrid } from '../../src/surface/index.js';
import { followSurface } from './followSurface.js';

const NODES = 41;
/** Node (20, 30): x = 0, y = 0.5. */
const STRAY = 30 * NODES + 20;

const basin = (x: number, y: number): number => 0.2 + x * x + 2 * y * y;

function sampleBasin(nodes = NODES): Float32Array {
  const place = (i: number): number => (2 * i) / (nodes - 1) - 1;
  return Float32Array.from({ length: nodes ** 2 }, (_, n) =>
    basin(place(n % nodes), place(Math.floor(n / nodes))),
  );
}

function createGrid(stray: number, index = STRAY): SampledGrid {
  const samples = sampleBasin();
  samples[index] = stray;
  return { samples, nodes: NODES };
}

const gridEvent = (zScale = 0.3, assetUrl = '/grid', resolution = NODES): GradientDescentEvent => ({
  name: 'LOSS_SURFACE_GRID_READY',
  assetUrl,
  gridFormat: 'float32',
  resolution,
  domainHalf: 1,
  zScale,
  projection: null,
});

function runOf(surface: GradientDescentEvent): Parameters<typeof createDrawnSurface>[0] {
  if (surface.name === 'LOSS_SURFACE_GRID_READY') return { surface, spec: null, domainHalf: 1 };
  if (surface.name === 'LOSS_SURFACE_SPEC_READY') return { surface, spec: surface, domainHalf: 6 };
  throw new Error('no surface');
}

const specEvent = (params: SurfaceParams): GradientDescentEvent => ({
  name: 'LOSS_SURFACE_SPEC_READY',
  kind: params.kind,
  params,
  domainHalf: 6,
  zScale: 0.3,
  projection: null,
});

const draw = (
  grid: SampledGrid,
  lossRange: LossRangeSetting = 'auto',
  how: { readonly isFull?: boolean; readonly zScale?: number } = {},
): DrawnSurface =>
  createDrawnSurface(runOf(gridEvent(how.zScale)), grid, 'linear', {
    lossRange,
    isFull: how.isFull ?? false,
  });

describe('a surface with one bad sample', () => {
  const max = Math.fround(basin(1, 1));
  const min = Math.fround(basin(0, 0));

  it('[HEIGHT-8] is drawn without it, flat at the cap, and reads out what it has', () => {
    const { field, surface, heightAt } = draw(createGrid(1e6));
    expect(field).toMatchObject({ min, max, cut: { below: 0, above: 1, least: min, greatest: 1e6 } });
    expect(heightAt(0, 0.5)).toBe(1);
    expect(heightAt(1, 1)).toBe(1);
    expect(heightAt(-0.5, -0.5)).toBeCloseTo((basin(0.5, 0.5) - min) / (max - min), 6);
    expect(surface.valueAt(0, 0.5)).toBe(1e6);
  });

  it('[HEIGHT-8] is not copied for it', () => {
    const grid = createGrid(1e6);
    expect(draw(grid).field.values).toBe(grid.samples);
  });

  it('[HEIGHT-8] has the height of the whole where its zScale was made for the whole, else its own', () => {
    const fitOf = ({ shown, zScale, field }: DrawnSurface): number =>
      computeSurfaceFit({ domainHalf: shown.domainHalf, zScale }, field).height;
    const good = { samples: sampleBasin(), nodes: NODES };
    expect(fitOf(draw(createGrid(1e6), 'auto', { zScale: 0.3 }))).toBeCloseTo(fitOf(draw(good)), 9);
    expect(fitOf(draw(createGrid(1e6), 'auto', { zScale: 9e-7 }))).toBeCloseTo(0.9, 3);
    expect(draw(createGrid(1e6), 'auto', { zScale: -9e-7 }).zScale).toBeLessThan(0);
  });

  it('[HEIGHT-8] is drawn whole where the host or the viewer asks for all of it', () => {
    for (const drawn of [draw(createGrid(1e6), 'full'), draw(createGrid(1e6), 'auto', { isFull: true })]) {
      expect(drawn.field).toMatchObject({ min, max: 1e6, cut: null });
    }
    expect(draw(createGrid(1e6)).isCuttable).toBe(true);
    expect(draw(createGrid(1e6), 'auto', { isFull: true }).isCuttable).toBe(true);
    expect(draw(createGrid(1e6), 'full').isCuttable).toBe(false);
    expect(draw({ samples: sampleBasin(), nodes: NODES }).isCuttable).toBe(false);
  });
});

describe('a range that the host gives', () => {
  it('[HEIGHT-8] holds for grids and formulas, under either scale', () => {
    const grid = draw(createGrid(1e6), [0.5, 2]);
    expect(grid.field).toMatchObject({ min: 0.5, max: 2 });
    expect(grid.field.cut!.below).toBeGreaterThan(50);
    expect(grid.heightAt(0, 0)).toBe(0);
    expect(grid.heightAt(0, 0.75)).toBeCloseTo((basin(0, 0.75) - 0.5) / 1.5, 6);
    const bowl = { kind: 'bowl', a: 0.18, b: 0.18, tiltX: 0, tiltY: 0, offset: 1 } as const;
    for (const scale of ['linear', 'log'] as const) {
      const formula = createDrawnSurface(runOf(specEvent(bowl)), null, scale, { lossRange: [1.5, 4] });
      expect(formula.field).toMatchObject({ min: 1.5, max: 4 });
      expect(isLogTransform(formula.field.transform)).toBe(scale === 'log');
      expect([formula.heightAt(0, 0), formula.heightAt(1, 1), formula.heightAt(3, 3)]).toEqual([0, 1, 1]);
      const share = scale === 'log' ? Math.log(2.62 / 1.5) / Math.log(4 / 1.5) : 1.12 / 2.5;
      expect(formula.heightAt(0.5, 0)).toBeCloseTo(share, 2);
      expect(formula.field.drawnErrorShare).toBeLessThan(0.01);
      expect(formula.isCuttable).toBe(true);
    }
  });

  it('[HEIGHT-8] sets the scale of a logarithm of samples too', () => {
    const drawn = createDrawnSurface(runOf(gridEvent()), createGrid(1e6), 'log', {
      lossRange: [0.5, 2],
      isFull: false,
    });
    expect(isLogTransform(drawn.field.transform)).toBe(true);
    const share = Math.log(basin(0, 0.75) / 0.5) / Math.log(2 / 0.5);
    expect(drawn.heightAt(0, 0.75)).toBeCloseTo(share, 6);
  });

  it('[HEIGHT-8] may be wider than the surface: nothing is cut', () => {
    const { field, isCuttable } = draw({ samples: sampleBasin(), nodes: NODES }, [0, 100]);
    expect(field).toMatchObject({ min: 0, max: 100, cut: null });
    expect(isCuttable).toBe(false);
  });

  it('[HEIGHT-3] is the only one by which a formula is cut', () => {
    const hills = [{ x: 1, y: 2, amp: 1e6, sigma: 0.01 }];
    const needle = { kind: 'multi_hill', bowlStrength: 0.06, offset: 0, hills } as const;
    expect(createDrawnSurface(runOf(specEvent(needle)), null, 'linear').field.cut).toBeNull();
  });
});

/** A store whose run has a grid, and what draws it. */
function follow(grids: Readonly<Record<string, Float32Array<ArrayBuffer>>>) {
  const onDiagnostic = vi.fn<(diagnostic: Diagnostic) => void>();
  const store = createRunStore({ onDiagnostic });
  const fetchAsset = (url: string) => Promise.resolve(new Response(grids[new URL(url).pathname]));
  let seq = 0;
  const ingest = (event: GradientDescentEvent): void => {
    store.ingest(
      createEnvelope({ projectId: 'p', runId: 'r', seq: ++seq, tsMs: 1_790_000_000_000 + seq, event }),
    );
  };
  const steps = (stepStart: number, ...points: readonly (readonly [number, number])[]): void =>
    ingest({ name: 'GD_PATH_UPDATE', stepStart, points: points.map(([x, y]) => ({ x, y })) });
  ingest({ name: 'GD_PATH_STARTED', domainHalf: 1, point0: { x: -0.9, y: -0.9 } });
  const following = followSurface(store, { fetchAsset, assetBaseUrl: 'http://localhost' });
  return { ...following, ingest, steps, onDiagnostic };
}

const withStray = (nodes: number, index: number, z: number): Float32Array<ArrayBuffer> => {
  const samples = Float32Array.from(sampleBasin(nodes));
  samples[index] = z;
  return samples;
};

describe('a path', () => {
  it('[HEIGHT-9] that goes where heights are cut lifts the cut, once; one that does not leaves it', async () => {
    const { view, frame, ingest, steps, stop } = follow({ '/grid': withStray(NODES, STRAY, 1e6) });
    ingest(gridEvent());
    await vi.waitFor(() => expect(frame().isKnown).toBe(true));
    const changes = vi.fn();
    view.subscribe(changes);
    steps(1, [-0.5, -0.5], [0.9, 0.2], [0, 0.4]);
    expect(frame().field.cut).not.toBeNull();
    expect(changes).not.toHaveBeenCalled();
    steps(4, [0.01, 0.49]);
    expect(frame().field).toMatchObject({ cut: null, max: 1e6 });
    expect(frame().isCuttable).toBe(false);
    steps(5, [-0.5, -0.5], [0.02, 0.5]);
    expect(frame().field.cut).toBeNull();
    expect(changes).toHaveBeenCalledTimes(1);
    stop();
  });

  it('[HEIGHT-9] that was there before its surface lifts the cut at once, and a finer grid of it keeps that', async () => {
    const finer = 81;
    const grids = { '/grid': withStray(NODES, STRAY, 1e6), '/finer': withStray(finer, 60 * finer + 40, 1e6) };
    const { frame, ingest, steps, stop } = follow(grids);
    steps(1, [0, 0.5]);
    ingest(gridEvent());
    await vi.waitFor(() => expect(frame().isKnown).toBe(true));
    expect(frame().field.cut).toBeNull();
    ingest(gridEvent(0.3, '/finer', finer));
    await vi.waitFor(() => expect(frame().field.nodes).toBe(finer));
    expect(frame().field.cut).toBeNull();
    stop();
  });
});

describe('a finer grid of the same run', () => {
  it('[HEIGHT-4] is drawn as the one before was: the same range, the same scale', async () => {
    const finer = 81;
    const grids = {
      '/grid': Float32Array.from(sampleBasin()),
      '/finer': withStray(finer, 60 * finer + 40, -3e4),
      '/other': Float32Array.from(sampleBasin(), (z) => 40 * z),
    };
    const { frame, ingest, stop } = follow(grids);
    ingest(gridEvent());
    await vi.waitFor(() => expect(frame().isKnown).toBe(true));
    const { min, max } = frame().field;
    ingest(gridEvent(0.3, '/finer', finer));
    await vi.waitFor(() => expect(frame().field.nodes).toBe(finer));
    expect(frame().field).toMatchObject({ min, max, cut: { below: 1 } });
    ingest(gridEvent(0.3, '/other'));
    await vi.waitFor(() => expect(frame().field.nodes).toBe(NODES));
    expect(frame().field.max).toBeCloseTo(40 * max, 3);
    stop();
  });
});

describe('heights that are denormal in float32', () => {
  it.each([1e-38, 3e-40, 1e-44])(
    '[HEIGHT-10] %d apart are refused: a flat ground, and why',
    async (range) => {
      const samples = Float32Array.from(sampleBasin(), (z) => (z * range) / 4);
      const { view, frame, ingest, stop, onDiagnostic } = follow({ '/grid': samples });
      ingest(gridEvent(1e37));
      await vi.waitFor(() => expect(view.grid.status).toBe('loaded'));
      expect(frame().isKnown).toBe(false);
      await vi.waitFor(() => expect(onDiagnostic).toHaveBeenCalled());
      expect(onDiagnostic.mock.calls.map(([{ code, path }]) => [code, path])).toEqual([
        ['heights_too_close', 'event.payload.asset_url'],
      ]);
      stop();
    },
  );

  it('[HEIGHT-10] are no heights of a formula either; 2^-126 apart they are drawn', () => {
    const bowl = (a: number): DrawnSurface =>
      createDrawnSurface(
        runOf(specEvent({ kind: 'bowl', a, b: a, tiltX: 0, tiltY: 0, offset: 0 })),
        null,
        'linear',
      );
    expect(bowl(1e-41).isKnown).toBe(false);
    expect(bowl(1e-36).isKnown).toBe(true);
    expect(bowl(0).isKnown).toBe(true);
  });
});
