/** A tensor of a model's weights, and its place in the flat row. */
export interface WeightBlock {
  /** The model's name for it; for messages. */
  readonly name: string;
  /**
   * `filters`: a kernel or a matrix, one filter for each output. `bias` and `norm` (the scales and shifts of
   * normalization layers) stay as they are in a filter-normalized direction.
   */
  readonly kind: 'filters' | 'bias' | 'norm';
  /** Lengths of its axes, the last one fastest; at least two for `filters`. */
  readonly shape: readonly number[];
  /** Index of its first weight in the row. */
  readonly offset: number;
  /**
   * The axis that counts outputs: `last` as in TensorFlow (`[…, in, out]`), `first` as in PyTorch (`[out, in, …]`).
   * @defaultValue 'last'
   */
  readonly filterAxis?: 'first' | 'last';
}

/** All of a model's tensors, in the order of their offsets, without gaps. */
export type WeightLayout = readonly WeightBlock[];

/** Weights in a block. */
export function countWeights({ shape }: WeightBlock): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** Filters in a block of them. */
export function countFilters({ shape, filterAxis = 'last' }: WeightBlock): number {
  return (filterAxis === 'last' ? shape.at(-1) : shape[0]) ?? 0;
}

/** @throws RangeError if the blocks do not fill a row of weights one after another, or a block's shape does not fit its kind */
export function assertLayout(layout: WeightLayout, dimension: number): void {
  let next = 0;
  for (const block of layout) {
    const { name, kind, shape, offset } = block;
    if (shape.some((length) => !Number.isInteger(length) || length < 1))
      throw new RangeError(`layout: ${name}: expected axes of at least 1, got [${shape.join(', ')}]`);
    if (kind === 'filters' && shape.length < 2) {
      throw new RangeError(
        `layout: ${name}: filters have at least two axes, got [${shape.join(', ')}]; is it a 'bias' or a 'norm'?`,
      );
    }
    if (offset !== next)
      throw new RangeError(`layout: ${name}: expected to begin at ${next}, got ${offset}; leave out nothing`);
    next += countWeights(block);
  }
  if (next !== dimension)
    throw new RangeError(`layout: expected to end at ${dimension}, the number of weights, got ${next}`);
}
