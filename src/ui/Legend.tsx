import { computeLossTicks, displayHeightOf, isLogTransform, type HeightField } from '../surface/index.js';
import { computeDigits, formatApart } from '../view/formatNumber.js';
import type { GradientDescentVizLabels } from '../view/labels.js';
import type { Wording } from '../view/wording.js';
import { useWording } from './wordingContext.js';

export interface LegendProps {
  readonly field: HeightField;
  /** Whether the heights are an illustration, and no loss. */
  readonly isIllustrative: boolean;
  /** CSS colours from the lowest height to the highest. */
  readonly colors: readonly string[];
  /** Whether heights may be cut, so that there is a full range beside the drawn one. */
  readonly isCuttable: boolean;
  /** Whether the viewer asked for the full range. */
  readonly isFull: boolean;
  readonly onFull: (isFull: boolean) => void;
}

const TICKS = 5;
/** Ticks of a logarithmic bar are round numbers. */
const LOG_DIGITS = 3;
/** Share of the bar next to a labelled end in which no other tick fits. */
const END_ROOM = 0.18;

/** The colour bar: the loss of each colour, in true loss units whatever the display's scale, or its height in an illustration. */
export function Legend({ field, isIllustrative, colors, isCuttable, isFull, onFull }: LegendProps) {
  const wording = useWording();
  if (field.missing === field.values.length) return null;
  const { legend } = wording.labels;
  const labels = computeLabels(field, wording);
  const { title, describeRange } = selectWords(legend, isIllustrative, isLogTransform(field.transform));
  const classNames = [
    'gdv-legend',
    ...(isIllustrative ? ['gdv-legend--illustrative'] : []),
    ...(isCuttable ? ['gdv-legend--ranged'] : []),
  ];
  return (
    <figure className={classNames.join(' ')} aria-label={describeRange(labels.least, labels.greatest)}>
      <figcaption className="gdv-legend-title" dir="auto">
        {title}
      </figcaption>
      <div className="gdv-legend-bar" style={{ background: `linear-gradient(to top, ${colors.join(', ')})` }}>
        {labels.ticks.map(({ text, height, isEnd }, n) => (
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

function selectWords(legend: GradientDescentVizLabels['legend'], isIllustrative: boolean, isLog: boolean) {
  if (isIllustrative) {
    return isLog
      ? { title: legend.heightLog, describeRange: legend.heightRangeLog }
      : { title: legend.height, describeRange: legend.heightRange };
  }
  return isLog
    ? { title: legend.lossLog, describeRange: legend.lossRangeLog }
    : { title: legend.loss, describeRange: legend.lossRange };
}

interface Label {
  readonly text: string;
  /** Position on the bar, in [0, 1]. */
  readonly height: number;
  /** Whether heights are cut there: such a label is always shown. */
  readonly isEnd: boolean;
}

/** The ends, and the ticks between them. An end at which heights are cut is a tick too, and its label says so. */
function computeLabels(
  field: HeightField,
  { labels: { legend }, numbers }: Wording,
): {
  readonly least: string;
  readonly greatest: string;
  readonly ticks: readonly Label[];
} {
  const { min, max, cut } = field;
  const isLog = isLogTransform(field.transform);
  const digits = isLog ? LOG_DIGITS : computeDigits(min, max) - 1;
  const [low, high] = [cut !== null && cut.below > 0, cut !== null && cut.above > 0];
  const [lowRoom, highRoom] = [low ? END_ROOM : 0, high ? 1 - END_ROOM : 1];
  const values = computeLossTicks(field, TICKS).filter((value) => {
    const height = displayHeightOf(field, value);
    return height >= lowRoom && height <= highRoom;
  });
  const texts = formatApart(values, digits, numbers);
  const ticks = values.map((value, n) => ({
    text: texts[n]!,
    height: displayHeightOf(field, value),
    isEnd: false,
  }));
  const [least, greatest] = formatApart([min, max], digits, numbers) as [string, string];
  const ends = {
    least: low ? legend.atMost(least) : least,
    greatest: high ? legend.atLeast(greatest) : greatest,
  };
  return {
    ...ends,
    ticks: [
      ...(low ? [{ text: ends.least, height: 0, isEnd: true }] : []),
      ...ticks,
      ...(high ? [{ text: ends.greatest, height: 1, isEnd: true }] : []),
    ],
  };
}
