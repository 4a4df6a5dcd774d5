import { describe, expect, it } from 'vitest';
import type { SurfaceParams } from '../../src/protocol/events.js';
import { createRunStore } from '../../src/run/runStore.js';
import { computeShownSurface, computeSurfaceSource } from '../../src/run/shownSurface.js';
import { computeFit } from '../../src/view/fit.js';
import {
  computeHeightField,
  createGridSurface,
  createHeightField,
  createParametricSurface,
  DRAWN_ERROR_SHARE,
  drawnHeightAt,
} from '../../src/surface/index.js';
import { grid, shownRun, spec } from './createRunEvent.js';

const BOWL: SurfaceParams = { kind: 'bowl', a: 0.18, b: 0.18, tiltX: 0, tiltY: 0, offset: 0 };

function runOf(...events: object[]) {
  const store = createRunStore();
  for (const event of events) store.ingest(event);
  return shownRun(store);
}

/** The surface that a spec without parameters gets, at a point in surface units. */
function valueOfDefault(kind: string, params: object, x: number, y: number): number {
  const shown = computeShownSurface(runOf(spec(1, { kind, params })));
  return createParametricSurface(shown.params!, shown.domainHalf).valueAt(x, y);
}

describe('the surface', () => {
  it('[SOURCE-1] is shown as what is drawn of it is: the formula while the grid is not there', () => {
    const run = runOf(spec(1, { kind: 'bowl' }), grid(2));
    expect(computeShownSurface(run, false).source).toBe('illustrative');
    expect(computeShownSurface(run, true).source).toBe('measured');
    const stated = runOf(
      spec(1, { kind: 'bowl' }, { source: 'measured' }),
      grid(2, { source: 'illustrative' }),
    );
    expect(computeShownSurface(stated, false).source).toBe('measured');
    expect(computeShownSurface(stated, true).source).toBe('illustrative');
    expect(computeShownSurface(runOf(grid(1))).source).toBeNull();
  });

  it('[SOURCE-1] is measured or illustrative as its event says, else a formula is illustrative and a grid measured', () => {
    const sourceOf = (event: object): string => computeSurfaceSource(runOf(event).surface!);
    for (const source of ['measured', 'illustrative']) {
      expect(sourceOf(spec(1, {}, { source }))).toBe(source);
      expect(sourceOf(grid(1, { source }))).toBe(source);
    }
    for (const source of [undefined, null, 'real']) {
      expect(sourceOf(spec(1, {}, { source }))).toBe('illustrative');
      expect(sourceOf(grid(1, { source }))).toBe('measured');
    }
  });

  it('[SOURCE-1] makes what the surface is part of it: the later of two that differ in that alone holds', () => {
    const measured = spec(1, {}, { source: 'measured' });
    const illustrative = spec(2, {}, { source: 'illustrative' });
    expect(runOf(measured, illustrative).surface?.source).toBe('illustrative');
    expect(runOf(illustrative, measured).surface?.source).toBe('illustrative');
    expect(runOf(illustrative, spec(3, {})).surface?.source).toBeUndefined();
  });

  it('[SURFACE-1] is the later of spec and grid', () => {
    for (const events of [
      [spec(1, {}), grid(2)],
      [grid(2), spec(1, {})],
    ]) {
      expect(runOf(...events).surface?.name).toBe('LOSS_SURFACE_GRID_READY');
      expect(runOf(...events, spec(3, {})).surface?.name).toBe('LOSS_SURFACE_SPEC_READY');
    }
  });

  it('[SURFACE-2] is not known while a grid is not there and the newest spec is of an unknown kind', () => {
    const run = runOf(spec(1, { kind: 'bowl' }), spec(2, { kind: 'saddle' }), grid(3, { zScale: 2 }));
    expect(computeShownSurface(run)).toMatchObject({ missing: 'grid-not-loaded', params: null, zScale: 2 });
  });

  it('[SURFACE-5] has its own zScale, else 0.3', () => {
    expect(computeShownSurface(runOf(spec(1, { zScale: -2 }))).zScale).toBe(-2);
    expect(computeShownSurface(runOf(spec(1, {}))).zScale).toBe(0.3);
    expect(computeShownSurface(runOf(grid(1))).zScale).toBe(0.3);
  });

  it('[SURFACE-6] of each kind has the formula and the defaults of the contract', () => {
    const [x, y] = [1.25, -0.5];
    const r2 = x * x + y * y;
    const ripple = 2.5 * Math.sin(2 * x) * Math.cos(2 * y) * Math.exp(-0.15 * r2) + 0.06 * r2;
    const fixed = 8 * Math.sin(x) * Math.cos(y) * Math.exp(-r2 / 20) + r2 / 10 - 3;
    expect(valueOfDefault('fixed_example', {}, x, y)).toBeCloseTo(fixed, 12);
    expect(valueOfDefault('bowl', { a: null }, x, y)).toBeCloseTo(0.18 * r2, 12);
    expect(valueOfDefault('multi_hill', {}, x, y)).toBeCloseTo(0.06 * r2, 12);
    expect(valueOfDefault('ripples', {}, x, y)).toBeCloseTo(ripple, 12);
    const hills = [{ x: 1, y: 0, amp: 3, sigma: 0 }];
    const hill = 3 * Math.exp(-((x - 1) ** 2 + y * y) / 2e-4) + 0.06 * r2;
    expect(valueOfDefault('multi_hill', { hills }, x, y)).toBeCloseTo(hill, 12);
  });

  it('[SURFACE-7] goes on beyond its domain by its formula, and by its edge where it is a grid', () => {
    expect(createParametricSurface(BOWL, 6).valueAt(60, 0)).toBeCloseTo(0.18 * 3600, 9);
    expect(createGridSurface(Float32Array.of(1, 2, 3, 4), 2, 6).valueAt(60, -6)).toBe(2);
  });

  it('[SURFACE-8] has no triangle at a missing corner, the other of the cell, and a range without it', () => {
    const field = createHeightField(Float32Array.of(Infinity, 2, 3, 4), 2);
    expect(field).toMatchObject({ missing: 1, min: 2, max: 4 });
    expect(drawnHeightAt(field, -0.5, -0.5)).toBeNaN();
    expect(drawnHeightAt(field, 1, 1)).toBe(1);
    expect(drawnHeightAt(field, 0.5, 0.5)).toBeGreaterThan(0);
  });

  it('[SURFACE-9] is refined to 0.2 % of its range, or says how far it is off', () => {
    expect(DRAWN_ERROR_SHARE).toBe(0.002);
    expect(computeHeightField(BOWL, 6).drawnErrorShare).toBeLessThanOrEqual(0.002);
    const wild = { kind: 'ripples', amp: 2.5, freq: 137, decay: 0, bowlStrength: 0, offset: 0 } as const;
    expect(computeHeightField(wild, 6).drawnErrorShare).toBeGreaterThan(0.002);
  });

  it('[SURFACE-10] fills the width, exact in its proportions up to 0.6 of it, compressed beyond', () => {
    const low = computeFit(6, 0.3, 0, 10);
    const width = 12 * low.scale;
    expect([low.scaleY, low.compression]).toEqual([low.scale, 1]);
    expect(low.height / width).toBeCloseTo((10 * 0.3) / 12, 12);
    expect(computeFit(60, 0.3, 0, 10).scale * 120).toBeCloseTo(width, 12);
    const tall = computeFit(6, 0.3, 0, 1e6);
    expect(tall.height / width).toBeCloseTo(0.6, 12);
    expect(tall.compression).toBeCloseTo((0.6 * 12) / (1e6 * 0.3), 12);
  });
});
