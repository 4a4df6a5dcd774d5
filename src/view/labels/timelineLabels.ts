import type { Counted, OfText } from './labelKinds.js';

/** The loss curve under the picture, and what plays the run. */
export interface TimelineLabels {
  /** Accessible name of the part. */
  readonly region: string;
  /** Accessible name of the slider over the curve. */
  readonly slider: string;
  /**
   * The slider's value in words.
   * @param last - the last step that there will be, as far as is known
   * @param values - of the lines at that step, as `lineValue` and `listSeparator` have them; empty where there are none
   */
  readonly value: (step: string, last: string, values: string) => string;
  /** The value of a line at a step. @param line - `loss`, `height` or `lineOfSplit` */
  readonly lineValue: (line: string, value: string) => string;
  readonly listSeparator: string;
  readonly play: string;
  readonly pause: string;
  readonly stepBack: string;
  readonly stepForth: string;
  readonly loop: string;
  /** Accessible name of the list of speeds. */
  readonly speed: string;
  readonly speedTimes: OfText;
  /** Button that follows the newest step of a run that goes on, and of one that has ended. */
  readonly live: string;
  readonly end: string;
  /** What stands beside it where the playhead is not there: so many steps. */
  readonly behind: Counted;
  /** Accessible name of the field in which a step is typed, and what stands before and after it. */
  readonly stepField: string;
  readonly step: string;
  readonly ofSteps: OfText;
  /** Lines of the curve: the loss, of a split as the pipeline names it, or the height of the surface. */
  readonly loss: string;
  readonly lineOfSplit: (split: string) => string;
  readonly height: string;
  /** Of a line of a run that was joined late, so that its values may stand one step too late. @param line - its name */
  readonly offByOne: (line: string) => string;
  /** In place of the curve. */
  readonly noLoss: string;
  readonly smoothing: string;
  /** Button for a logarithmic axis, and its tooltip. */
  readonly log: string;
  readonly logHint: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly zoomAll: string;
  /** Button that opens the controls for which there is no room. */
  readonly more: string;
}

export const ENGLISH_TIMELINE: TimelineLabels = {
  region: 'Timeline',
  slider: 'Step on the loss curve',
  value: (step, last, values) =>
    values === '' ? `step ${step} of ${last}` : `step ${step} of ${last}, ${values}`,
  lineValue: (line, value) => `${line} ${value}`,
  listSeparator: ', ',
  play: 'Play',
  pause: 'Pause',
  stepBack: 'One step back',
  stepForth: 'One step forward',
  loop: 'Loop',
  speed: 'Speed',
  speedTimes: (text) => `${text}×`,
  live: 'Live',
  end: 'End',
  behind: (text) => `${text} behind`,
  stepField: 'Go to step',
  step: 'Step',
  ofSteps: (text) => `of ${text}`,
  loss: 'loss',
  lineOfSplit: (split) => `${split} loss`,
  height: 'height',
  offByOne: (line) => `${line}, ± 1 step`,
  noLoss: 'No loss reported',
  smoothing: 'Smoothing',
  log: 'Log',
  logHint: 'Logarithmic axis',
  zoomIn: 'Fewer steps',
  zoomOut: 'More steps',
  zoomAll: 'All steps',
  more: 'More of the timeline',
};
