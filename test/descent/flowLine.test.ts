import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chooseFlowLine } from '../../src/descent/illustrative/chooseFlowLine.js';
import { traceFlowLine } from '../../src/descent/illustrative/flowLine.js';
import { sampleObjective } from '../../src/descent/sampleObjective.js';
import { TEST_FUNCTIONS } from '../../src/descent/testFunctions/testFunctions.js';
import { createGridSurface, createParametricSurface } from '../../src/surface/index.js';
import { paramsArbitrary } from '../surface/surfaceArbitraries.js';
import { itOnce, scaled } from '../support/testLength.js';

const bowl = (a: number, b: number) =>
  createParametricSurface({ kind: 'bowl', a, b, tiltX: 0, tiltY: 0, offset: 0 }, 6);

itOnce.each([
  [0.18, 0.18],
  [0.2, 0.5],
  [1, 0.25],
])('keeps to the flow lines of a bowl, y^a = c·x^b (a %d, b %d)', (a, b) => {
  const line = traceFlowLine(bowl(a, b), { x: 2, y: 3 }, { spacing: 6 / 512, reach: 5.7, leastDrop: 1e-12 });
  const constantAt = (n: number) => a * Math.log(line.y[n]!) - b * Math.log(line.x[n]!);
  const expected = a * Math.log(3) - b * Math.log(2);
  let n = 0;
  for (; line.z[n]! > 0.05; n++) expect(Math.abs(constantAt(n) - expected)).toBeLessThan(1e-3);
  expect(n).toBeGreaterThan(300);
  expect(Math.hypot(line.x.at(-1)!, line.y.at(-1)!)).toBeLessThan(6 / 512);
});

it('falls at every node, no node farther from the last than the spacing, inside its reach (seed 6401)', () => {
  fc.assert(
    fc.property(paramsArbitrary(), fc.integer(), (params, seed) => {
      const surface = createParametricSurface(params, 6);
      const { count, x, y, z, arc } = chooseFlowLine(surface, seed, 0.05);
      expect([x.length, y.length, z.length, arc.length]).toEqual([count, count, count, count]);
      for (let n = 0; n < count; n++) {
        expect(z[n]).toBe(surface.valueAt(x[n]!, y[n]!));
        expect(Math.max(Math.abs(x[n]!), Math.abs(y[n]!))).toBeLessThanOrEqual(5.7);
        if (n === 0) continue;
        expect(z[n]).toBeLessThan(z[n - 1]!);
        expect(arc[n]! - arc[n - 1]!).toBeLessThanOrEqual(0.05 + 1e-9);
        expect(arc[n]! - arc[n - 1]!).toBeCloseTo(Math.hypot(x[n]! - x[n - 1]!, y[n]! - y[n - 1]!), 9);
      }
    }),
    { seed: 6401, numRuns: scaled({ short: 50, long: 200 }) },
  );
});

itOnce('follows the creases of a sampled valley to its bottom', () => {
  const { rosenbrock } = TEST_FUNCTIONS;
  const grid = createGridSurface(sampleObjective(rosenbrock, 2, 401), 401, 2);
  const line = traceFlowLine(grid, { x: -1.2, y: 1 }, { spacing: 2 / 512, reach: 1.9, leastDrop: 1e-9 });
  expect(line.z.at(-1)).toBeLessThan(1);
});

itOnce('chooses a line that ends inside the domain where there is one', () => {
  const surface = createParametricSurface({ kind: 'fixed_example' }, 6);
  for (let seed = 0; seed < 50; seed++) {
    const { x, y, z, arc, count } = chooseFlowLine(surface, seed, 6 / 512);
    const gradient = new Float64Array(2);
    surface.gradientInto(x[count - 1]!, y[count - 1]!, gradient);
    expect(Math.hypot(...gradient)).toBeLessThan(0.05);
    expect(z[0]! - z[count - 1]!).toBeGreaterThan(4);
    expect(arc[count - 1]).toBeGreaterThan(2);
  }
});

itOnce('chooses a line into the pit of a dome, not one of the many that leave over its edge', () => {
  const hills = [{ x: 2, y: 2, amp: -4, sigma: 1.2 }];
  const dome = createParametricSurface({ kind: 'multi_hill', bowlStrength: -0.05, offset: 0, hills }, 6);
  for (let seed = 0; seed < 50; seed++) {
    const { x, y, count } = chooseFlowLine(dome, seed, 6 / 512);
    expect(Math.hypot(x[count - 1]! - 2, y[count - 1]! - 2)).toBeLessThan(1);
  }
});

itOnce('chooses the line that falls farthest where none ends inside', () => {
  const plane = createParametricSurface({ kind: 'bowl', a: 0, b: 0, tiltX: 1, tiltY: 0, offset: 0 }, 6);
  const { z, count } = chooseFlowLine(plane, 1, 6 / 512);
  expect(z[0]! - z[count - 1]!).toBeCloseTo(11.4, 3);
});

itOnce('sees the shape of a surface that stands a million high', () => {
  const surface = createParametricSurface(
    { kind: 'bowl', a: 1e-5, b: 1e-5, tiltX: 0, tiltY: 0, offset: 1e6 },
    6,
  );
  const { x, y, count } = chooseFlowLine(surface, 1, 6 / 512);
  expect(Math.hypot(x[count - 1]!, y[count - 1]!)).toBeLessThan(0.05);
});
