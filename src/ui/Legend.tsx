import { ticks } from 'd3-array';
import { computeDigits, formatNumber } from './formatNumber.js';

export interface LegendProps {
  /** Least and greatest height, in loss units. */
  readonly min: number;
  readonly max: number;
  /** Share of the bar at which a loss lies, in [0, 1]. */
  readonly shareOf: (loss: number) => number;
  /** CSS colours from the lowest height to the highest. */
  readonly colors: readonly string[];
  /** Whether the surface is a stand-in, drawn paler. */
  readonly isStandIn: boolean;
}

const TICKS = 5;

/** The colour bar: which colour stands for which loss. */
export function Legend({ min, max, shareOf, colors, isStandIn }: LegendProps) {
  const values = max > min ? ticks(min, max, TICKS) : [min];
  const digits = computeDigits(min, max) - 1;
  return (
    <figure
      className={isStandIn ? 'gdv-legend gdv-legend--stand-in' : 'gdv-legend'}
      aria-label={`Colour: loss from ${formatNumber(min, digits)} to ${formatNumber(max, digits)}`}
    >
      <figcaption className="gdv-legend-title">Loss</figcaption>
      <div className="gdv-legend-bar" style={{ background: `linear-gradient(to top, ${colors.join(', ')})` }}>
        {values.map((value) => (
          <span key={value} className="gdv-legend-tick" style={{ bottom: `${shareOf(value) * 100}%` }}>
            {formatNumber(value, digits)}
          </span>
        ))}
      </div>
    </figure>
  );
}
