/** An update rule with its state: an optimizer serves a single trajectory. */
export interface Optimizer {
  /** The learning rate `eta`, in surface units squared per loss unit for plain descent, at least 0. */
  readonly learningRate: number;
  /**
   * Moves the weights by one step, in place. Allocates nothing.
   * @param gradient - of the loss at `weights`; only read
   * @param weights - as long as the optimizer's dimension
   */
  stepInto(gradient: Float64Array, weights: Float64Array): void;
}

/** `Optimizer.stepInto`, for arrays whose length is known to be right. */
export type UpdateRule = Optimizer['stepInto'];
