import { describe, expect, it } from 'vitest';
import { traceFlowLine } from '../../src/descent/illustrative/flowLine.js';
import { simulateRun } from '../../src/descent/simulation/simulateRun.js';
import { TEST_FUNCTIONS, type TestFunctionName } from '../../src/descent/testFunctions/testFunctions.js';
import type { TestFunction } from '../../src/descent/testFunctions/testFunction.js';
import type { Surface } from '../../src/surface/index.js';

const FUNCTIONS = Object.entries(TEST_FUNCTIONS) as [TestFunctionName, TestFunction][];

/** Where the steepest way down from a function's start leads. */
const ENDS: Record<TestFunctionName, readonly [number, number]> = {
  rosenbrock: [1, 1],
  himmelblau: [3.584, -1.848],
  beale: [3, 0.5],
  ackley: [0, 0],
  rastrigin: [0, 0],
  styblinski_tang: [-2.904, -2.904],
  six_hump_camel: [0.09, -0.713],
};

describe.each(FUNCTIONS)('%s', (name, test) => {
  it('leads from its start to one of its global minima, and to which is known', () => {
    const options = { spacing: test.domainHalf / 512, reach: test.domainHalf, leastDrop: 1e-9 };
    const line = traceFlowLine(test, test.start, options);
    const end = { x: line.x.at(-1)!, y: line.y.at(-1)! };
    const distanceTo = (x: number, y: number): number => Math.hypot(end.x - x, end.y - y);
    expect(distanceTo(...ENDS[name])).toBeLessThan(0.01);
    expect(test.minima.some(({ x, y, isGlobal }) => isGlobal && distanceTo(x, y) < 0.01)).toBe(true);
  });

  it('names the year of what it is published in', () => {
    expect(test.source).toMatch(/\b(19|20)\d\d\b/);
  });
});

/** A slope toward a direction, whose gradient says nothing. */
function createMuteSlope(x: number, y: number): Surface {
  return {
    domainHalf: 6,
    valueAt: (atX, atY) => -x * atX - y * atY,
    gradientInto: (_x, _y, out) => {
      out[0] = 0;
      out[1] = 0;
    },
  };
}

it.each([
  [3, 1, 22.5],
  [1, 3, 67.5],
  [-3, 1, 157.5],
  [-1, -3, -112.5],
])(
  'a way without gradients goes in the steepest of the directions that are tried: (%d, %d)',
  (x, y, angleDeg) => {
    const options = { spacing: 0.1, reach: 6, leastDrop: 1e-9 };
    const line = traceFlowLine(createMuteSlope(x, y), { x: 0.5, y: -1 }, options);
    const through = line.x.indexOf(0.5);
    // Farther on is the edge, along which it goes.
    for (let n = through - 20; n < through + 20; n++) {
      const angleRad = Math.atan2(line.y[n + 1]! - line.y[n]!, line.x[n + 1]! - line.x[n]!);
      expect((angleRad * 180) / Math.PI).toBeCloseTo(angleDeg, 6);
    }
  },
);

it('a sampled surface with holes is as high as its samples that are there, half its width', () => {
  const halfOfIt: Surface = {
    ...createMuteSlope(2, 0),
    valueAt: (x) => (x > 0 ? NaN : 2 * x),
  };
  const [first] = simulateRun({ surface: { objective: halfOfIt, nodes: 9 }, optimizer: { name: 'sgd' } });
  expect(first).toMatchObject({ call: 'surfaceGrid', surface: { zScale: 6 / 12 } });
});
