import { describe, expect, it } from 'vitest';
import { descendSync, type DescentOptions } from '../../../src/descent/descend.js';
import { OPTIMIZER_NAMES } from '../../../src/descent/optimizers/optimizerOptions.js';
import { TEST_FUNCTIONS, type TestFunctionName } from '../../../src/descent/testFunctions/testFunctions.js';
import { SURFACE_KINDS } from '../../../src/protocol/index.js';
import { createParametricSurface, decodeGrid, type Surface } from '../../../src/surface/index.js';
import { runCommand } from '../runCommand.js';
import { factsOf, simulate } from './simulateLog.js';

const FUNCTION_NAMES = Object.keys(TEST_FUNCTIONS) as TestFunctionName[];

/** The steps of a descent, as a store keeps them. */
function pointsOf(objective: Surface, options: Omit<DescentOptions, 'objective'>) {
  return [...descendSync({ objective, ...options })].map(({ step, x, y, loss }) => [
    step,
    x / objective.domainHalf + 0,
    y / objective.domainHalf + 0,
    loss + 0,
    NaN,
  ]);
}

describe("an optimizer's run that is simulated", () => {
  const cases = SURFACE_KINDS.flatMap((kind) => OPTIMIZER_NAMES.map((name) => [name, kind] as const));
  it.each(cases)('is a log of the steps of %s on %s', async (name, kind) => {
    const args = ['--optimizer', name, '--surface', kind, '--learning-rate', '0.02', '--steps', '60'];
    const facts = factsOf(await simulate(...args, '--start', '3,-2.5'));
    expect(facts.spec).toMatchObject({ kind, source: 'measured' });
    const surface = createParametricSurface(facts.spec!.params!, 6);
    const optimizer = { name, learningRate: 0.02 };
    expect(facts.points).toEqual(pointsOf(surface, { optimizer, start: { x: 3, y: -2.5 }, steps: 60 }));
    expect(facts).toMatchObject({ status: 'finished', missing: [] });
    expect(facts.hyperparams).toEqual({ eta: 0.02, steps: 60, tolGrad: 1e-6, tolStep: 1e-9 });
  });

  it.each(FUNCTION_NAMES)('holds the samples of %s, and every optimizer goes down it', async (surface) => {
    const objective = TEST_FUNCTIONS[surface];
    for (const name of OPTIMIZER_NAMES) {
      const args = ['--optimizer', name, '--surface', surface, '--learning-rate', '1e-4', '--steps', '20'];
      const facts = factsOf(await simulate(...args));
      const optimizer = { name, learningRate: 1e-4 };
      expect(facts.points).toEqual(pointsOf(objective, { optimizer, start: objective.start, steps: 20 }));
      if (name !== 'sgd' || !(facts.surface && 'assetUrl' in facts.surface)) continue;
      expect(facts.surface).toMatchObject({
        domainHalf: objective.domainHalf,
        resolution: 65,
        source: 'measured',
      });
      const response = await fetch(facts.surface.assetUrl);
      const decoded = decodeGrid(new Uint8Array(await response.arrayBuffer()), 65);
      if (!decoded.ok) throw new Error(decoded.problem.code);
      const { samples } = decoded.grid;
      expect(samples).toHaveLength(65 * 65);
      const half = objective.domainHalf;
      // Row 0 lies at y = -domainHalf, x runs fastest.
      expect(samples[16]).toBe(Math.fround(objective.valueAt(-half / 2, -half)));
    }
  });

  it('takes the settings of an optimizer, and those of a surface', async () => {
    const settings = ['--momentum', '0.5', '--dampening', '0.1', '--weight-decay', '0.01', '--nesterov'];
    await expect(runCommand(['simulate', '--optimizer', 'sgd', ...settings])).resolves.toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('nesterov') as string,
    });
    const run = ['--optimizer', 'sgd', ...settings.filter((text) => !/damp|0\.1/.test(text)), '--steps', '9'];
    const surface = ['--surface', 'bowl', '--params', '{"a":0.4}', '--domain-half', '3', '--z-scale', '-0.5'];
    const facts = factsOf(await simulate(...run, ...surface, '--tol-grad', '0', '--tol-step', '0.001'));
    const params = { kind: 'bowl', a: 0.4, b: 0.18, tiltX: 0, tiltY: 0, offset: 0 } as const;
    expect(facts.spec).toMatchObject({ params, domainHalf: 3, zScale: -0.5 });
    const optimizer = { name: 'sgd', momentum: 0.5, weightDecay: 0.01, nesterov: true } as const;
    const start = { x: 0.75 * 3, y: -0.6 * 3 };
    const stops = { steps: 9, tolGrad: 0, tolStep: 0.001 };
    expect(facts.points).toEqual(
      pointsOf(createParametricSurface(params, 3), { optimizer, start, ...stops }),
    );
  });

  it('starts inside the domain, where the seed says, unless a start is named', async () => {
    const start = async (...args: string[]) =>
      factsOf(await simulate('--optimizer', 'sgd', '--steps', '1', ...args)).points[0]!.slice(1, 3);
    const seeds = await Promise.all(['0', '1', '2', '3'].map((seed) => start('--seed', seed)));
    for (const place of seeds) for (const share of place) expect(Math.abs(share)).toBeLessThanOrEqual(0.8);
    expect(new Set(seeds.map(String)).size).toBe(4);
    expect(await start('--seed', '3')).toEqual(seeds[3]);
    expect(await start('--seed', '3', '--start', '-6,3')).toEqual([-1, 0.5]);
  });

  it('says that it diverged, and what may help', async () => {
    const args = ['simulate', '--surface', 'bowl', '--optimizer', 'sgd', '--learning-rate', '100'];
    const { exitCode, stdout, stderr } = await runCommand(args);
    expect(stderr).toContain('steps: error; it diverged, try a smaller --learning-rate\n');
    expect(factsOf(stdout).end?.reason).toBe('error');
    expect(exitCode).toBe(0);
  });
});
