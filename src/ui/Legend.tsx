import type { HeightField } from '../surface/index.js';
import { computeLegendScale, type LegendScale } from './legendScale.js';
import { useWording } from './wordingContext.js';

export interface LegendProps {
  readonly field: HeightField;
  /** Whether the heights are an illustration, and no loss. */
  readonly isIllustrative: boolean;
  /** CSS colours from the lowest height to the highest. */
  readonly colors: readonly string[];
  /** Whether there are heights to be cut, and so a full range beside the drawn one. */
  readonly isCuttable: boolean;
  /** Whether the viewer asked for the full range. */
  readonly isFull: boolean;
  readonly onFull: (isFull: boolean) => void;
}

/** The colour bar: the loss of each colour, in true loss units whatever the display's scale, or its height in an illustration. */
export function Legend({ field, isIllustrative, colors, isCuttable, isFull, onFull }: LegendProps) {
  const wording = useWording();
  if (field.missing === field.values.length) return null;
  const { legend } = wording.labels;
  const scale = computeLegendScale(field, isIllustrative, wording);
  const classNames = [
    'gdv-legend',
    ...(isIllustrative ? ['gdv-legend--illustrative'] : []),
    ...(isCuttable ? ['gdv-legend--ranged'] : []),
  ];
  return (
    <figure className={classNames.join(' ')} aria-label={scale.name}>
      <LegendBar scale={scale} colors={colors} />
      {isCuttable && (
        <button
          type="button"
          className="gdv-legend-range"
          aria-pressed={isFull}
          title={legend.fullRangeHint}
          dir="auto"
          onClick={() => onFull(!isFull)}
        >
          {legend.fullRange}
        </button>
      )}
    </figure>
  );
}

/** The title, and the bar with its ticks. */
export function LegendBar({
  scale: { title, ticks },
  colors,
}: {
  readonly scale: LegendScale;
  readonly colors: readonly string[];
}) {
  return (
    <>
      <figcaption className="gdv-legend-title" dir="auto">
        {title}
      </figcaption>
      <div className="gdv-legend-bar" style={{ background: `linear-gradient(to top, ${colors.join(', ')})` }}>
        {ticks.map(({ text, height, isEnd }, n) => (
          <span
            // A host's labels may be the same text twice.
            key={n}
            className={isEnd ? 'gdv-legend-tick gdv-legend-tick--end' : 'gdv-legend-tick'}
            style={{ bottom: `${height * 100}%` }}
          >
            {text}
          </span>
        ))}
      </div>
    </>
  );
}
