import { describe, expect, it } from 'vitest';
import {
  createGridSurface,
  createHeightField,
  createNodePositions,
  drawnHeightAt,
  lossAtHeight,
} from '../../src/surface/index.js';
import { createRandom } from './surfaceArbitraries.js';

describe('createGridSurface', () => {
  it('has the value that is drawn (seed 4113)', () => {
    const random = createRandom(4113);
    const samples = createSamples(random, 20);
    const field = createHeightField(samples, 20);
    const surface = createGridSurface(samples, 20, 3);
    for (let n = 0; n < 5000; n++) {
      const [u, v] = [random() * 2.4 - 1.2, random() * 2.4 - 1.2];
      expect(surface.valueAt(3 * u, 3 * v)).toBeCloseTo(lossAtHeight(field, drawnHeightAt(field, u, v)), 4);
    }
  });

  it.each([2, 7, 50, 51, 257])(
    'has exactly the samples at the nodes of a grid of %i (seed 4114)',
    (nodes) => {
      const samples = createSamples(createRandom(4114), nodes);
      const surface = createGridSurface(samples, nodes, 0.7);
      const positions = createNodePositions(nodes, 0.7);
      for (let j = 0; j < nodes; j += 1 + (nodes >> 5)) {
        for (let i = 0; i < nodes; i++) {
          expect(surface.valueAt(positions[i]!, positions[j]!)).toBe(samples[j * nodes + i]);
        }
      }
    },
  );

  it('reproduces a plane and its gradient', () => {
    const positions = createNodePositions(11, 5);
    const samples = Float64Array.from(
      { length: 121 },
      (_, n) => 2 * positions[n % 11]! - 3 * positions[Math.floor(n / 11)]! + 1,
    );
    const surface = createGridSurface(samples, 11, 5);
    expect(surface.valueAt(1.234, -3.21)).toBeCloseTo(2 * 1.234 + 3 * 3.21 + 1, 12);
    expect(gradientOf(surface, 1.234, -3.21)).toEqual([expect.closeTo(2, 12), expect.closeTo(-3, 12)]);
  });

  it('has the gradient of its triangle (seed 4115)', () => {
    const random = createRandom(4115);
    const surface = createGridSurface(createSamples(random, 9), 9, 2);
    for (let n = 0; n < 2000; n++) {
      const [x, y] = [random() * 4 - 2, random() * 4 - 2];
      const h = 1e-7;
      const [column, row] = [(x + 2) * 2, (y + 2) * 2];
      const lines = [column, row, column + row].map((t) => Math.abs(t - Math.round(t)));
      if (Math.min(...lines) < 1e-5) continue;
      const [slopeX, slopeY] = gradientOf(surface, x, y);
      expect(
        Math.abs(slopeX - (surface.valueAt(x + h, y) - surface.valueAt(x - h, y)) / (2 * h)),
      ).toBeLessThan(1e-5);
      expect(
        Math.abs(slopeY - (surface.valueAt(x, y + h) - surface.valueAt(x, y - h)) / (2 * h)),
      ).toBeLessThan(1e-5);
    }
  });

  it('is level across an edge that lies behind, and goes on along it', () => {
    const surface = createGridSurface(Float64Array.of(0, 1, 2, 3), 2, 1);
    expect(surface.valueAt(9, 0)).toBe(2);
    expect(gradientOf(surface, 9, 0)).toEqual([0, 1]);
    expect(gradientOf(surface, 0.2, -9)).toEqual([0.5, 0]);
    expect(gradientOf(surface, 9, 9)).toEqual([0, 0]);
  });

  it.each([NaN, Infinity, -Infinity, 1e39, -1e300])(
    'has no value and no gradient over a triangle with the corner %d',
    (hole) => {
      const surface = createGridSurface(Float64Array.of(hole, 1, 2, 4), 2, 1);
      expect(surface.valueAt(-0.5, -0.5)).toBeNaN();
      expect(gradientOf(surface, -0.5, -0.5)).toEqual([NaN, NaN]);
      expect(gradientOf(surface, -0.5, -9)).toEqual([NaN, NaN]);
      expect(surface.valueAt(0.5, 0.5)).toBeCloseTo(2.75, 12);
      expect(gradientOf(surface, 0.5, 0.5)).toEqual([1, 1.5]);
    },
  );

  it('keeps samples as they are: 1e30, 1e-12, -1 and 1e6 + 1e-3', () => {
    const surface = createGridSurface(Float64Array.of(1e30, 1e-12, -1, 1e6 + 1e-3), 2, 6);
    expect([
      surface.valueAt(-6, -6),
      surface.valueAt(6, -6),
      surface.valueAt(-6, 6),
      surface.valueAt(6, 6),
    ]).toEqual([1e30, 1e-12, -1, 1e6 + 1e-3]);
  });

  it('throws on another number of samples than nodes², and on a domain that is none', () => {
    expect(() => createGridSurface(new Float32Array(5), 2, 1)).toThrow(RangeError);
    expect(() => createGridSurface(new Float32Array(1), 1, 1)).toThrow(RangeError);
    expect(() => createGridSurface(new Float32Array(4), 2, 0)).toThrow(RangeError);
  });
});

function gradientOf(surface: ReturnType<typeof createGridSurface>, x: number, y: number): [number, number] {
  const out = new Float64Array(2);
  surface.gradientInto(x, y, out);
  return [out[0]!, out[1]!];
}

function createSamples(random: () => number, nodes: number): Float32Array {
  return Float32Array.from({ length: nodes * nodes }, () => random() * 4 - 2);
}
