import { describe, expect, it } from 'vitest';
import { descendSync } from '../../src/descent/descend.js';
import { OPTIMIZER_NAMES } from '../../src/descent/optimizers/optimizerOptions.js';
import type { RunCall } from '../../src/descent/simulation/runCall.js';
import { simulateLosses } from '../../src/descent/simulation/simulateLosses.js';
import { simulateRun, type SimulateRunOptions } from '../../src/descent/simulation/simulateRun.js';
import { simulateTraining } from '../../src/descent/simulation/simulateTraining.js';
import type { SimulatedSurface } from '../../src/descent/simulation/simulatedSurface.js';
import { TEST_FUNCTIONS } from '../../src/descent/testFunctions/testFunctions.js';
import type { Emitter } from '../../src/emitter/createEmitter.js';
import { DEFAULT_DOMAIN_HALF, type SurfaceParams } from '../../src/protocol/events.js';
import { createGridSurface, createParametricSurface } from '../../src/surface/index.js';
import { createTestEmitter, factsAfter } from '../emitter/createTestEmitter.js';
import { DEFAULT_PARAMS } from '../surface/surfaceArbitraries.js';

const ON_EXAMPLE: SimulateRunOptions = {
  surface: { params: DEFAULT_PARAMS.fixed_example },
  optimizer: { name: 'momentum', learningRate: 0.02 },
  steps: 300,
};

/** Gives a call to an emitter: all that a command line has to do. */
function perform(emitter: Emitter, call: RunCall): void {
  switch (call.call) {
    case 'surfaceSpec':
      return void emitter.surfaceSpec(call.surface);
    case 'surfaceGrid':
      return void emitter.surfaceGrid({ ...call.surface, assetUrl: 'https://example.org/grid.f32' });
    case 'hyperparams':
      return void emitter.hyperparams(call.values);
    case 'start':
      return void emitter.start(call.point0);
    case 'step':
      return void emitter.step(call.point);
    case 'finish':
      return void emitter.finish(call.reason);
  }
}

/** The facts of a run in a store that got what an emitter made of the calls. */
function factsOf(calls: Iterable<RunCall>) {
  const { emitter, texts } = createTestEmitter();
  for (const call of calls) perform(emitter, call);
  emitter.close();
  return factsAfter(texts);
}

const namesOf = (calls: readonly RunCall[]): string[] => calls.map(({ call }) => call);

describe('simulateRun', () => {
  it('announces the surface and the hyperparameters, then starts, steps and finishes', () => {
    const calls = [...simulateRun({ ...ON_EXAMPLE, steps: 3, start: { x: 3, y: -1.5 } })];
    expect(namesOf(calls)).toEqual(['surfaceSpec', 'hyperparams', 'start', 'step', 'step', 'step', 'finish']);
    expect(calls[0]).toEqual({
      call: 'surfaceSpec',
      surface: { kind: 'fixed_example', params: {}, domainHalf: DEFAULT_DOMAIN_HALF, source: 'measured' },
    });
    expect(calls[1]).toEqual({
      call: 'hyperparams',
      values: { eta: 0.02, steps: 3, tolGrad: 1e-6, tolStep: 1e-9 },
    });
    expect(calls[2]).toMatchObject({ point0: { x: 0.5, y: -0.25 } });
    expect(calls.at(-1)).toEqual({ call: 'finish', reason: 'max_steps' });
  });

  it('has the steps of a descent, normalized, with their loss', () => {
    const start = { x: 3, y: -1.5 };
    const surface = createParametricSurface(DEFAULT_PARAMS.fixed_example, 6);
    const { optimizer } = ON_EXAMPLE;
    const expected = [...descendSync({ objective: surface, optimizer, start, steps: 300 })];
    const points = [...simulateRun({ ...ON_EXAMPLE, start })].flatMap((call) =>
      call.call === 'start' ? [call.point0] : call.call === 'step' ? [call.point] : [],
    );
    expect(points).toEqual(expected.map(({ x, y, loss }) => ({ x: x / 6, y: y / 6, loss })));
  });

  it.each(Object.values(DEFAULT_PARAMS))('reads back from an emitter as the same run on $kind', (params) => {
    for (const name of OPTIMIZER_NAMES) {
      const options = { ...ON_EXAMPLE, surface: { params }, optimizer: { name }, steps: 40 };
      const calls = [...simulateRun(options)];
      const finish = calls.at(-1)!;
      expect(factsOf(calls)).toMatchObject({
        status: 'finished',
        missing: [],
        end: { reason: finish.call === 'finish' ? finish.reason : null },
      });
    }
  });

  it.each(Object.values(TEST_FUNCTIONS))(
    'samples $name, half as high as wide, from its own start',
    (objective) => {
      const calls = [...simulateRun({ ...ON_EXAMPLE, surface: { objective, nodes: 65 }, steps: 5 })];
      const first = calls[0]!;
      if (first.call !== 'surfaceGrid') throw new Error(first.call);
      const { samples, resolution, domainHalf, zScale } = first.surface;
      expect(resolution).toBe(65);
      expect(domainHalf).toBe(objective.domainHalf);
      expect(zScale * (Math.max(...samples) - Math.min(...samples))).toBeCloseTo(domainHalf, 12);
      const grid = createGridSurface(samples, resolution, domainHalf);
      expect(grid.valueAt(0, 0)).toBe(Math.fround(objective.valueAt(0, 0)));
      const { x, y } = objective.start;
      expect(calls[2]).toMatchObject({ call: 'start', point0: { x: x / domainHalf, y: y / domainHalf } });
    },
  );

  it('finishes with error where it diverges, and with cancelled if that is set', () => {
    const diverged = [...simulateRun({ ...ON_EXAMPLE, optimizer: { name: 'sgd', learningRate: 100 } })];
    expect(diverged.at(-1)).toEqual({ call: 'finish', reason: 'error' });
    expect(factsOf(diverged)).toMatchObject({ status: 'finished', end: { reason: 'error' }, missing: [] });
    const controller = new AbortController();
    const names: string[] = [];
    for (const call of simulateRun({ ...ON_EXAMPLE, signal: controller.signal })) {
      names.push(call.call === 'finish' ? call.reason : call.call);
      if (names.length === 6) controller.abort();
    }
    expect(names).toEqual(['surfaceSpec', 'hyperparams', 'start', 'step', 'step', 'step', 'cancelled']);
  });

  it('has no path where its start has no value', () => {
    const objective = createGridSurface(new Float32Array(4).fill(NaN), 2, 6);
    const calls = [...simulateRun({ ...ON_EXAMPLE, surface: { objective } })];
    expect(namesOf(calls)).toEqual(['surfaceGrid', 'hyperparams']);
    expect(calls[0]).toMatchObject({ surface: { zScale: 6 } });
  });

  it('passes on domainHalf and zScale', () => {
    const surface: SimulatedSurface = { params: DEFAULT_PARAMS.bowl, domainHalf: 3, zScale: 0.7 };
    const { kind, ...params } = DEFAULT_PARAMS.bowl;
    const [first] = simulateRun({ ...ON_EXAMPLE, surface });
    expect(first).toEqual({
      call: 'surfaceSpec',
      surface: { kind, params, domainHalf: 3, zScale: 0.7, source: 'measured' },
    });
  });

  it.each([
    [{ start: { x: NaN, y: 0 } }, 'start: expected finite x and y'],
    [{ steps: -2 }, 'steps: expected an integer'],
    [{ surface: { params: DEFAULT_PARAMS.bowl as SurfaceParams, domainHalf: 0 } }, 'domainHalf: expected'],
    [{ surface: { objective: TEST_FUNCTIONS.beale, nodes: 1 } }, 'nodes: expected an integer'],
  ])('throws at once on %o', (wrong, message) => {
    expect(() => simulateRun({ ...ON_EXAMPLE, ...wrong })).toThrow(message);
  });
});

describe('the surface of a simulation', () => {
  it.each<[string, SimulatedSurface]>([
    ['a formula', { params: DEFAULT_PARAMS.bowl }],
    ['samples', { objective: TEST_FUNCTIONS.himmelblau, nodes: 9 }],
  ])('of %s is measured where an optimizer walks on it, and illustrative under a training', (_, surface) => {
    const reports = simulateLosses({ epochs: 3 });
    expect(factsOf(simulateRun({ ...ON_EXAMPLE, surface, steps: 5 }))?.surface?.source).toBe('measured');
    expect(factsOf(simulateTraining({ surface, reports }))?.surface?.source).toBe('illustrative');
  });
});

describe('simulateTraining', () => {
  it('reads back from an emitter as a path with every reported loss', () => {
    const reports = [...simulateLosses({ epochs: 60, seed: 5 })];
    const calls = [
      ...simulateTraining({ surface: { params: DEFAULT_PARAMS.fixed_example }, reports, seed: 5 }),
    ];
    expect(factsOf(calls)).toMatchObject({
      status: 'finished',
      end: { reason: 'max_steps' },
      missing: [],
    });
    const losses = calls.flatMap((call) =>
      call.call === 'step' && call.point.loss !== undefined ? [call.point.loss] : [],
    );
    expect(losses).toEqual(reports.map(({ loss }) => loss));
  });

  it('goes on a sampled surface too, and ends with error where the last loss is NaN', () => {
    const reports = [{ loss: 1 }, { loss: NaN }, { progress: 0.5 }];
    const calls = [...simulateTraining({ surface: { objective: TEST_FUNCTIONS.himmelblau }, reports })];
    expect(namesOf(calls)).toEqual(['surfaceGrid', 'start', 'step', 'step', 'step', 'finish']);
    expect(calls.at(-1)).toEqual({ call: 'finish', reason: 'error' });
  });

  it('throws at once on options that cannot be used', () => {
    const surface = { params: DEFAULT_PARAMS.bowl };
    expect(() => simulateTraining({ surface, reports: [], seed: 0.5 })).toThrow('seed: expected an integer');
  });
});

describe('simulateLosses', () => {
  it('falls from the first loss to the last, with a stall and a setback', () => {
    const losses = [...simulateLosses({ epochs: 101, firstLoss: 10, lastLoss: 0, noise: 0 })].map(
      (r) => r.loss,
    );
    expect(losses[0]).toBe(10);
    expect(losses[100]).toBeCloseTo(0.1, 12);
    expect(losses[40]).toBeCloseTo(losses[48]!, 12);
    expect(losses[58]).toBeGreaterThan(1.5 * losses[50]!);
    expect(losses).toHaveLength(101);
  });

  it('is the same for a seed, another for another, and off by the noise at most', () => {
    const course = [...simulateLosses({ lastLoss: 0, noise: 0 })];
    const noisy = [...simulateLosses({ lastLoss: 0, noise: 0.1, seed: 3 })];
    expect([...simulateLosses({ lastLoss: 0, noise: 0.1, seed: 3 })]).toEqual(noisy);
    expect([...simulateLosses({ lastLoss: 0, noise: 0.1, seed: 4 })]).not.toEqual(noisy);
    const off = noisy.map(({ loss }, n) => Math.abs(loss / course[n]!.loss - 1));
    expect(Math.max(...off)).toBeLessThanOrEqual(0.1 + 1e-12);
    expect(Math.max(...off)).toBeGreaterThan(0.05);
    expect(off[0]).toBe(0);
  });

  it('has one report for one epoch', () => {
    expect([...simulateLosses({ epochs: 1 })]).toEqual([{ loss: 0.05 + 2.25 * 0.01, progress: 1 }]);
  });

  it.each([
    [{ epochs: 0 }, 'epochs: expected an integer of at least 1, got 0'],
    [{ noise: 1 }, 'noise: expected a number in [0, 1), got 1'],
    [{ seed: 0.1 }, 'seed: expected an integer'],
    [{ lastLoss: NaN }, 'firstLoss, lastLoss: expected finite numbers, got 2.3 and NaN'],
  ])('throws at once on %o', (wrong, message) => {
    expect(() => simulateLosses(wrong)).toThrow(message);
  });
});
