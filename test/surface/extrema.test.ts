import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { SurfaceParams } from '../../src/protocol/events.js';
import {
  computeExtrema,
  computeHeightField,
  createGridSurface,
  createHeightField,
  createParametricSurface,
  type Extrema,
  type HeightTransform,
  type Surface,
} from '../../src/surface/index.js';
import { createHilly, createRandom, DEFAULT_PARAMS, paramsArbitrary } from './surfaceArbitraries.js';
import { itOnce, scaled } from '../support/testLength.js';

// Ten thousand hills take a second, and ten on a machine that is busy with other tests.
const HILLS = scaled({ short: 2000, long: 10_000 });

vi.setConfig({ testTimeout: 60_000 });

describe('computeExtrema', () => {
  itOnce.each(Object.values<SurfaceParams>(DEFAULT_PARAMS))(
    'agrees with a dense search on $kind to 1e-6 in z, and lies where it says',
    (params) => {
      expectDenseExtrema(params, 1e-6);
    },
  );

  it('agrees with a dense search on random surfaces that the mesh resolves (seed 4122)', () => {
    fc.assert(
      fc.property(paramsArbitrary(0.4), (params) => {
        expectDenseExtrema(params, 1e-6);
      }),
      { seed: 4122, numRuns: scaled({ short: 6, long: 30 }) },
    );
  });

  itOnce('finds the fixed example the same through a transform', () => {
    const transform: HeightTransform = { toDisplay: Math.atan, fromDisplay: Math.tan };
    const field = computeHeightField(DEFAULT_PARAMS.fixed_example, 6, { transform });
    const surface = createParametricSurface(DEFAULT_PARAMS.fixed_example, 6);
    const plain = computeExtrema(surface, computeHeightField(DEFAULT_PARAMS.fixed_example, 6))!;
    const found = computeExtrema(surface, field)!;
    expect(found.min.z).toBeCloseTo(plain.min.z, 8);
    expect(found.max.z).toBeCloseTo(plain.max.z, 8);
  });

  itOnce.each([1, -1])('finds the top of a hill that no node sees (amp %d × 50)', (sign) => {
    const hills = [{ x: 0.424, y: -0.707, amp: 50 * sign, sigma: 0 }];
    const params = { kind: 'multi_hill', bowlStrength: 1e-4, offset: 0, hills } as const;
    const field = computeHeightField(params, 60);
    const extrema = computeExtrema(createParametricSurface(params, 60), field)!;
    const found = sign > 0 ? extrema.max : extrema.min;
    expect(Math.max(Math.abs(field.min), Math.abs(field.max))).toBeLessThan(1);
    expect(found.z * sign).toBeCloseTo(50 + sign * 1e-4 * (0.424 ** 2 + 0.707 ** 2), 6);
    expect(Math.hypot(found.x - 0.424, found.y + 0.707)).toBeLessThan(1e-5);
  });

  itOnce('finds the higher of two hills though the lower one has the highest node', () => {
    const between = 3 + 6 / 256;
    const hills = [
      { x: -3, y: -3, amp: 1, sigma: 1 },
      { x: between, y: between, amp: 1.0003, sigma: 1 },
    ];
    const { max } = extremaOf({ kind: 'multi_hill', bowlStrength: 0, offset: 0, hills });
    expect(max.z).toBeCloseTo(1.0003, 8);
    expect(max.x).toBeCloseTo(between, 4);
  });

  itOnce('finds a grid’s extrema at its nodes, holes left out (seed 4123)', () => {
    const random = createRandom(4123);
    const samples = Float32Array.from({ length: 900 }, () => (random() < 0.2 ? NaN : random()));
    const surface = createGridSurface(samples, 30, 2);
    const extrema = computeExtrema(surface, createHeightField(samples, 30))!;
    const present = samples.filter((z) => !Number.isNaN(z));
    expect(extrema.min.z).toBe(Math.min(...present));
    expect(extrema.max.z).toBe(Math.max(...present));
    expect(surface.valueAt(extrema.max.x, extrema.max.y)).toBe(extrema.max.z);
  });

  itOnce('finds a point of a constant surface', () => {
    const extrema = extremaOf({ kind: 'bowl', a: 0, b: 0, tiltX: 0, tiltY: 0, offset: 7 });
    expect([extrema.min.z, extrema.max.z]).toEqual([7, 7]);
  });

  itOnce('finds 1e6 ± 1e-3 and 1e30', () => {
    const small = extremaOf({ ...DEFAULT_PARAMS.ripples, amp: 1e-3, bowlStrength: 0, offset: 1e6 });
    expect(small.max.z - 1e6).toBeCloseTo(8.5e-4, 3);
    expect(small.max.z - 1e6).toBeCloseTo(1e6 - small.min.z, 8);
    expect(extremaOf({ ...DEFAULT_PARAMS.bowl, a: 1e30, b: 1e30 }).max.z / 72e30).toBeCloseTo(1, 12);
  });

  itOnce('is null where nothing is drawn', () => {
    const samples = new Float32Array(4).fill(NaN);
    expect(computeExtrema(createGridSurface(samples, 2, 1), createHeightField(samples, 2))).toBeNull();
  });

  it(`bounds its evaluations, of ${HILLS} hills too (seed 4124)`, () => {
    const params = createHilly(4124, HILLS, 0.01, 3);
    const surface = createParametricSurface(params, 6);
    let count = 0;
    const counted: Surface = { ...surface, valueAt: (x, y) => (count++, surface.valueAt(x, y)) };
    computeExtrema(counted, computeHeightField(params, 6));
    expect(count).toBeLessThan(4000);
  });
});

function extremaOf(params: SurfaceParams): Extrema {
  return computeExtrema(createParametricSurface(params, 6), computeHeightField(params, 6))!;
}

function expectDenseExtrema(params: SurfaceParams, tolerance: number): void {
  const surface = createParametricSurface(params, 6);
  const extrema = extremaOf(params);
  for (const [sense, found] of [
    [1, extrema.min],
    [-1, extrema.max],
  ] as const) {
    expect(Math.max(Math.abs(found.x), Math.abs(found.y))).toBeLessThanOrEqual(6);
    expect(surface.valueAt(found.x, found.y)).toBe(found.z);
    expect(Math.abs(found.z - denseSearch(surface, sense))).toBeLessThanOrEqual(tolerance);
  }
}

/** 121² points over the domain, then 11² points over ever smaller squares about each of the best 30. */
function denseSearch(surface: Surface, sense: 1 | -1): number {
  let best = Infinity;
  for (const start of scan(surface, sense, { x: 0, y: 0, reach: 6 }, 121).slice(0, 30)) {
    let at = start;
    for (let reach = 0.15; reach > 1e-6; reach /= 3) at = scan(surface, sense, { ...at, reach }, 11)[0]!;
    best = Math.min(best, at.rank);
  }
  return sense * best;
}

function scan(
  surface: Surface,
  sense: 1 | -1,
  square: { x: number; y: number; reach: number },
  points: number,
) {
  const clamp = (t: number): number => Math.min(Math.max(t, -6), 6);
  const found = Array.from({ length: points ** 2 }, (_, n) => {
    const x = clamp(square.x + square.reach * ((2 * (n % points)) / (points - 1) - 1));
    const y = clamp(square.y + square.reach * ((2 * Math.floor(n / points)) / (points - 1) - 1));
    return { x, y, rank: sense * surface.valueAt(x, y) };
  });
  return found.sort((a, b) => a.rank - b.rank);
}
