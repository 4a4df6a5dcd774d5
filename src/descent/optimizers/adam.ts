import type { UpdateRule } from './optimizer.js';
import type { AdamOptions } from './optimizerOptions.js';

/**
 * Kingma and Ba, "Adam: a method for stochastic optimization" (2015), algorithm 1, as in
 * pytorch.org/docs/stable/generated/torch.optim.Adam.html; with `decoupled` AdamW: Loshchilov and Hutter, "Decoupled
 * weight decay regularization" (2019), algorithm 2. `amsgrad`: Reddi, Kale and Kumar, "On the convergence of Adam and
 * beyond" (2018), with the mean square's bias corrected after the maximum, as PyTorch does.
 * @param decoupled - whether weight decay shrinks the weights themselves instead of entering the gradient
 */
export function createAdamRule(options: AdamOptions, dimension: number, decoupled: boolean): UpdateRule {
  const { learningRate, beta1, beta2, epsilon, weightDecay, amsgrad } = options;
  const mean = new Float64Array(dimension);
  const meanSquare = new Float64Array(dimension);
  const greatest = new Float64Array(amsgrad ? dimension : 0);
  const kept = decoupled ? 1 - learningRate * weightDecay : 1;
  const added = decoupled ? 0 : weightDecay;
  let step = 0;
  return (gradient, weights) => {
    step++;
    const rate = learningRate / (1 - beta1 ** step);
    const rootCorrection = Math.sqrt(1 - beta2 ** step);
    for (let i = 0; i < dimension; i++) {
      const weight = weights[i]! * kept;
      const slope = gradient[i]! + added * weight;
      const average = beta1 * mean[i]! + (1 - beta1) * slope;
      let square = beta2 * meanSquare[i]! + (1 - beta2) * slope * slope;
      mean[i] = average;
      meanSquare[i] = square;
      if (amsgrad) {
        square = Math.max(greatest[i]!, square);
        greatest[i] = square;
      }
      weights[i] = weight - (rate * average) / (Math.sqrt(square) / rootCorrection + epsilon);
    }
  };
}
