import { describe, expect, it } from 'vitest';
import { createOptimizer } from '../../src/descent/optimizers/createOptimizer.js';
import {
  OPTIMIZER_DEFAULTS,
  OPTIMIZER_NAMES,
  type OptimizerOptions,
} from '../../src/descent/optimizers/optimizerOptions.js';

it.each(OPTIMIZER_NAMES)('%s moves a million weights as it moves two of them', (name) => {
  const dimension = 1_000_000;
  const many = createOptimizer({ name }, dimension);
  const few = createOptimizer({ name });
  const weights = new Float64Array(dimension).fill(1);
  const gradient = new Float64Array(dimension);
  for (let step = 0; step < 3; step++) {
    for (const i of [0, dimension - 1]) gradient[i] = step + i + 1;
    many.stepInto(gradient, weights);
  }
  const pair = Float64Array.of(1, 1);
  for (let step = 0; step < 3; step++) few.stepInto(Float64Array.of(step + 1, step + dimension), pair);
  expect([weights[0], weights[dimension - 1]]).toEqual([...pair]);
});

it.each(OPTIMIZER_NAMES)('%s leaves the gradient as it is', (name) => {
  const gradient = Float64Array.of(3, -4);
  createOptimizer({ name, weightDecay: 0.1 }).stepInto(gradient, Float64Array.of(1, 2));
  expect([...gradient]).toEqual([3, -4]);
});

it.each(OPTIMIZER_NAMES)('%s stays where it is where the gradient is 0', (name) => {
  const optimizer = createOptimizer({ name, weightDecay: 0 });
  const weights = Float64Array.of(1, 2);
  for (let step = 0; step < 5; step++) optimizer.stepInto(new Float64Array(2), weights);
  expect([...weights]).toEqual([1, 2]);
});

it('has the defaults that PyTorch documents', () => {
  expect(OPTIMIZER_DEFAULTS.sgd).toMatchObject({ learningRate: 1e-3, momentum: 0, nesterov: false });
  expect(OPTIMIZER_DEFAULTS.adagrad).toMatchObject({
    learningRate: 1e-2,
    epsilon: 1e-10,
    initialAccumulator: 0,
  });
  expect(OPTIMIZER_DEFAULTS.rmsprop).toMatchObject({ learningRate: 1e-2, alpha: 0.99, epsilon: 1e-8 });
  expect(OPTIMIZER_DEFAULTS.adam).toMatchObject({
    learningRate: 1e-3,
    beta1: 0.9,
    beta2: 0.999,
    weightDecay: 0,
  });
  expect(OPTIMIZER_DEFAULTS.adamw).toMatchObject({ learningRate: 1e-3, epsilon: 1e-8, weightDecay: 1e-2 });
});

it('takes an option that is undefined as left out', () => {
  const options = { name: 'sgd', learningRate: undefined } as unknown as OptimizerOptions;
  expect(createOptimizer(options).learningRate).toBe(1e-3);
});

it('keeps a centered RMSprop finite where rounding makes its variance negative', () => {
  const optimizer = createOptimizer({ name: 'rmsprop', alpha: 0.5, centered: true });
  const weights = Float64Array.of(0, 0);
  for (let step = 0; step < 200; step++) optimizer.stepInto(Float64Array.of(3 * 0.0371, 0.1), weights);
  expect(Number.isFinite(weights[0]! + weights[1]!)).toBe(true);
});

describe('what cannot be used is a RangeError that says what can', () => {
  it.each([
    [
      { name: 'lion' },
      'optimizer: expected one of sgd, momentum, nesterov, adagrad, rmsprop, adam, adamw, got lion',
    ],
    [{ name: 'toString' }, 'optimizer: expected one of'],
    [{ name: 'adam', momentum: 0.9 }, "adam: no option 'momentum'; it has learningRate, beta1, beta2"],
    [{ name: 'adam', beta1: 1 }, 'adam: beta1: expected a number in [0, 1), got 1'],
    [{ name: 'sgd', momentum: -0.1 }, 'sgd: momentum: expected a finite number of at least 0, got -0.1'],
    [{ name: 'sgd', learningRate: '0.1' }, 'sgd: learningRate: expected a finite number'],
    [{ name: 'sgd', learningRate: NaN }, 'sgd: learningRate: expected a finite number'],
    [{ name: 'rmsprop', centered: 1 }, 'rmsprop: centered: expected true or false, got 1'],
    [{ name: 'sgd', nesterov: true }, 'nesterov: expected momentum above 0 and dampening 0'],
    [{ name: 'nesterov', dampening: 0.1 }, 'nesterov: expected momentum above 0 and dampening 0'],
  ])('%o', (options, message) => {
    expect(() => createOptimizer(options as OptimizerOptions)).toThrow(new RegExp(escape(message)));
    expect(() => createOptimizer(options as OptimizerOptions)).toThrow(RangeError);
  });

  it.each([0, -1, 1.5, NaN])('dimension %d', (dimension) => {
    expect(() => createOptimizer({ name: 'sgd' }, dimension)).toThrow(/dimension: expected an integer/);
  });

  it('arrays of another length', () => {
    const optimizer = createOptimizer({ name: 'adam' }, 3);
    expect(() => optimizer.stepInto(new Float64Array(2), new Float64Array(3))).toThrow(
      'adam: expected 3 weights and slopes, got 3 and 2',
    );
  });
});

function escape(text: string): string {
  return text.replace(/[()[\].]/g, '\\$&');
}
