import { computeLossTicks, displayHeightOf, isLogTransform, type HeightField } from '../surface/index.js';
import { computeDigits, formatNumber } from './formatNumber.js';

export interface LegendProps {
  readonly field: HeightField;
  /** Whether the heights are an illustration, and no loss. */
  readonly isIllustrative: boolean;
  /** CSS colours from the lowest height to the highest. */
  readonly colors: readonly string[];
}

const TICKS = 5;
/** Ticks of a logarithmic bar are round numbers. */
const LOG_DIGITS = 3;

/** The colour bar: which colour stands for which loss, in true loss units whatever the display's scale, or for which height of an illustration. */
export function Legend({ field, isIllustrative, colors }: LegendProps) {
  const { min, max } = field;
  if (field.missing === field.values.length) return null;
  const isLog = isLogTransform(field.transform);
  const digits = isLog ? LOG_DIGITS : computeDigits(min, max) - 1;
  return (
    <figure
      className={isIllustrative ? 'gdv-legend gdv-legend--illustrative' : 'gdv-legend'}
      aria-label={`Colour: ${isIllustrative ? 'height of the illustration,' : 'loss'} from ${formatNumber(min, digits)} to ${formatNumber(max, digits)}${isLog ? ', logarithmic' : ''}`}
    >
      <figcaption className="gdv-legend-title">{describeScale(isIllustrative, isLog)}</figcaption>
      <div className="gdv-legend-bar" style={{ background: `linear-gradient(to top, ${colors.join(', ')})` }}>
        {computeLossTicks(field, TICKS).map((value) => (
          <span
            key={value}
            className="gdv-legend-tick"
            style={{ bottom: `${displayHeightOf(field, value) * 100}%` }}
          >
            {formatNumber(value, digits)}
          </span>
        ))}
      </div>
    </figure>
  );
}

function describeScale(isIllustrative: boolean, isLog: boolean): string {
  if (isIllustrative) return isLog ? 'Height (illustrative, log)' : 'Height (illustrative)';
  return isLog ? 'Loss (log)' : 'Loss';
}
