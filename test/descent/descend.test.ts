import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { descend, descendSync, type DescentOptions } from '../../src/descent/descend.js';
import type { DescentStep } from '../../src/descent/descentStep.js';
import { createOptimizer } from '../../src/descent/optimizers/createOptimizer.js';
import { OPTIMIZER_NAMES } from '../../src/descent/optimizers/optimizerOptions.js';
import type { DescentEnd } from '../../src/descent/stopConditions.js';
import { TEST_FUNCTIONS } from '../../src/descent/testFunctions/testFunctions.js';
import { FINISH_REASONS } from '../../src/protocol/events.js';
import { createParametricSurface } from '../../src/surface/index.js';

const BOWL = createParametricSurface({ kind: 'bowl', a: 0.5, b: 0.5, tiltX: 0, tiltY: 0, offset: 2 }, 6);
const ON_BOWL: DescentOptions = {
  objective: BOWL,
  optimizer: { name: 'sgd', learningRate: 0.5 },
  start: { x: 4, y: 0 },
};

/** The steps and the end of the generator. */
function runSync(options: DescentOptions): { steps: DescentStep[]; end: DescentEnd } {
  const generator = descendSync(options);
  const steps: DescentStep[] = [];
  for (;;) {
    const next = generator.next();
    if (next.done === true) return { steps, end: next.value };
    steps.push(next.value);
  }
}

describe('the steps', () => {
  it('begin at the start and hold what is found there', () => {
    const { steps } = runSync({ ...ON_BOWL, steps: 2 });
    expect(steps).toEqual([
      { step: 0, x: 4, y: 0, loss: 10, gradX: 4, gradY: 0 },
      { step: 1, x: 2, y: 0, loss: 4, gradX: 2, gradY: 0 },
      { step: 2, x: 1, y: 0, loss: 2.5, gradX: 1, gradY: 0 },
    ]);
  });

  it('are computed as they are asked for', () => {
    let evaluations = 0;
    const objective = {
      valueAt: (x: number, y: number) => BOWL.valueAt(x, y),
      gradientInto: (x: number, y: number, out: Float64Array) => {
        evaluations++;
        BOWL.gradientInto(x, y, out);
      },
    };
    const steps = descendSync({ ...ON_BOWL, objective });
    steps.next();
    steps.next();
    expect(evaluations).toBe(2);
  });

  it.each(OPTIMIZER_NAMES)('are the same each time with %s', (name) => {
    const options = { ...ON_BOWL, optimizer: { name }, steps: 200 };
    expect(runSync(options)).toEqual(runSync(options));
  });

  it('go on with what an optimizer of the caller remembers', () => {
    const optimizer = createOptimizer({ name: 'momentum', learningRate: 0.01 });
    const whole = runSync({ ...ON_BOWL, optimizer: { name: 'momentum', learningRate: 0.01 }, steps: 20 });
    const { steps } = runSync({ ...ON_BOWL, optimizer, steps: 10 });
    const { x, y } = steps.at(-1)!;
    // The last step's gradient has not been used: the tenth update is the first of the second half.
    const rest = runSync({ ...ON_BOWL, optimizer, start: { x, y }, steps: 10 });
    expect(rest.steps.at(-1)).toMatchObject({ x: whole.steps.at(-1)!.x, loss: whole.steps.at(-1)!.loss });
  });
});

describe('the end', () => {
  it('has the reasons of the contract', () => {
    const reasons: Record<DescentEnd['reason'], true> = {
      converged: true,
      max_steps: true,
      cancelled: true,
      error: true,
    };
    expect(new Set(Object.keys(reasons))).toEqual(new Set(FINISH_REASONS));
  });

  it('is converged at the first step whose gradient is as short as tolGrad', () => {
    const { steps, end } = runSync({ ...ON_BOWL, tolGrad: 0.25 });
    expect(end).toMatchObject({ reason: 'converged', criterion: 'tolGrad', last: steps.at(-1) });
    expect(steps.map(({ gradX }) => gradX)).toEqual([4, 2, 1, 0.5, 0.25]);
  });

  it('is converged at the first move that is as short as tolStep', () => {
    const { steps, end } = runSync({ ...ON_BOWL, tolStep: 0.5 });
    expect(end).toMatchObject({ reason: 'converged', criterion: 'tolStep', last: steps.at(-1) });
    expect(steps.map(({ x }) => x)).toEqual([4, 2, 1, 0.5]);
  });

  it('is converged at step 0 on a minimum', () => {
    const { steps, end } = runSync({ ...ON_BOWL, start: { x: 0, y: 0 }, steps: 0 });
    expect(steps).toHaveLength(1);
    expect(end.reason).toBe('converged');
  });

  it('is max_steps after that many updates', () => {
    const { steps, end } = runSync({ ...ON_BOWL, steps: 7, tolGrad: 0, tolStep: 0 });
    expect(steps).toHaveLength(8);
    expect(end).toMatchObject({ reason: 'max_steps', criterion: null, last: { step: 7 } });
    expect(runSync({ ...ON_BOWL, steps: 0 }).steps).toHaveLength(1);
  });

  it('has defaults with which every optimizer ends', () => {
    for (const name of OPTIMIZER_NAMES) {
      const { steps, end } = runSync({ ...ON_BOWL, optimizer: { name } });
      expect(['converged', 'max_steps']).toContain(end.reason);
      expect(steps.length).toBeLessThanOrEqual(1001);
    }
    expect(runSync(ON_BOWL).end).toMatchObject({ reason: 'converged', criterion: 'tolGrad' });
  });

  it('is error where a step leaves float32, and that step is not yielded', () => {
    const { steps, end } = runSync({ ...ON_BOWL, optimizer: { name: 'sgd', learningRate: 3 } });
    expect(end).toMatchObject({ reason: 'error', criterion: null, last: steps.at(-1) });
    expect(end.message).toMatch(/^step 63 is not finite in float32 \(x: .*learningRate/);
    expect(steps).toHaveLength(63);
    for (const { x, loss, gradX } of steps) expect(Math.fround(x + loss + gradX)).toBeLessThan(Infinity);
  });

  it('is error at once where the start has no value', () => {
    const objective = { valueAt: () => NaN, gradientInto: BOWL.gradientInto };
    const { steps, end } = runSync({ ...ON_BOWL, objective });
    expect(steps).toEqual([]);
    expect(end).toMatchObject({ reason: 'error', last: null });
    expect(end.message).toMatch(/begin elsewhere/);
  });
});

describe('a signal', () => {
  it('cancels at any step (seed 6201)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 60 }), fc.boolean(), async (at, isStreamed) => {
        const controller = new AbortController();
        const options = {
          ...ON_BOWL,
          objective: TEST_FUNCTIONS.rosenbrock,
          optimizer: { name: 'adam' } as const,
          signal: controller.signal,
        };
        const descent = descend(options);
        const generator = descendSync(options);
        const seen: number[] = [];
        let end: DescentEnd | null = null;
        if (isStreamed) {
          for await (const { step } of descent) {
            seen.push(step);
            if (step === at) controller.abort();
          }
          end = descent.end;
        } else {
          for (let next = generator.next(); ; next = generator.next()) {
            if (next.done === true) {
              end = next.value;
              break;
            }
            seen.push(next.value.step);
            if (next.value.step === at) controller.abort();
          }
        }
        expect(seen).toEqual(Array.from({ length: at + 1 }, (_, i) => i));
        expect(end).toMatchObject({ reason: 'cancelled', criterion: null, last: { step: at } });
      }),
      { seed: 6201, numRuns: 200 },
    );
  });

  it('cancels before the first step', async () => {
    const descent = descend({ ...ON_BOWL, signal: AbortSignal.abort() });
    for await (const step of descent) expect(step).toBe('no step');
    expect(descent.end).toMatchObject({ reason: 'cancelled', last: null });
  });

  it('is noticed while a pause waits', async () => {
    const controller = new AbortController();
    const descent = descend({
      ...ON_BOWL,
      signal: controller.signal,
      pause: async ({ step }) => {
        await Promise.resolve();
        if (step === 3) controller.abort();
      },
    });
    let last = -1;
    for await (const { step } of descent) last = step;
    expect(last).toBe(3);
    expect(descent.end?.reason).toBe('cancelled');
  });
});

describe('the stream', () => {
  it('has the steps and the end of the generator', async () => {
    const options = {
      ...ON_BOWL,
      objective: TEST_FUNCTIONS.himmelblau,
      optimizer: { name: 'adam' } as const,
    };
    const expected = runSync(options);
    const descent = descend(options);
    expect(descent.end).toBeNull();
    const steps: DescentStep[] = [];
    for await (const step of descent) steps.push(step);
    expect({ steps, end: descent.end }).toEqual(expected);
  });

  it('ends as cancelled where its loop is left', async () => {
    const descent = descend(ON_BOWL);
    for await (const { step } of descent) if (step === 2) break;
    expect(descent.end).toMatchObject({ reason: 'cancelled', last: { step: 2 } });
  });

  it('ends as an error where the objective throws, and throws on', async () => {
    const objective = {
      valueAt(): number {
        throw new Error('no data');
      },
      gradientInto: BOWL.gradientInto,
    };
    const descent = descend({ ...ON_BOWL, objective });
    await expect(descent[Symbol.asyncIterator]().next()).rejects.toThrow('no data');
    expect(descent.end).toMatchObject({ reason: 'error', last: null });
    expect(descent.end?.message).toMatch('no data');
  });
});

describe('bad options throw at once', () => {
  it.each([
    [{ steps: -1 }, 'steps: expected an integer of at least 0, got -1'],
    [{ steps: 1.5 }, 'steps: expected'],
    [{ tolGrad: NaN }, 'tolGrad: expected'],
    [{ tolStep: -1e-9 }, 'tolStep: expected'],
    [{ tolGrad: Infinity }, 'tolGrad: expected'],
    [{ start: { x: NaN, y: 0 } }, 'start: expected finite x and y in surface units, got NaN and 0'],
    [
      { optimizer: { name: 'sgd', learningRate: -1 } as const },
      'sgd: learningRate: expected a finite number',
    ],
  ])('%o', (wrong, message) => {
    expect(() => descend({ ...ON_BOWL, ...wrong })).toThrow(message);
  });
});
