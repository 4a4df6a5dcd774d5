import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createOptimizer } from '../../src/descent/optimizers/createOptimizer.js';
import { OPTIMIZER_NAMES, type OptimizerOptions } from '../../src/descent/optimizers/optimizerOptions.js';
import { TEST_FUNCTIONS, type TestFunctionName } from '../../src/descent/testFunctions/testFunctions.js';
import { SURFACE_KINDS } from '../../src/protocol/contract/surfaceParams.js';
import type { SurfaceParams } from '../../src/protocol/events.js';
import { createParametricSurface, type Surface } from '../../src/surface/index.js';

const STEPS = 500;

interface ReferenceObjective {
  objective: string;
  /** Of the contract's kinds. */
  params?: SurfaceParams;
  start: [number, number];
  /** The objective at the start. */
  value: number;
  /** Flat rows of step, x, y. */
  cases: { optimizer: OptimizerOptions; rows: number[] }[];
}

const REFERENCE = JSON.parse(
  readFileSync(new URL('./reference/trajectories.json', import.meta.url), 'utf8'),
) as ReferenceObjective[];

const createObjective = ({ objective, params }: ReferenceObjective): Surface =>
  params ? createParametricSurface(params, 6) : TEST_FUNCTIONS[objective as TestFunctionName];

/** Every position from the start on, flat: x, y. */
function follow(entry: ReferenceObjective, options: OptimizerOptions): Float64Array {
  const objective = createObjective(entry);
  const optimizer = createOptimizer(options);
  const weights = Float64Array.from(entry.start);
  const gradient = new Float64Array(2);
  const positions = new Float64Array(2 * (STEPS + 1));
  for (let step = 0; step <= STEPS; step++) {
    positions.set(weights, 2 * step);
    objective.gradientInto(weights[0]!, weights[1]!, gradient);
    optimizer.stepInto(gradient, weights);
  }
  return positions;
}

describe.each(REFERENCE.map((entry) => [entry.objective, entry] as const))('on %s', (_, entry) => {
  it('begins at the value that PyTorch has', () => {
    const [x, y] = entry.start;
    expect(Math.abs(createObjective(entry).valueAt(x, y) / entry.value - 1)).toBeLessThan(1e-13);
  });

  it.each(entry.cases.map(({ optimizer, rows }) => [JSON.stringify(optimizer), optimizer, rows] as const))(
    'goes where PyTorch goes, to 1e-9 over 500 steps: %s',
    (__, optimizer, rows) => {
      const positions = follow(entry, optimizer);
      expect(rows.at(-3)).toBe(STEPS);
      let worst = 0;
      for (let i = 0; i < rows.length; i += 3) {
        const [step, x, y] = rows.slice(i, i + 3) as [number, number, number];
        const off = Math.hypot(positions[2 * step]! - x, positions[2 * step + 1]! - y);
        worst = Math.max(worst, off / Math.hypot(x, y));
      }
      expect(worst).toBeLessThan(1e-9);
    },
  );
});

it('has Rosenbrock, Himmelblau, every kind and every optimizer in its reference', () => {
  const objectives = REFERENCE.map(({ objective }) => objective);
  expect(new Set(objectives)).toEqual(new Set([...Object.keys(TEST_FUNCTIONS), ...SURFACE_KINDS]));
  for (const { cases } of REFERENCE) {
    expect(new Set(cases.map(({ optimizer }) => optimizer.name))).toEqual(new Set(OPTIMIZER_NAMES));
  }
});
