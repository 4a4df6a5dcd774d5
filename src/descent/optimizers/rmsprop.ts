import type { UpdateRule } from './optimizer.js';
import type { RmspropOptions } from './optimizerOptions.js';

/**
 * `s ← alpha · s + (1 - alpha) · g²`, `w ← w - learningRate · g / (√s + epsilon)`: Tieleman and Hinton, lecture 6.5 of
 * "Neural networks for machine learning" (2012); centered as in Graves, "Generating sequences with recurrent neural
 * networks" (2013), eq. 38 to 45. Epsilon stands outside the root, as in
 * pytorch.org/docs/stable/generated/torch.optim.RMSprop.html; TensorFlow has it inside.
 */
export function createRmspropRule(options: RmspropOptions, dimension: number): UpdateRule {
  const { learningRate, alpha, epsilon, weightDecay, momentum, centered } = options;
  const meanSquare = new Float64Array(dimension);
  const mean = new Float64Array(centered ? dimension : 0);
  const velocity = new Float64Array(momentum > 0 ? dimension : 0);
  return (gradient, weights) => {
    for (let i = 0; i < dimension; i++) {
      const slope = gradient[i]! + weightDecay * weights[i]!;
      let spread = alpha * meanSquare[i]! + (1 - alpha) * slope * slope;
      meanSquare[i] = spread;
      if (centered) {
        const average = alpha * mean[i]! + (1 - alpha) * slope;
        mean[i] = average;
        // Rounding may make a variance negative, which in PyTorch gives NaN.
        spread = Math.max(0, spread - average * average);
      }
      let move = slope / (Math.sqrt(spread) + epsilon);
      if (momentum > 0) {
        move += momentum * velocity[i]!;
        velocity[i] = move;
      }
      weights[i]! -= learningRate * move;
    }
  };
}
