import type { OfText } from './labelKinds.js';

/** The colour bar. */
export interface LegendLabels {
  readonly loss: string;
  readonly lossLog: string;
  readonly height: string;
  readonly heightLog: string;
  /** Accessible name of the bar. */
  readonly lossRange: (from: string, to: string) => string;
  readonly lossRangeLog: (from: string, to: string) => string;
  readonly heightRange: (from: string, to: string) => string;
  readonly heightRangeLog: (from: string, to: string) => string;
  /** An end of the bar beyond which heights are cut. */
  readonly atMost: OfText;
  readonly atLeast: OfText;
  /** Button that shows all heights, and its tooltip. */
  readonly fullRange: string;
  readonly fullRangeHint: string;
}

export const ENGLISH_LEGEND: LegendLabels = {
  loss: 'Loss',
  lossLog: 'Loss (log)',
  height: 'Height (illustrative)',
  heightLog: 'Height, log (illustrative)',
  lossRange: (from, to) => `Colour: loss from ${from} to ${to}`,
  lossRangeLog: (from, to) => `Colour: loss from ${from} to ${to}, logarithmic`,
  heightRange: (from, to) => `Colour: height of the illustration, from ${from} to ${to}`,
  heightRangeLog: (from, to) => `Colour: height of the illustration, from ${from} to ${to}, logarithmic`,
  atMost: (text) => `≤ ${text}`,
  atLeast: (text) => `≥ ${text}`,
  fullRange: 'Full range',
  fullRangeHint: 'Show all heights, those that are cut too',
};
