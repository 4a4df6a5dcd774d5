/**
 * How loss is shown as height: a strictly increasing function and its inverse. Applied in one place, the height
 * field, which mesh, path, marker and ticks share; values in text are never transformed.
 */
export interface HeightTransform {
  /** Loss units to display units; a sample for which this is not finite is missing. */
  toDisplay(z: number): number;
  /** Display units to loss units. */
  fromDisplay(d: number): number;
  /**
   * `(toDisplay(z) - offset) * factor` of every sample, to within float32's rounding, for transforms that can do many at once:
   * a million function calls take longer than the arithmetic. Not finite where a sample is not.
   * @param out - as long as `samples`
   */
  readonly displayInto?: (samples: Float32Array, offset: number, factor: number, out: Float32Array) => void;
}

/** Height is loss. */
export const LINEAR_TRANSFORM: HeightTransform = { toDisplay: (z) => z, fromDisplay: (d) => d };

/**
 * A sample is drawn if it is finite in float32, as on the GPU: strictly between the negative of this and this,
 * `2^128 - 2^103`, the least number that rounds to Infinity.
 */
export const FLOAT32_LIMIT = 2 ** 128 - 2 ** 103;

/** A sample in display units, or NaN where it is missing: not finite in float32, or without a finite height. */
export function toDrawnDisplay(z: number, transform: HeightTransform): number {
  if (!(z > -FLOAT32_LIMIT && z < FLOAT32_LIMIT)) return NaN;
  const display = transform.toDisplay(z);
  return Number.isFinite(display) ? display : NaN;
}
