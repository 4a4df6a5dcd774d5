import { plural } from './englishNumbers.js';
import type { Counted, OfText } from './labelKinds.js';

/** How fast the loss falls, how far it is from its best, and how long the run goes on. */
export interface RateLabels {
  /** Which loss is meant: what the path's own points brought, or what was reported beside the path. */
  readonly trueLoss: string;
  readonly reportedLoss: string;
  /** @param split - what it was measured on, in the pipeline's own word */
  readonly reportedLossOf: (split: string) => string;
  /** Height of a surface that is the measured loss. */
  readonly measuredHeight: string;
  /** The loss of a run that was joined late, so that it may be that of the step before. @param loss - as the above have it */
  readonly offByOne: (loss: string) => string;
  /** With a share or a difference beside it. @param start - the loss at the start, or the first that was received */
  readonly belowStart: OfText;
  readonly aboveStart: OfText;
  readonly belowFirst: OfText;
  readonly aboveFirst: OfText;
  /** A share that would be written as 100 % and is less. */
  readonly moreThan: OfText;
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
  /** With how far above beside it. @param step - of the best loss; @param best - that loss */
  readonly aboveBest: (step: string, best: string) => string;
  readonly endedAboveBest: (step: string, best: string) => string;
  readonly steps: string;
  readonly stepsOf: (step: string, steps: string, count: number) => string;
  /** Of a run that has ended; with `stepsIn` or `stepCount` beside it. */
  readonly took: string;
  readonly stepsIn: (steps: string, duration: string) => string;
  readonly speed: string;
  readonly pace: Counted;
  readonly timeLeft: string;
  readonly leftAtPace: (left: string, pace: string) => string;
  /** In a card with little room: `shortLoss` where the loss is not among the figures; the amounts as those above. */
  readonly shortLoss: OfText;
  readonly shortLossAnd: (loss: string, change: string) => string;
  readonly shortBelowStart: OfText;
  readonly shortAboveStart: OfText;
  readonly shortBelowFirst: OfText;
  readonly shortAboveFirst: OfText;
  readonly shortFalling: (change: string, steps: string, count: number) => string;
  readonly shortRising: (change: string, steps: string, count: number) => string;
  readonly shortNoBetter: Counted;
  readonly shortAboveBest: (amount: string, best: string) => string;
}

export const ENGLISH_RATES: RateLabels = {
  trueLoss: 'True loss so far',
  reportedLoss: 'Reported loss',
  reportedLossOf: (split) => `Reported loss, ${split}`,
  measuredHeight: 'Height, as measured',
  offByOne: (loss) => `${loss}, ± 1 step`,
  belowStart: (start) => `Below the start (${start})`,
  aboveStart: (start) => `Above the start (${start})`,
  belowFirst: (first) => `Below the first received (${first})`,
  aboveFirst: (first) => `Above the first received (${first})`,
  moreThan: (share) => `> ${share}`,
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
  aboveBest: (step, best) => `Above best ${best} (step ${step})`,
  endedAboveBest: (step, best) => `Ended above best ${best} (step ${step})`,
  steps: 'Steps',
  stepsOf: (step, steps) => `${step} of ${steps}`,
  took: 'Took',
  stepsIn: (steps, duration) => `${steps} in ${duration}`,
  speed: 'Speed',
  pace: (steps) => `${steps} steps/s`,
  timeLeft: 'Time left',
  leftAtPace: (left, pace) => `${left} · ${pace}`,
  shortLoss: (loss) => `Loss ${loss}`,
  shortLossAnd: (loss, change) => `Loss ${loss}, ${change}`,
  shortBelowStart: (amount) => `${amount} below the start`,
  shortAboveStart: (amount) => `${amount} above the start`,
  shortBelowFirst: (amount) => `${amount} below the first`,
  shortAboveFirst: (amount) => `${amount} above the first`,
  shortFalling: (change, steps, count) => `Falling ${change} per ${steps} ${plural('step', count)}`,
  shortRising: (change, steps, count) => `Rising ${change} per ${steps} ${plural('step', count)}`,
  shortNoBetter: (steps, count) => `No better for ${steps} ${plural('step', count)}`,
  shortAboveBest: (amount, best) => `Ended ${amount} above best ${best}`,
};
