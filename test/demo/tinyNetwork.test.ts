import { describe, expect, it } from 'vitest';
import { createIrisNetwork } from '../../examples/iris/irisRun.js';
import { computeLossGrid } from '../../examples/iris/lossGrid.js';
import { createTinyNetwork, descend, standardize } from '../../examples/iris/tinyNetwork.js';
import { createGridSurface } from '../../src/surface/index.js';

const network = createIrisNetwork();
const PLACES = [-2.9, -1.3, -0.2, 0, 0.7, 2.4].flatMap((w) =>
  [-2.6, -0.4, 0, 1.1, 2.8].map((v) => [w, v] as const),
);

describe('the tiny network', () => {
  it('has the mean squared error of v tanh(w input) as its loss', () => {
    const tiny = createTinyNetwork([0.5, -2], [1, -0.25]);
    const expected = ((3 * Math.tanh(0.75 * 0.5) - 1) ** 2 + (3 * Math.tanh(0.75 * -2) + 0.25) ** 2) / 2;
    expect(tiny.lossAt(0.75, 3)).toBeCloseTo(expected, 14);
  });

  it.each(PLACES)('has the gradient of its finite differences at w = %d, v = %d', (w, v) => {
    const h = 1e-5;
    const [dw, dv] = network.gradientAt(w, v);
    const slopeW = (network.lossAt(w + h, v) - network.lossAt(w - h, v)) / (2 * h);
    const slopeV = (network.lossAt(w, v + h) - network.lossAt(w, v - h)) / (2 * h);
    expect(Math.abs(dw - slopeW)).toBeLessThan(1e-6);
    expect(Math.abs(dv - slopeV)).toBeLessThan(1e-6);
  });

  it('has a stationary point at 0 that is a saddle, and is the same function with both signs turned', () => {
    const saddle = network.lossAt(0, 0);
    expect(network.gradientAt(0, 0)).toEqual([0, 0]);
    // All targets have variance 1, and at 0 the network says nothing of them.
    expect(saddle).toBeCloseTo(1, 12);
    expect(network.lossAt(0.1, 0.1)).toBeLessThan(saddle);
    expect(network.lossAt(-0.1, 0.1)).toBeGreaterThan(saddle);
    for (const [w, v] of PLACES) expect(network.lossAt(-w, -v)).toBe(network.lossAt(w, v));
  });

  it('is refused without samples, or with too few targets', () => {
    expect(() => createTinyNetwork([], [])).toThrow(RangeError);
    expect(() => createTinyNetwork([1, 2], [1])).toThrow('got 1 for 2');
  });
});

describe('a descent', () => {
  const start = [-1.7, 2.8] as const;

  it('goes against the gradient, eta times its length, and states the loss at each point', () => {
    const { points } = descend(network, { start, eta: 0.05, maxSteps: 40, tolGrad: 0 });
    expect(points[0]).toEqual({ w: -1.7, v: 2.8, loss: network.lossAt(-1.7, 2.8) });
    points.slice(1).forEach((point, i) => {
      const { w, v, loss } = points[i]!;
      const [dw, dv] = network.gradientAt(w, v);
      expect(point).toEqual({ w: w - 0.05 * dw, v: v - 0.05 * dv, loss: network.lossAt(point.w, point.v) });
      expect(point.loss).toBeLessThan(loss);
    });
  });

  it('ends at its step limit', () => {
    const { points, reason } = descend(network, { start, eta: 0.05, maxSteps: 40, tolGrad: 0 });
    expect([points.length, reason]).toEqual([41, 'max_steps']);
    expect(descend(network, { start, eta: 0.05, maxSteps: 0, tolGrad: 0 }).points).toHaveLength(1);
  });

  it('ends at the first point whose gradient is short enough', () => {
    const { points, reason } = descend(network, { start, eta: 0.05, maxSteps: 1000, tolGrad: 0.1 });
    expect(reason).toBe('converged');
    const lengths = points.map(({ w, v }) => Math.hypot(...network.gradientAt(w, v)));
    expect(lengths.at(-1)).toBeLessThan(0.1);
    expect(Math.min(...lengths.slice(0, -1))).toBeGreaterThanOrEqual(0.1);
  });
});

describe('a loss grid', () => {
  const options = { name: 'test', lossAlong: network.lossAlong, domainHalf: 3 };

  it('holds the loss at every node, to float32, where the package reads it', () => {
    const { bytes, resolution } = computeLossGrid({ ...options, resolution: 17 });
    expect(bytes).toHaveLength(4 * 17 * 17);
    const view = new DataView(bytes.buffer);
    const samples = Float32Array.from({ length: 17 * 17 }, (_, i) => view.getFloat32(4 * i, true));
    const surface = createGridSurface(samples, resolution, 3);
    for (let i = 0; i < 17 * 17; i += 1) {
      const [x, y] = [((i % 17) * 6) / 16 - 3, (Math.floor(i / 17) * 6) / 16 - 3];
      expect(surface.valueAt(x, y)).toBe(Math.fround(network.lossAt(x, y)));
    }
  });

  it('is named by its content', () => {
    const url = computeLossGrid({ ...options, resolution: 9 }).url;
    expect(url).toMatch(/^grids\/test-[0-9a-f]{16}\.f32$/);
    expect(computeLossGrid({ ...options, resolution: 9 }).url).toBe(url);
    expect(computeLossGrid({ ...options, resolution: 9, domainHalf: 2 }).url).not.toBe(url);
  });
});

it('standardizes to mean 0 and variance 1', () => {
  expect(standardize([1, 3])).toEqual([-1, 1]);
});
