import '@tensorflow/tfjs-backend-cpu';
import {
  dispose,
  tensor1d,
  train,
  variable,
  type Optimizer as TensorFlowOptimizer,
} from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { createOptimizer } from '../../src/descent/optimizers/createOptimizer.js';
import type { OptimizerOptions } from '../../src/descent/optimizers/optimizerOptions.js';
import { TEST_FUNCTIONS } from '../../src/descent/testFunctions/testFunctions.js';
import type { SurfaceParams } from '../../src/protocol/events.js';
import { createParametricSurface, type Surface } from '../../src/surface/index.js';

const STEPS = 50;

const KINDS: SurfaceParams[] = [
  { kind: 'fixed_example' },
  { kind: 'bowl', a: 0.18, b: 0.45, tiltX: 0.1, tiltY: -0.2, offset: 1 },
  { kind: 'multi_hill', bowlStrength: 0.06, offset: 0, hills: [{ x: 1, y: 1, amp: -3, sigma: 1.4 }] },
  { kind: 'ripples', amp: 2.5, freq: 2, decay: 0.15, bowlStrength: 0.06, offset: 0 },
];

/** Each surface with a start, and a rate for plain descent that its curvature bears. */
const OBJECTIVES: [string, Surface, readonly [number, number], number][] = [
  ['rosenbrock', TEST_FUNCTIONS.rosenbrock, [-1.2, 1], 5e-4],
  ['himmelblau', TEST_FUNCTIONS.himmelblau, [0.5, -0.5], 5e-3],
  ...KINDS.map((params): [string, Surface, readonly [number, number], number] => [
    params.kind,
    createParametricSurface(params, 6),
    [2, 1.5],
    0.02,
  ]),
];

/**
 * Where TensorFlow.js 4 has the same rule, its constants set to ours. It has no AdamW, weight decay, dampening or
 * AMSGrad. Its RMSprop and Adagrad add epsilon inside the root (RMSprop: √(s + ε), here √s + ε; Adagrad: √(s + 1e-7),
 * which cannot be set): the same to 1e-3 where the mean square is far above epsilon, as it is here.
 */
function createPairs(rate: number): [OptimizerOptions, () => TensorFlowOptimizer][] {
  return [
    [{ name: 'sgd', learningRate: rate }, () => train.sgd(rate)],
    [{ name: 'momentum', learningRate: rate / 5 }, () => train.momentum(rate / 5, 0.9)],
    [{ name: 'nesterov', learningRate: rate / 5 }, () => train.momentum(rate / 5, 0.9, true)],
    [{ name: 'adagrad', learningRate: 0.05, initialAccumulator: 0.1 }, () => train.adagrad(0.05, 0.1)],
    [{ name: 'rmsprop' }, () => train.rmsprop(0.01, 0.99, 0, 1e-8)],
    [
      { name: 'rmsprop', learningRate: 0.002, alpha: 0.9, momentum: 0.5 },
      () => train.rmsprop(0.002, 0.9, 0.5, 1e-8),
    ],
    [
      { name: 'rmsprop', learningRate: 0.001, centered: true },
      () => train.rmsprop(0.001, 0.99, 0, 1e-8, true),
    ],
    [{ name: 'adam', learningRate: 0.02 }, () => train.adam(0.02, 0.9, 0.999, 1e-8)],
  ];
}

describe.each(OBJECTIVES)('on %s', (_, surface, start, rate) => {
  it.each(createPairs(rate).map(([options, create]) => [JSON.stringify(options), options, create] as const))(
    'goes where TensorFlow.js goes, to 1e-3 over 50 steps: %s',
    (__, options, create) => {
      const optimizer = createOptimizer(options);
      const weights = Float64Array.from(start);
      const gradient = new Float64Array(2);
      const theirs = followTensorFlow(surface, start, create());
      for (let step = 0; step <= STEPS; step++) {
        const [x, y] = theirs[step]!;
        const off = Math.hypot(weights[0]! - x, weights[1]! - y);
        expect(off / Math.hypot(x, y)).toBeLessThan(1e-3);
        surface.gradientInto(weights[0]!, weights[1]!, gradient);
        optimizer.stepInto(gradient, weights);
      }
      const [x, y] = theirs[STEPS]!;
      expect(Math.hypot(x - start[0], y - start[1])).toBeGreaterThan(0.02);
    },
  );
});

function followTensorFlow(
  surface: Surface,
  start: readonly [number, number],
  optimizer: TensorFlowOptimizer,
): (readonly [number, number])[] {
  const weights = variable(tensor1d([...start]));
  const gradient = new Float64Array(2);
  const positions: (readonly [number, number])[] = [];
  for (let step = 0; step <= STEPS; step++) {
    const [x, y] = weights.dataSync() as unknown as [number, number];
    positions.push([x, y]);
    surface.gradientInto(x, y, gradient);
    optimizer.applyGradients([{ name: weights.name, tensor: tensor1d([...gradient]) }]);
  }
  dispose(weights);
  return positions;
}
