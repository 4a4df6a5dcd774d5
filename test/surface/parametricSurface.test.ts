import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SURFACE_KINDS } from '../../src/protocol/contract/surfaceParams.js';
import type { SurfaceParams } from '../../src/protocol/events.js';
import { createParametricSurface } from '../../src/surface/index.js';
import { paramsArbitrary } from './surfaceArbitraries.js';

interface ReferenceCase {
  params: SurfaceParams;
  /** Size of the terms that are summed. */
  scale: number;
  /** x, y, z, ∂z/∂x, ∂z/∂y */
  rows: [number, number, number, number, number][];
}

const REFERENCE = JSON.parse(
  readFileSync(new URL('./reference/values.json', import.meta.url), 'utf8'),
) as ReferenceCase[];

describe('createParametricSurface', () => {
  it.each(REFERENCE.map((entry, n) => [n, entry.params.kind, entry] as const))(
    'agrees with an independent 50-digit evaluation to 1e-12 (case %i, %s)',
    (_, __, { params, scale, rows }) => {
      const surface = createParametricSurface(params, 6);
      const gradient = new Float64Array(2);
      for (const [x, y, z, slopeX, slopeY] of rows) {
        expect(Math.abs(surface.valueAt(x, y) - z)).toBeLessThanOrEqual(1e-12 * scale);
        surface.gradientInto(x, y, gradient);
        // A hill of width 0.01 is a hundred times as steep as it is high.
        const slope = 1 + Math.hypot(slopeX, slopeY);
        expect(Math.abs(gradient[0]! - slopeX)).toBeLessThanOrEqual(1e-12 * scale * slope);
        expect(Math.abs(gradient[1]! - slopeY)).toBeLessThanOrEqual(1e-12 * scale * slope);
      }
    },
  );

  it('has every kind in its reference', () => {
    expect(new Set(REFERENCE.map(({ params }) => params.kind))).toEqual(new Set(SURFACE_KINDS));
  });

  it('has the gradient that Richardson extrapolation of central differences gives (seed 4101)', () => {
    const coordinate = fc.double({ min: -7, max: 7, noNaN: true });
    fc.assert(
      fc.property(paramsArbitrary(), coordinate, coordinate, (params, x, y) => {
        const surface = createParametricSurface(params, 6);
        const gradient = new Float64Array(2);
        surface.gradientInto(x, y, gradient);
        const slopeX = richardson((h) => surface.valueAt(x + h, y) - surface.valueAt(x - h, y));
        const slopeY = richardson((h) => surface.valueAt(x, y + h) - surface.valueAt(x, y - h));
        expect(Math.abs(gradient[0]! - slopeX)).toBeLessThan(2e-8);
        expect(Math.abs(gradient[1]! - slopeY)).toBeLessThan(2e-8);
      }),
      { seed: 4101, numRuns: 2000 },
    );
  });

  it('goes on beyond its domain', () => {
    const bowl = { kind: 'bowl', a: 1, b: 2, tiltX: 0, tiltY: 0, offset: 0 } as const;
    expect(createParametricSurface(bowl, 1).valueAt(10, -10)).toBe(300);
  });

  it('takes the square of sigma, and 1e-4 where that is less', () => {
    const at = (sigma: number, x: number): number =>
      createParametricSurface(
        { kind: 'multi_hill', bowlStrength: 0, offset: 0, hills: [{ x: 0, y: 0, amp: 2, sigma }] },
        6,
      ).valueAt(x, 0);
    expect(at(-0.5, 0.3)).toBe(at(0.5, 0.3));
    for (const sigma of [0, 1e-3, -1e-9, 5e-324]) expect(at(sigma, 0.01)).toBeCloseTo(2 * Math.exp(-0.5), 12);
  });

  it('stays finite where a hill is absurd', () => {
    const hills = [
      { x: 1e307, y: 0, amp: 1, sigma: 1e-300 },
      { x: -1e308, y: 1e308, amp: 1, sigma: 1e308 },
      { x: 0, y: 0, amp: 1, sigma: 1e200 },
    ];
    const surface = createParametricSurface({ kind: 'multi_hill', bowlStrength: 0, offset: 0, hills }, 6);
    const gradient = new Float64Array(2);
    surface.gradientInto(3, 3, gradient);
    expect(Math.hypot(...gradient)).toBeLessThan(1e-300);
    expect(surface.valueAt(3, 3)).toBeCloseTo(1 + Math.exp(-1), 12);
    expect(surface.valueAt(1e307, 0)).toBeGreaterThan(1);
  });

  it.each([0, -1, NaN, Infinity])('throws on a domain of half side %d', (domainHalf) => {
    expect(() => createParametricSurface({ kind: 'fixed_example' }, domainHalf)).toThrow(RangeError);
  });
});

/** A derivative from central differences at 1, 1/2, 1/4 and 1/8 of a step: the error is of the eighth order. */
function richardson(difference: (h: number) => number): number {
  const step = 0.04;
  let row = [1, 2, 4, 8].map((divisor) => (difference(step / divisor) * divisor) / (2 * step));
  for (let power = 4; row.length > 1; power *= 4) {
    row = row.slice(1).map((finer, n) => finer + (finer - row[n]!) / (power - 1));
  }
  return row[0]!;
}
