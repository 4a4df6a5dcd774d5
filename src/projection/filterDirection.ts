import type { SeededRandom } from '../maths/seededRandom.js';
import {
  assertLayout,
  countFilters,
  countWeights,
  type WeightBlock,
  type WeightLayout,
} from './weightLayout.js';

/**
 * A random direction, filter-normalized (Li et al. 2018, arXiv:1712.09913, section 4): normal numbers, each filter's
 * scaled to the norm of that filter in the weights; 0 for biases and normalization layers. So the picture does not depend on
 * a scale to which the network is invariant, and sharpness can be compared between models.
 * @param weights - the centre of the picture
 * @throws RangeError if the layout does not fit the weights
 */
export function createFilterDirection(
  weights: Float32Array,
  layout: WeightLayout,
  random: SeededRandom,
): Float32Array {
  assertLayout(layout, weights.length);
  const direction = new Float32Array(weights.length);
  for (const block of layout) if (block.kind === 'filters') fillFilters(direction, weights, block, random);
  return direction;
}

function fillFilters(
  direction: Float32Array,
  weights: Float32Array,
  block: WeightBlock,
  random: SeededRandom,
): void {
  const { offset, filterAxis = 'last' } = block;
  const filters = countFilters(block);
  const length = countWeights(block) / filters;
  // A filter's weights are side by side, or as far apart as there are filters.
  const step = filterAxis === 'last' ? filters : 1;
  const drawn = new Float64Array(length);
  for (let filter = 0; filter < filters; filter++) {
    const first = offset + (filterAxis === 'last' ? filter : filter * length);
    let drawnSquare = 0;
    let weightSquare = 0;
    for (let n = 0; n < length; n++) {
      drawn[n] = random.gaussian();
      drawnSquare += drawn[n]! ** 2;
      weightSquare += weights[first + n * step]! ** 2;
    }
    const scale = Math.sqrt(weightSquare / drawnSquare);
    for (let n = 0; n < length; n++) direction[first + n * step] = drawn[n]! * scale;
  }
}
