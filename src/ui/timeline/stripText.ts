import type { LossSeries } from '../../view/curve/lossSeries.js';
import { valueAtStep } from '../../view/curve/lossCurve.js';
import type { Wording } from '../../view/wording.js';

/** What a line is called. */
export function nameOfLine(
  { kind, split, isStepKnown }: Pick<LossSeries, 'kind' | 'split' | 'isStepKnown'>,
  { labels: { timeline } }: Wording,
): string {
  if (kind === 'heights') return timeline.height;
  const name = split === '' ? timeline.loss : timeline.lineOfSplit(split);
  return isStepKnown ? name : timeline.offByOne(name);
}

/** The values of the lines at a step: `train loss 0.42, val loss 0.47`; empty where there is none. */
export function describeValues(series: readonly LossSeries[], step: number, wording: Wording): string {
  const {
    labels: { timeline },
    numbers,
  } = wording;
  return series
    .map((one) => [one, valueAtStep(one.points, step)] as const)
    .filter(([, value]) => !Number.isNaN(value))
    .map(([one, value]) => timeline.lineValue(nameOfLine(one, wording), numbers.number(value)))
    .join(timeline.listSeparator);
}
