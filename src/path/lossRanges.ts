/** The losses in intervals of steps, in the units of the losses; NaN where an interval has none. */
export interface LossRanges {
  readonly least: Float64Array;
  readonly greatest: Float64Array;
  readonly mean: Float64Array;
}

/** Room for that many intervals. */
export function createLossRanges(columns: number): LossRanges {
  return {
    least: new Float64Array(columns),
    greatest: new Float64Array(columns),
    mean: new Float64Array(columns),
  };
}
