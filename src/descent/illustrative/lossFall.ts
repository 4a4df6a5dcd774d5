/**
 * A measure of how far a loss has fallen, fixed by the first losses, so that later ones do not move what is drawn.
 */
export interface LossFall {
  /**
   * 0 for the first loss, rising as a loss falls, below 0 for one above the first. For losses above 0 it is the logarithm of
   * how many times smaller the loss is than the first; around 0 it becomes linear, and below 0 logarithmic again.
   * @param loss - finite, in loss units
   */
  fallOf(loss: number): number;
}

/** Share of the first loss at which the measure changes from logarithmic to linear. */
const LINEAR_SHARE = 1e-6;

/** Creates the measure. Its reference is the first loss given to `fallOf`. */
export function createLossFall(): LossFall {
  let first: number | null = null;
  /** The loss that sets the scale: the first that is not 0. */
  let scale: number | null = null;
  const measure = (loss: number): number =>
    loss === 0 || scale === null ? 0 : Math.sign(loss) * Math.log1p(Math.abs(loss) / scale / LINEAR_SHARE);
  return {
    fallOf(loss) {
      first ??= loss;
      if (scale === null && loss !== 0) scale = Math.abs(loss);
      return measure(first) - measure(loss);
    },
  };
}

/** The power of `heightShareOf`: at 4 a loss that is 10, 1,000, 1,000,000 times smaller leaves 16 %, 1.8 %, 0.25 %. */
const POWER = 4;

/**
 * The share of the height that is left after a fall: 1 at 0, strictly falling, never 0, so that there is room for any lower
 * loss. With `pace` 4 it falls at first at the same rate as the loss.
 * @param fall - at least 0
 * @param pace - above 0; a greater one falls more slowly
 */
export function heightShareOf(fall: number, pace: number): number {
  return (1 + fall / pace) ** -POWER;
}

/** The pace with which a fall leaves this share of the height. @param share - in (0, 1) */
export function paceFor(fall: number, share: number): number {
  return fall / (share ** (-1 / POWER) - 1);
}
