/** The width of a plot in the units in which smoothing forgets: as wide as a plot in pixels, more or less. */
const PLOT_UNITS = 1000;

/**
 * Exponential moving average without the bias of its beginning, as TensorBoard's: `Σ f^(d_i) v_i / Σ f^(d_i)` over the
 * values so far, where TensorBoard counts `d` in values. Here it is counted in thousandths of the plot's width, as Weights
 * & Biases' time-weighted one does, so that a setting looks the same for a run of a thousand steps and of a million, and
 * where values are missing.
 */
export class Smoothing {
  private sum = 0;
  private weight = 0;
  private at = 0;
  private readonly unitsPerAt: number;
  /** The distance computed last, and what is kept over it: mostly the next one is the same. */
  private distance = 0;
  private kept = 1;

  /**
   * @param factor - what a value keeps of its weight in a thousandth of the width, in [0, 1); 0 leaves the values as they are
   * @param width - of the plot, in the units of the places that are taken in
   */
  constructor(
    private readonly factor: number,
    width = 1,
  ) {
    this.unitsPerAt = PLOT_UNITS / width;
  }

  /**
   * Takes in the next value.
   * @param at - where it stands; ascending
   * @returns the average there
   */
  add(at: number, value: number): number {
    const kept = this.weight === 0 ? 0 : this.keptOver(at - this.at);
    this.at = at;
    this.sum = this.sum * kept + value;
    this.weight = this.weight * kept + 1;
    return this.sum / this.weight;
  }

  private keptOver(distance: number): number {
    if (distance !== this.distance) {
      this.distance = distance;
      this.kept = this.factor ** (distance * this.unitsPerAt);
    }
    return this.kept;
  }
}

/** Values that an average covers at the right end of the slider, in thousandths of the width. */
const WIDEST = 400;

/**
 * The factor of a slider, which is even to the eye: each tenth averages over about twice as much.
 * @param position - in [0, 1]; 0 is no smoothing
 */
export function factorOf(position: number): number {
  if (!(position > 0)) return 0;
  const width = (WIDEST + 1) ** Math.min(position, 1) - 1;
  return width / (width + 1);
}
