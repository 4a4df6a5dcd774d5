import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOptimizer } from '../../src/descent/optimizers/createOptimizer.js';
import type { OptimizerName } from '../../src/descent/optimizers/optimizerOptions.js';
import { sampleObjective } from '../../src/descent/sampleObjective.js';
import { TEST_FUNCTIONS, type TestFunctionName } from '../../src/descent/testFunctions/testFunctions.js';
import type { Minimum, TestFunction } from '../../src/descent/testFunctions/testFunction.js';
import { createGridSurface } from '../../src/surface/index.js';

const FUNCTIONS = Object.entries(TEST_FUNCTIONS) as [TestFunctionName, TestFunction][];
const MINIMA = FUNCTIONS.flatMap(([name, test]) =>
  test.minima.map((minimum): [TestFunctionName, number, number, Minimum] => [
    name,
    minimum.x,
    minimum.y,
    minimum,
  ]),
);

/** Global minima to the digits that are printed: Rastrigin (1974), the others in Jamil and Yang (2013), arXiv:1308.4008. */
const PRINTED: Record<TestFunctionName, readonly (readonly [number, number, number])[]> = {
  rosenbrock: [[1, 1, 0]],
  himmelblau: [[3, 2, 0]],
  beale: [[3, 0.5, 0]],
  ackley: [[0, 0, 0]],
  rastrigin: [[0, 0, 0]],
  styblinski_tang: [[-2.903534, -2.903534, -78.332]],
  six_hump_camel: [
    [-0.0898, 0.7126, -1.0316],
    [0.0898, -0.7126, -1.0316],
  ],
};

describe.each(FUNCTIONS)('%s', (name, test) => {
  it('has its name, and its minima and its start inside its domain', () => {
    expect(test.name).toBe(name);
    for (const { x, y } of [...test.minima, test.start]) {
      expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(test.domainHalf);
    }
  });

  it('has the global minima that are printed', () => {
    for (const [x, y, value] of PRINTED[name]) {
      const found = test.minima.some(
        (minimum) =>
          minimum.isGlobal &&
          Math.hypot(minimum.x - x, minimum.y - y) < 1e-4 &&
          Math.abs(minimum.value - value) < 1e-3,
      );
      expect(found).toBe(true);
    }
  });

  it('lies nowhere lower than its global minima, and has all of them at one value', () => {
    const lowest = test.minima[0]!.value;
    for (const { value, isGlobal } of test.minima) expect(value === lowest).toBe(isGlobal);
    expect(Math.min(...sampleObjective(test, test.domainHalf, 257))).toBeGreaterThanOrEqual(lowest - 1e-5);
  });

  it('has the gradient of its central differences (seed 6101)', () => {
    const coordinate = fc.double({ min: -test.domainHalf, max: test.domainHalf, noNaN: true });
    const gradient = new Float64Array(2);
    fc.assert(
      fc.property(coordinate, coordinate, (x, y) => {
        // The tip of Ackley's cone has no gradient, and differences across it are of no use.
        fc.pre(name !== 'ackley' || Math.hypot(x, y) > 0.05);
        test.gradientInto(x, y, gradient);
        const slopeX = differentiate((h) => test.valueAt(x + h, y));
        const slopeY = differentiate((h) => test.valueAt(x, y + h));
        const size = 1 + Math.abs(test.valueAt(x, y)) + Math.hypot(slopeX, slopeY);
        expect(Math.hypot(gradient[0]! - slopeX, gradient[1]! - slopeY) / size).toBeLessThan(1e-8);
      }),
      { seed: 6101, numRuns: 2000 },
    );
  });

  it('is itself again from its samples', () => {
    const samples = sampleObjective(test, test.domainHalf, 5);
    const grid = createGridSurface(samples, 5, test.domainHalf);
    const half = test.domainHalf / 2;
    expect(samples).toHaveLength(25);
    expect(samples[1]).toBe(Math.fround(test.valueAt(-half, -test.domainHalf)));
    expect(samples[5]).toBe(Math.fround(test.valueAt(-test.domainHalf, -half)));
    expect(grid.valueAt(half, -half)).toBe(Math.fround(test.valueAt(half, -half)));
  });
});

it.each(MINIMA)('%s has its published value and no slope at its minimum (%d, %d)', (name, x, y, minimum) => {
  const test = TEST_FUNCTIONS[name];
  const gradient = new Float64Array(2);
  test.gradientInto(x, y, gradient);
  expect(Math.hypot(...gradient)).toBeLessThan(2e-14);
  expect(Math.abs(test.valueAt(x, y) - minimum.value)).toBeLessThan(2e-14);
  for (let n = 0; n < 16; n++) {
    const angle = (n * Math.PI) / 8;
    const around = test.valueAt(x + 0.01 * Math.cos(angle), y + 0.01 * Math.sin(angle));
    expect(around).toBeGreaterThan(minimum.value);
  }
});

/** How far from the minimum a descent starts along each axis, in surface units, inside its basin. */
const START = 0.1;
const STEPS = 60_000;

/**
 * Rates for curvatures up to that of Rosenbrock's valley, 1,002. What divides by the size of its gradients ends with
 * steps of its rate's size, so close is as close as that.
 */
const ARRIVALS: [OptimizerName, number, number][] = [
  ['sgd', 0.001, 1e-3],
  ['momentum', 0.0005, 1e-3],
  ['nesterov', 0.0005, 1e-3],
  ['adagrad', 0.1, 1e-3],
  ['rmsprop', 0.0001, 1e-3],
  ['adam', 0.001, 1e-3],
  ['adamw', 0.001, 1e-3],
];

describe.each(ARRIVALS)('%s at a rate of %d', (name, learningRate, near) => {
  it.each(MINIMA)('arrives at the minimum of %s at (%d, %d)', (test, x, y) => {
    // Decay of the weights themselves ends between the minimum and the origin.
    const weightDecay = name === 'adamw' ? { weightDecay: 0 } : {};
    const optimizer = createOptimizer({ name, learningRate, ...weightDecay });
    const weights = Float64Array.of(x + START, y - START);
    const gradient = new Float64Array(2);
    for (let step = 0; step < STEPS; step++) {
      TEST_FUNCTIONS[test].gradientInto(weights[0]!, weights[1]!, gradient);
      optimizer.stepInto(gradient, weights);
    }
    // Around a cone's tip, where the slope stays, each step leaps over it.
    const leap = test === 'ackley' ? 20 * learningRate : 0;
    expect(Math.hypot(weights[0]! - x, weights[1]! - y)).toBeLessThan(near + leap);
  });
});

it('samples a value that is not finite as a hole', () => {
  const samples = sampleObjective({ valueAt: (x) => (x > 0 ? 1e39 : NaN) }, 1, 2);
  expect([...samples]).toEqual([NaN, Infinity, NaN, Infinity]);
});

it.each([0, -1, NaN, Infinity])('samples no domain of half side %d', (domainHalf) => {
  expect(() => sampleObjective(TEST_FUNCTIONS.beale, domainHalf, 3)).toThrow(/domainHalf: expected/);
});

it('samples no grid of one node', () => {
  expect(() => sampleObjective(TEST_FUNCTIONS.beale, 1, 1)).toThrow(/nodes: expected/);
});

/** The derivative at 0 by a central difference of the fourth order. */
function differentiate(f: (h: number) => number): number {
  const h = 1e-3;
  return (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);
}
