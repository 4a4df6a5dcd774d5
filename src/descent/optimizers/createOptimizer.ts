import { createAdagradRule } from './adagrad.js';
import { createAdamRule } from './adam.js';
import type { Optimizer, UpdateRule } from './optimizer.js';
import { resolveOptimizerOptions, type OptimizerOptions } from './optimizerOptions.js';
import { createRmspropRule } from './rmsprop.js';
import { createSgdRule } from './sgd.js';

/**
 * Creates an optimizer with PyTorch's update rule and defaults, in its initial state. All of its memory is allocated here.
 * @param dimension - number of weights, integer ≥ 1
 * @throws RangeError for an unknown name or option, a value outside its range, or a `dimension` below 1
 */
export function createOptimizer(options: OptimizerOptions, dimension = 2): Optimizer {
  if (!(Number.isInteger(dimension) && dimension >= 1)) {
    throw new RangeError(`dimension: expected an integer of at least 1, got ${dimension}`);
  }
  const { learningRate } = resolveOptimizerOptions(options);
  const update = createRule(options, dimension);
  return {
    learningRate,
    stepInto(gradient, weights) {
      if (gradient.length !== dimension || weights.length !== dimension) {
        throw new RangeError(
          `${options.name}: expected ${dimension} weights and slopes, got ${weights.length} and ${gradient.length}`,
        );
      }
      update(gradient, weights);
    },
  };
}

function createRule(options: OptimizerOptions, dimension: number): UpdateRule {
  switch (options.name) {
    case 'sgd':
    case 'momentum':
    case 'nesterov':
      return createSgdRule(resolveOptimizerOptions(options), dimension);
    case 'adagrad':
      return createAdagradRule(resolveOptimizerOptions(options), dimension);
    case 'rmsprop':
      return createRmspropRule(resolveOptimizerOptions(options), dimension);
    case 'adam':
      return createAdamRule(resolveOptimizerOptions(options), dimension, false);
    case 'adamw':
      return createAdamRule(resolveOptimizerOptions(options), dimension, true);
  }
}
