import { plural } from './englishNumbers.js';
import type { Counted, OfText } from './labelKinds.js';

/** How fast the loss falls, how far it is from its best, and how long the run goes on. */
export interface RateLabels {
  /** Which loss is meant: what the path's own points brought, or what was reported beside the path. */
  readonly trueLoss: string;
  readonly reportedLoss: string;
  /** @param split - what it was measured on, in the pipeline's own word */
  readonly reportedLossOf: (split: string) => string;
  /** Of so many of the newest steps: a slope that is clear, or one that noise exceeds. */
  readonly falling: Counted;
  readonly rising: Counted;
  readonly noSlope: Counted;
  readonly noise: string;
  /** How much in so many steps. */
  readonly perSteps: (change: string, steps: string, count: number) => string;
  readonly gettingBetter: string;
  /** With `stepCount` beside it. */
  readonly noBetterFor: string;
  readonly stepCount: Counted;
  /** With the loss beside it. */
  readonly atBest: string;
  readonly endedAtBest: string;
  /** With how far above beside it. @param step - of the best loss */
  readonly aboveBest: OfText;
  readonly endedAboveBest: OfText;
  readonly steps: string;
  readonly stepsOf: (step: string, steps: string, count: number) => string;
  readonly speed: string;
  readonly pace: Counted;
  readonly timeLeft: string;
  readonly leftAtPace: (left: string, pace: string) => string;
  /** In a card that is one line. */
  readonly shortFalling: (change: string, steps: string, count: number) => string;
  readonly shortRising: (change: string, steps: string, count: number) => string;
  readonly shortNoBetter: Counted;
  readonly shortAboveBest: OfText;
}

export const ENGLISH_RATES: RateLabels = {
  trueLoss: 'True loss so far',
  reportedLoss: 'Reported loss',
  reportedLossOf: (split) => `Reported loss, ${split}`,
  falling: (steps, count) => `Falling (last ${steps} ${plural('step', count)})`,
  rising: (steps, count) => `Rising (last ${steps} ${plural('step', count)})`,
  noSlope: (steps, count) => `Slope (last ${steps} ${plural('step', count)})`,
  noise: 'none: noise',
  perSteps: (change, steps) => `${change} per ${steps}`,
  gettingBetter: 'Getting better',
  noBetterFor: 'No better for',
  stepCount: (steps, count) => `${steps} ${plural('step', count)}`,
  atBest: 'Best so far',
  endedAtBest: 'Ended at its best',
  aboveBest: (step) => `Above best (step ${step})`,
  endedAboveBest: (step) => `Ended above best (step ${step})`,
  steps: 'Steps',
  stepsOf: (step, steps) => `${step} of ${steps}`,
  speed: 'Speed',
  pace: (steps) => `${steps} steps/s`,
  timeLeft: 'Time left',
  leftAtPace: (left, pace) => `${left} · ${pace}`,
  shortFalling: (change, steps, count) => `Falling ${change} per ${steps} ${plural('step', count)}`,
  shortRising: (change, steps, count) => `Rising ${change} per ${steps} ${plural('step', count)}`,
  shortNoBetter: (steps, count) => `No better for ${steps} ${plural('step', count)}`,
  shortAboveBest: (amount) => `${amount} above best`,
};
