import { createSeededRandom } from '../../src/maths/seededRandom.js';
import type { WeightLayout } from '../../src/projection/weightLayout.js';

const INPUTS = 3;
const HIDDEN = 8;
const EXAMPLES = 40;

/** A kernel and a bias, then another of each, as TensorFlow lays them. */
export const NETWORK_LAYOUT: WeightLayout = [
  { name: 'hidden/kernel', kind: 'filters', shape: [INPUTS, HIDDEN], offset: 0 },
  { name: 'hidden/bias', kind: 'bias', shape: [HIDDEN], offset: 24 },
  { name: 'output/kernel', kind: 'filters', shape: [HIDDEN, 1], offset: 32 },
  { name: 'output/bias', kind: 'bias', shape: [1], offset: 40 },
];
const DIMENSION = 41;

/** A network of one hidden tanh layer, its data, and a training by plain gradient descent. */
export function createSmallNetwork(seed: number) {
  const random = createSeededRandom(seed);
  const inputs = Array.from({ length: EXAMPLES }, () =>
    Float64Array.from({ length: INPUTS }, () => random.gaussian()),
  );
  const targets = inputs.map(([a = 0, b = 0, c = 0]) => Math.sin(a) + 0.5 * b * c);
  const start = Float32Array.from({ length: DIMENSION }, () => 0.7 * random.gaussian());

  /** The mean squared error, and its gradient where there is room for one. */
  function computeLoss(weights: ArrayLike<number>, gradient?: Float64Array): number {
    let loss = 0;
    for (const [example, input] of inputs.entries()) {
      const hidden = Float64Array.from({ length: HIDDEN }, (_, unit) => {
        let sum = weights[24 + unit]!;
        for (const [i, value] of input.entries()) sum += value * weights[i * HIDDEN + unit]!;
        return Math.tanh(sum);
      });
      const output = hidden.reduce((sum, value, unit) => sum + value * weights[32 + unit]!, weights[40]!);
      const error = output - targets[example]!;
      loss += (error * error) / EXAMPLES;
      if (gradient !== undefined)
        addGradient(gradient, weights, { input, hidden, slope: (2 * error) / EXAMPLES });
    }
    return loss;
  }

  /** The weights at the start and after each step. */
  function train(steps: number, eta: number): Float32Array[] {
    const rows = [start.slice()];
    for (let step = 0; step < steps; step++) {
      const weights = rows.at(-1)!;
      const gradient = new Float64Array(DIMENSION);
      computeLoss(weights, gradient);
      rows.push(weights.map((value, n) => value - eta * gradient[n]!));
    }
    return rows;
  }

  return { lossOf: (weights: ArrayLike<number>) => computeLoss(weights), train };
}

interface Pass {
  readonly input: Float64Array;
  readonly hidden: Float64Array;
  /** The loss's derivative by the output. */
  readonly slope: number;
}

function addGradient(
  gradient: Float64Array,
  weights: ArrayLike<number>,
  { input, hidden, slope }: Pass,
): void {
  gradient[40]! += slope;
  for (const [unit, value] of hidden.entries()) {
    gradient[32 + unit]! += slope * value;
    const inner = slope * weights[32 + unit]! * (1 - value * value);
    gradient[24 + unit]! += inner;
    for (const [i, x] of input.entries()) gradient[i * HIDDEN + unit]! += inner * x;
  }
}
