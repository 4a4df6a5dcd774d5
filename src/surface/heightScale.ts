import { LINEAR_TRANSFORM, type HeightTransform } from './heightTransform.js';

/** How loss is shown as height and colour: as it is, as its logarithm, or as `AUTO_RATIO` decides. */
export type HeightScale = 'linear' | 'log' | 'auto';

/** `auto` takes the logarithm where all losses are above 0 and the greatest is at least this many times the least. */
export const AUTO_RATIO = 1000;

/** If a loss is 0 or below, the logarithm is taken of the loss above the least one plus this share of the range. */
const SHIFT_SHARE = 1e-3;

/** A least loss up to this share of the greatest counts as 0: it is the rounding of a double. */
export const ZERO_SHARE = 1e-16;

/** With a smaller unit the logarithm would overflow for other losses that float32 holds. */
const LEAST_UNIT = 1e-200;

/** Height is the logarithm of loss, see `selectHeightTransform`. One display unit is a decade. */
export interface LogTransform extends HeightTransform {
  /** What is added to a loss before its logarithm is taken, in loss units: 0 where all samples are above 0. */
  readonly shift: number;
  /** The loss at height 0, in loss units: the least that sets the scale. Where `shift` is 0 a height is `log10(z / least)`. */
  readonly least: number;
}

/**
 * The transform for the samples of a surface. Linear is always `LINEAR_TRANSFORM` itself.
 *
 * Logarithmic: where all samples are above 0, `log10(z)`. Else `log10(z - min + c)` with `c` a thousandth of the
 * range, so that every sample has a height, the least one too, and three decades are seen. Loss-landscape plots
 * shift as well, but by a fixed 0.1, which suits one scale of loss and no negative ones (`np.log(z + 0.1)`: h52vtp.py
 * of Li et al., "Visualizing the Loss Landscape of Neural Nets", 2018); matplotlib's `LogNorm` leaves out what is not
 * above 0; its `SymLogNorm` has a linear band at 0, which creases the surface at both its ends.
 *
 * Both are `log10(1 + (z - min) / c)`, with `c = min` for the first, up to a constant that does not affect heights; computed
 * this way, 1e6 ± 1e-3 keeps its shape. Below the least sample (a path beyond the edge) the curve is mirrored, with the same
 * slope, so that every finite loss has a height, and the marker sinks by decades as it would rise (the bi-symmetric
 * logarithm of Webber, Meas. Sci. Technol. 24, 2013).
 *
 * Always linear: samples that are all the same, and a range that is not finite or below 1e-197 (`LEAST_UNIT`).
 * @param min - the least sample that is drawn, in loss units
 * @param max - the greatest
 */
export function selectHeightTransform(scale: HeightScale, min: number, max: number): HeightTransform {
  const isPositive = min > max * ZERO_SHARE && min > 0;
  const isLog = scale === 'log' || (scale === 'auto' && isPositive && max >= AUTO_RATIO * min);
  if (!isLog) return LINEAR_TRANSFORM;
  const unit = isPositive ? min : SHIFT_SHARE * (max - min);
  const isUsable = max > min && unit >= LEAST_UNIT && unit < Infinity;
  return isUsable ? createLogTransform(min, unit, isPositive ? 0 : unit - min) : LINEAR_TRANSFORM;
}

/** Whether height is the logarithm of loss; `transform.shift` is then what was added. */
export function isLogTransform(transform: HeightTransform): transform is LogTransform {
  return 'shift' in transform;
}

/** `log10(1 + (z - min) / unit)`, odd about `min`. */
function createLogTransform(min: number, unit: number, shift: number): LogTransform {
  return {
    shift,
    least: min,
    toDisplay(z) {
      const above = (z - min) / unit;
      return Math.sign(above) * Math.log1p(Math.abs(above)) * Math.LOG10E;
    },
    displayInto(samples, offset, factor, out) {
      const scale = Math.LOG10E * factor;
      const shiftDown = offset * factor;
      // `log` instead of `log1p`, whose extra digits float32 would lose.
      for (let n = 0; n < samples.length; n++) {
        const above = (samples[n]! - min) / unit;
        out[n] = (above < 0 ? -Math.log(1 - above) : Math.log(1 + above)) * scale - shiftDown;
      }
    },
    fromDisplay: (d) => min + Math.sign(d) * unit * Math.expm1(Math.abs(d) * Math.LN10),
  };
}
