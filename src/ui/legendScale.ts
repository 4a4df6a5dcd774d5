import { computeLossTicks, displayHeightOf, isLogTransform, type HeightField } from '../surface/index.js';
import { computeDigits, formatApart } from '../view/formatNumber.js';
import type { GradientDescentVizLabels } from '../view/labels.js';
import type { Wording } from '../view/wording.js';

/** What of a surface its colour bar depends on. */
export type LegendField = Pick<
  HeightField,
  'min' | 'max' | 'cut' | 'transform' | 'displayMin' | 'displaySpan'
>;

/** A text beside the colour bar. */
export interface LegendTick {
  readonly text: string;
  /** How high it is, as a share of the bar: 0 is its foot, 1 its head. */
  readonly height: number;
  /** Whether heights are cut there: such a tick is always shown. */
  readonly isEnd: boolean;
}

/** What a colour bar says. */
export interface LegendScale {
  readonly title: string;
  /** For screen readers: what the colours are, from where to where. */
  readonly name: string;
  /** Upwards. */
  readonly ticks: readonly LegendTick[];
}

const TICKS = 5;
/** Ticks of a logarithmic bar are round numbers. */
const LOG_DIGITS = 3;
/** Share of the bar next to a labelled end in which no other tick fits. */
const END_ROOM = 0.18;

/** The ends, and the ticks between them. An end at which heights are cut is a tick too, and its label says so. */
export function computeLegendScale(
  field: LegendField,
  isIllustrative: boolean,
  { labels: { legend }, numbers }: Wording,
): LegendScale {
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
  const { title, describeRange } = selectWords(legend, isIllustrative, isLog);
  return {
    title,
    name: describeRange(ends.least, ends.greatest),
    ticks: [
      ...(low ? [{ text: ends.least, height: 0, isEnd: true }] : []),
      ...ticks,
      ...(high ? [{ text: ends.greatest, height: 1, isEnd: true }] : []),
    ],
  };
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
