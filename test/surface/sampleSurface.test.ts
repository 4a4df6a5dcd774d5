import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { SurfaceParams } from '../../src/protocol/events.js';
import { createNodePositions, createParametricSurface, sampleSurfaceInto } from '../../src/surface/index.js';
import {
  createHilly,
  createRandom,
  DEFAULT_PARAMS,
  hillArbitrary,
  paramsArbitrary,
} from './surfaceArbitraries.js';

// Ten thousand hills take a second, and ten on a machine that is busy with other tests.
vi.setConfig({ testTimeout: 60_000 });

describe('sampleSurfaceInto', () => {
  it('equals valueAt at every node, x fastest, the first row at y = -domainHalf (seed 4102)', () => {
    fc.assert(
      fc.property(
        paramsArbitrary(0.001),
        fc.integer({ min: 2, max: 40 }),
        fc.double({ min: 0.1, max: 20, noNaN: true }),
        (params, nodes, domainHalf) => {
          expect(greatestDifference(params, nodes, domainHalf)).toBeLessThanOrEqual(1e-12);
        },
      ),
      { seed: 4102, numRuns: 500 },
    );
  });

  it.each(['fixed_example', 'bowl', 'multi_hill', 'ripples'] as const)(
    'equals valueAt to the bit on %s',
    (kind) => {
      const samples = sample(DEFAULT_PARAMS[kind], 33, 6);
      const surface = createParametricSurface(DEFAULT_PARAMS[kind], 6);
      const positions = createNodePositions(33, 6);
      samples.forEach((z, n) => {
        expect(z).toBe(surface.valueAt(positions[n % 33]!, positions[Math.floor(n / 33)]!));
      });
    },
  );

  it('reaches both edges of the domain exactly', () => {
    for (const nodes of [2, 3, 50, 51, 100, 513]) {
      const positions = createNodePositions(nodes, 0.1);
      expect([positions[0], positions[nodes - 1]]).toEqual([-0.1, 0.1]);
    }
  });

  it.each([
    ['wide', 1.9, 30],
    ['middling', 0.7, 1.8],
    ['smallish', 0.31, 0.6],
    ['narrow', 0.001, 0.3],
    ['mixed', 0.001, 10],
  ])('equals valueAt on 3,000 %s hills (seed 4103)', (_, minWidth, maxWidth) => {
    expect(greatestDifference(createHilly(4103, 3000, minWidth, maxWidth), 21, 6)).toBeLessThanOrEqual(1e-12);
  });

  it('keeps hills around and far outside the domain, among thousands (seed 4104)', () => {
    const random = createRandom(4104);
    const hilly = createHilly(4104, 500, 1, 3);
    const outside = Array.from({ length: 500 }, () => ({
      x: random() * 60 - 30,
      y: random() * 60 - 30,
      amp: random(),
      sigma: 1 + 4 * random(),
    }));
    expect(greatestDifference({ ...hilly, hills: [...hilly.hills, ...outside] }, 21, 6)).toBeLessThanOrEqual(
      1e-12,
    );
  });

  it('does not lose a hill whose centre lies many widths outside, where only its foot is seen', () => {
    const hills = [{ x: 16, y: 0, amp: 1e30, sigma: 1 }];
    const params = { kind: 'multi_hill', bowlStrength: 0, offset: 0, hills } as const;
    const foot = sample(params, 3, 6)[5]!;
    expect(foot / (1e30 * Math.exp(-50))).toBeCloseTo(1, 12);
  });

  it('does not let a hill beyond float32 spoil the rest', () => {
    const hilly = createHilly(4105, 1000, 1, 2);
    const giant = { x: 5, y: 5, amp: 1e66, sigma: 0.7 };
    const samples = sample({ ...hilly, hills: [...hilly.hills, giant] }, 4, 6);
    const calm = sample(hilly, 4, 6);
    expect(samples[1]).toBeCloseTo(calm[1]!, 6);
  });

  it('samples 10,000 hills on 129 nodes a side in a small multiple of the time of 1,000 values', () => {
    const hilly = createHilly(4106, 10_000, 0.001, 0.05);
    const surface = createParametricSurface(hilly, 6);
    const valuesMs = bestTimeMs(() => {
      for (let n = 0; n < 1000; n++) surface.valueAt((n % 37) / 4 - 4, (n % 41) / 5 - 4);
    });
    // One by one, the 16,641 nodes would take 17 times as long.
    expect(bestTimeMs(() => sample(hilly, 129, 6))).toBeLessThan(4 * valuesMs);
  });

  it('throws on too few nodes and on an array that is too short', () => {
    expect(() => sampleSurfaceInto(DEFAULT_PARAMS.bowl, 6, 1, new Float64Array(9))).toThrow(RangeError);
    expect(() => sampleSurfaceInto(DEFAULT_PARAMS.bowl, 6, 2.5, new Float64Array(9))).toThrow(RangeError);
    expect(() => sampleSurfaceInto(DEFAULT_PARAMS.bowl, 6, 4, new Float64Array(15))).toThrow(
      'expected room for 16',
    );
  });

  it('knows hills of both signs of sigma (seed 4107)', () => {
    expect(fc.sample(hillArbitrary(), { seed: 4107, numRuns: 50 }).some(({ sigma }) => sigma < 0)).toBe(true);
  });
});

function bestTimeMs(work: () => void): number {
  const times = Array.from({ length: 4 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...times);
}

function sample(params: SurfaceParams, nodes: number, domainHalf: number): Float64Array {
  const out = new Float64Array(nodes * nodes);
  sampleSurfaceInto(params, domainHalf, nodes, out);
  return out;
}

/** The greatest difference between samples and `valueAt`, over the size of the terms that are summed. */
function greatestDifference(params: SurfaceParams, nodes: number, domainHalf: number): number {
  const surface = createParametricSurface(params, domainHalf);
  const heights = params.kind === 'multi_hill' ? params.hills.map(({ amp }) => Math.abs(amp)) : [10];
  let scale = heights.reduce((sum, height) => sum + height, 1);
  let difference = 0;
  sample(params, nodes, domainHalf).forEach((z, n) => {
    const x = domainHalf * ((2 * (n % nodes)) / (nodes - 1) - 1);
    const y = domainHalf * ((2 * Math.floor(n / nodes)) / (nodes - 1) - 1);
    const value = surface.valueAt(x, y);
    scale = Math.max(scale, Math.abs(value));
    difference = Math.max(difference, Math.abs(z - value));
  });
  return difference / scale;
}
