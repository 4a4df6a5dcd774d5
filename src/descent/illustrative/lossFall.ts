/**
 * How far a loss has fallen: a measure fixed by the first losses alone, so that no later one moves what is drawn.
 */
export interface LossFall {
  /**
   * 0 for the first loss, rising as a loss falls, below 0 for one above the first. For losses above 0 it is the
   * logarithm of how many times smaller the loss is than the first; around 0 it goes over into a linear measure, and
   * below into a logarithm again.
   * @param loss - finite, in loss units
   */
  fallOf(loss: number): number;
}

/** Of the first loss: where the measure goes over from logarithmic to linear. */
const LINEAR_SHARE = 1e-6;

/** Creates the measure. The first loss given to `fallOf` is the one that all are measured from. */
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
 * The share of the way down that is left after a fall: 1 at 0, strictly falling, never 0, so that there is room for
 * any loss still to come. With `pace` 4 it falls at first as the loss itself does.
 * @param fall - at least 0
 * @param pace - above 0; a greater one falls more slowly
 */
export function heightShareOf(fall: number, pace: number): number {
  return (1 + fall / pace) ** -POWER;
}

/** The pace at which a fall leaves a share. @param share - in (0, 1) */
export function paceFor(fall: number, share: number): number {
  return fall / (share ** (-1 / POWER) - 1);
}
