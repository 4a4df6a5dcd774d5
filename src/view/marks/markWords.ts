import type { Wording } from '../wording.js';

/** How the marks of the path are named. */
export interface MarkWords {
  readonly step: (step: number) => string;
  /** @param loss - the least there is */
  readonly best: (loss: number) => string;
  /** @param difference - of the reported loss from the surface's height, in loss units */
  readonly stem: (difference: number) => string;
}

/** Significant digits of a difference: it stands beside the marker, where it changes with each step. */
const DIFFERENCE_DIGITS = 2;

export function nameMarks({ labels: { picture }, numbers }: Wording): MarkWords {
  return {
    step: numbers.index,
    best: (loss) => picture.best(numbers.number(loss)),
    stem: (difference) =>
      difference < 0
        ? picture.belowSurface(numbers.number(-difference, DIFFERENCE_DIGITS))
        : picture.aboveSurface(numbers.number(difference, DIFFERENCE_DIGITS)),
  };
}
