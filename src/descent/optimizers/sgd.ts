import type { UpdateRule } from './optimizer.js';
import type { SgdOptions } from './optimizerOptions.js';

/**
 * Gradient descent, with momentum as in PyTorch (pytorch.org/docs/stable/generated/torch.optim.SGD.html):
 * `v ← momentum · v + (1 - dampening) · g`, but `v = g` in the first step, and `w ← w - learningRate · v`. The rate
 * is outside the velocity, unlike in Sutskever et al., "On the importance of initialization and momentum in
 * deep learning" (2013), eq. 1 to 4, whose Nesterov variant this is too.
 * @throws RangeError if `nesterov` is used without momentum or with dampening
 */
export function createSgdRule(options: SgdOptions, dimension: number): UpdateRule {
  const { learningRate, momentum, dampening, weightDecay, nesterov } = options;
  if (nesterov && !(momentum > 0 && dampening === 0)) {
    throw new RangeError(
      `nesterov: expected momentum above 0 and dampening 0, got momentum ${momentum} and dampening ${dampening}`,
    );
  }
  const velocity = new Float64Array(momentum === 0 ? 0 : dimension);
  let isMoving = false;
  return (gradient, weights) => {
    for (let i = 0; i < dimension; i++) {
      let move = gradient[i]! + weightDecay * weights[i]!;
      if (momentum !== 0) {
        const speed = isMoving ? momentum * velocity[i]! + (1 - dampening) * move : move;
        velocity[i] = speed;
        move = nesterov ? move + momentum * speed : speed;
      }
      weights[i]! -= learningRate * move;
    }
    isMoving = true;
  };
}
