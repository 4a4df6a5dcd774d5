import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { SurfaceParams } from '../../src/protocol/events.js';
import {
  COARSE_SHARE,
  computeHeightField,
  createHeightField,
  createParametricSurface,
  DRAWN_ERROR_SHARE,
  drawnHeightAt,
  lossAtHeight,
  sampleSurfaceInto,
  type HeightField,
  type HeightTransform,
} from '../../src/surface/index.js';
import { createHilly, createRandom, DEFAULT_PARAMS, paramsArbitrary } from './surfaceArbitraries.js';
import { describeOnce, itOnce, scaled } from '../support/testLength.js';

// Ten thousand hills take a second, and ten on a machine that is busy with other tests.
const HILLS = scaled({ short: 2000, long: 10_000 });

vi.setConfig({ testTimeout: 60_000 });

describe('computeHeightField', () => {
  itOnce.each([
    ['fixed_example', 129],
    ['bowl', 65],
    ['multi_hill', 65],
    ['ripples', 257],
  ] as const)('draws %s by default on %i nodes a side, within the stated share', (kind, nodes) => {
    const field = computeHeightField(DEFAULT_PARAMS[kind], 6);
    expect(field.nodes).toBe(nodes);
    expect(field.drawnErrorShare).toBeLessThanOrEqual(DRAWN_ERROR_SHARE);
    expect(greatestErrorShare(DEFAULT_PARAMS[kind], field, 6, 4116)).toBeLessThan(1.2 * DRAWN_ERROR_SHARE);
  });

  it('has the heights of the grid sampled at once, though it samples no point twice (seed 4117)', () => {
    fc.assert(
      fc.property(paramsArbitrary(0.01), (params) => {
        const field = computeHeightField(params, 6);
        const samples = new Float64Array(field.nodes ** 2);
        sampleSurfaceInto(params, 6, field.nodes, samples);
        const { values, displaySpan } = createHeightField(samples, field.nodes);
        // What its nodes do not show widens the range of one that is coarse.
        if (field.drawnErrorShare > COARSE_SHARE) return;
        expect(field.displaySpan).toBeCloseTo(displaySpan, 10);
        const isEqual = field.values.every((value, n) => Math.abs(value - values[n]!) < 1e-6);
        expect(isEqual || displaySpan < 1e-9).toBe(true);
      }),
      { seed: 4117, numRuns: scaled({ short: 8, long: 40 }) },
    );
  });

  it('states the share by which it is off, at the cap too (seed 4118)', () => {
    fc.assert(
      fc.property(paramsArbitrary(0.05), (params) => {
        const field = computeHeightField(params, 6);
        fc.pre(field.displaySpan > 1e-6);
        expect(field.nodes === 513 || field.drawnErrorShare <= DRAWN_ERROR_SHARE).toBe(true);
        expect(greatestErrorShare(params, field, 6, 4118)).toBeLessThan(1.5 * field.drawnErrorShare + 1e-6);
      }),
      { seed: 4118, numRuns: scaled({ short: 8, long: 40 }) },
    );
  });

  itOnce(
    '[HEIGHT-7] measures what nodes and cells do not see, and has its range: ripples whose waves fit every cell',
    () => {
      const freq = (waves: number): number => (2 * Math.PI * waves * 512) / 12;
      for (const waves of [1, 2, 3, 8]) {
        const params = {
          kind: 'ripples',
          amp: 1,
          freq: freq(waves),
          decay: 0,
          bowlStrength: 0,
          offset: 0,
        } as const;
        const field = computeHeightField(params, 6);
        expect(field.drawnErrorShare).toBeGreaterThan(0.45);
        expect(field.min).toBeCloseTo(-1, 1);
        expect(field.max).toBeCloseTo(1, 1);
      }
      // What is seen at the same fractions of every cell, and nowhere else, is no ground for calm.
      const between = {
        kind: 'ripples',
        amp: 1,
        freq: freq(1),
        decay: 0,
        bowlStrength: 0.5,
        offset: 0,
      } as const;
      expect(computeHeightField(between, 6).drawnErrorShare).toBeGreaterThan(COARSE_SHARE);
    },
  );

  itOnce('stops at the first node count that is enough', () => {
    const field = computeHeightField(DEFAULT_PARAMS.ripples, 6);
    const samples = new Float64Array(129 * 129);
    sampleSurfaceInto(DEFAULT_PARAMS.ripples, 6, 129, samples);
    const coarser = createHeightField(samples, 129);
    expect(field.nodes).toBe(257);
    expect(greatestErrorShare(DEFAULT_PARAMS.ripples, coarser, 6, 4119)).toBeGreaterThan(DRAWN_ERROR_SHARE);
  });

  itOnce.each([0, 1e-3, 0.002])('sees a hill of sigma %d that stands between the nodes', (sigma) => {
    const hills = [{ x: 0.03 * Math.SQRT2, y: -0.05 * Math.SQRT2, amp: 50, sigma }];
    const field = computeHeightField({ kind: 'multi_hill', bowlStrength: 0.06, offset: 0, hills }, 6);
    expect(field.nodes).toBe(513);
    expect(field.drawnErrorShare).toBeGreaterThan(0.05);
    expect(field.drawnErrorShare).toBeLessThan(1);
  });

  itOnce.each([
    ['1e30', 1e30, 0],
    ['1e-12', 1e-12, 0],
    ['1e-3 on 1e6', 1e-3, 1e6],
    ['-1e37', -1e37, 0],
  ])('draws a bowl of the size %s like any other', (_, a, offset) => {
    const field = computeHeightField({ kind: 'bowl', a, b: a, tiltX: 0, tiltY: 0, offset }, 1);
    expect(field.nodes).toBe(65);
    expect(field.missing).toBe(0);
    expect(drawnHeightAt(field, 0, 0)).toBe(a > 0 ? 0 : 1);
    expect(drawnHeightAt(field, 1, 0)).toBeCloseTo(0.5, 5);
  });

  itOnce.each([0, 5, -1e30])('draws the constant %d on the coarsest mesh, off by nothing', (offset) => {
    const field = computeHeightField({ kind: 'bowl', a: 0, b: 0, tiltX: 0, tiltY: 0, offset }, 6);
    expect(field).toMatchObject({ nodes: 65, min: offset, max: offset, missing: 0, drawnErrorShare: 0 });
  });

  itOnce('leaves out where the surface is beyond float32', () => {
    const field = computeHeightField({ kind: 'bowl', a: 1e38, b: 0, tiltX: 0, tiltY: 0, offset: 0 }, 6);
    expect(field.missing).toBeGreaterThan(field.nodes ** 2 / 2);
    expect(field.max).toBeLessThan(3.41e38);
    expect(drawnHeightAt(field, 0, 0.3)).toBe(0);
    expect(drawnHeightAt(field, 0.9, 0)).toBeNaN();
    expect(field.drawnErrorShare).toBeLessThanOrEqual(DRAWN_ERROR_SHARE);
  });

  itOnce('draws nothing, and says so, of a surface that is nowhere finite', () => {
    const field = computeHeightField(
      { kind: 'bowl', a: 1e308, b: 1e308, tiltX: 0, tiltY: 0, offset: 1e308 },
      6,
    );
    expect(field).toMatchObject({ nodes: 65, missing: 65 * 65, drawnErrorShare: 0, min: 0, max: 0 });
  });

  itOnce('measures the difference on the heights that a transform gives', () => {
    const log: HeightTransform = {
      toDisplay: (z) => Math.log(z + 1e-3),
      fromDisplay: (d) => Math.exp(d) - 1e-3,
    };
    const bowl = { kind: 'bowl', a: 1, b: 1, tiltX: 0, tiltY: 0, offset: 0 } as const;
    const field = computeHeightField(bowl, 6, { transform: log });
    expect(field.transform).toBe(log);
    expect(field.nodes).toBe(513);
    expect(field.drawnErrorShare).toBeGreaterThan(computeHeightField(bowl, 6).drawnErrorShare);
    expect(lossAtHeight(field, drawnHeightAt(field, 0.5, 0))).toBeCloseTo(9, 3);
  });

  it.each([
    ['narrow', 0.01, 0.03],
    ['middling', 0.2, 0.3],
    ['mixed', 0.01, 5],
  ])(`draws ${HILLS} %s hills (seed 4120)`, (_, minWidth, maxWidth) => {
    const field = computeHeightField(createHilly(4120, HILLS, minWidth, maxWidth), 6);
    expect(field.missing).toBe(0);
    expect(field.drawnErrorShare).toBeLessThan(0.3);
  });

  it(`refines to the stated share where ${HILLS} hills are wide (seed 4121)`, () => {
    const hilly = createHilly(4121, HILLS, 1, 4);
    const field = computeHeightField(hilly, 6);
    expect(field.drawnErrorShare).toBeLessThanOrEqual(DRAWN_ERROR_SHARE);
    expect(greatestErrorShare(hilly, field, 6, 4121, 200)).toBeLessThan(1.2 * DRAWN_ERROR_SHARE);
  });

  itOnce('throws on a domain of half side 0', () => {
    expect(() => computeHeightField(DEFAULT_PARAMS.bowl, 0)).toThrow(RangeError);
  });
});

/** The greatest difference between what is drawn and the surface at random points, over the field's range. */
function greatestErrorShare(
  params: SurfaceParams,
  field: HeightField,
  half: number,
  seed: number,
  count = 5000,
): number {
  const random = createRandom(seed);
  const surface = createParametricSurface(params, half);
  let error = 0;
  for (let n = 0; n < count; n++) {
    const [u, v] = [random() * 2 - 1, random() * 2 - 1];
    const drawn = lossAtHeight(field, drawnHeightAt(field, u, v));
    error = Math.max(error, Math.abs(drawn - surface.valueAt(half * u, half * v)));
  }
  return error / (field.max - field.min);
}

describeOnce('the error share', () => {
  itOnce.each([200, 201, 402])(
    'is not fooled by ripples whose waves fit a cell whole times over (freq %d)',
    (freq) => {
      const params = { kind: 'ripples', amp: 2.5, freq, decay: 0, bowlStrength: 0, offset: 0 } as const;
      const field = computeHeightField(params, 6);
      const surface = createParametricSurface(params, 6);
      let worst = 0;
      for (let i = 0; i < 4000; i++) {
        const u = ((i * 0.754877666) % 2) - 1;
        const v = ((i * 0.569840291) % 2) - 1;
        const drawn = lossAtHeight(field, drawnHeightAt(field, u, v));
        worst = Math.max(worst, Math.abs(drawn - surface.valueAt(6 * u, 6 * v)));
      }
      expect(field.drawnErrorShare).toBeGreaterThan((0.5 * worst) / (field.max - field.min + worst));
    },
  );
});
