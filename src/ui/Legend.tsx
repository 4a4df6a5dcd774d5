import { ticks } from 'd3-array';
import { formatNumber } from './formatNumber.js';

export interface LegendProps {
  /** Least and greatest height, in loss units. */
  readonly min: number;
  readonly max: number;
  /** Share of the bar at which a loss lies, in [0, 1]. */
  readonly shareOf: (loss: number) => number;
  /** CSS colours from the lowest height to the highest. */
  readonly colors: readonly string[];
}

const TICKS = 5;

/** The colour bar: which colour stands for which loss. */
export function Legend({ min, max, shareOf, colors }: LegendProps) {
  const values = max > min ? ticks(min, max, TICKS) : [min];
  return (
    <figure
      className="gdv-legend"
      aria-label={`Colour: loss from ${formatNumber(min)} to ${formatNumber(max)}`}
    >
      <figcaption className="gdv-legend-title">Loss</figcaption>
      <div className="gdv-legend-bar" style={{ background: `linear-gradient(to top, ${colors.join(', ')})` }}>
        {values.map((value) => (
          <span key={value} className="gdv-legend-tick" style={{ bottom: `${shareOf(value) * 100}%` }}>
            {formatNumber(value, 3)}
          </span>
        ))}
      </div>
    </figure>
  );
}
