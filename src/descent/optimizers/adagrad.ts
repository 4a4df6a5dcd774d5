import type { UpdateRule } from './optimizer.js';
import type { AdagradOptions } from './optimizerOptions.js';

/**
 * `s ← s + g²`, `w ← w - rate · g / (√s + epsilon)`: Duchi, Hazan and Singer, "Adaptive subgradient methods for online
 * learning and stochastic optimization" (2011), as in pytorch.org/docs/stable/generated/torch.optim.Adagrad.html.
 */
export function createAdagradRule(options: AdagradOptions, dimension: number): UpdateRule {
  const { learningRate, learningRateDecay, weightDecay, initialAccumulator, epsilon } = options;
  const sum = new Float64Array(dimension).fill(initialAccumulator);
  let step = 0;
  return (gradient, weights) => {
    const rate = learningRate / (1 + step * learningRateDecay);
    step++;
    for (let i = 0; i < dimension; i++) {
      const slope = gradient[i]! + weightDecay * weights[i]!;
      const total = sum[i]! + slope * slope;
      sum[i] = total;
      weights[i]! -= (rate * slope) / (Math.sqrt(total) + epsilon);
    }
  };
}
