/**
 * Whether a step that was to be reported lies between two that were: the line from one to the other then crosses a hole.
 * With `reportEvery` k those are the multiples of k; the steps between them were never to come.
 * @param fromStep - a step, an integer from 0 to 2^53 - 1
 * @param toStep - a later step
 * @param reportEvery - an integer of at least 1; with 1 every step is to be reported
 */
export function hasHoleBetween(fromStep: number, toStep: number, reportEvery: number): boolean {
  return reportedFrom(fromStep + 1, { every: reportEvery, phase: 0 }) < toStep;
}

/** Which steps are to be reported: those that leave `phase`, in [0, every), when divided by `every`. */
export interface ReportedSteps {
  readonly every: number;
  readonly phase: number;
}

export const EVERY_STEP: ReportedSteps = { every: 1, phase: 0 };

/** The first step that is to be reported, from a step on, itself included. */
export function reportedFrom(step: number, { every, phase }: ReportedSteps): number {
  if (step <= phase) return phase;
  // By remainders, which are exact: a quotient of two such integers is rounded.
  const past = (step - phase) % every;
  return past === 0 ? step : step - past + every;
}

/** How many steps are to be reported from one to another, both included. */
export function countReported(from: number, to: number, reported: ReportedSteps): number {
  const first = reportedFrom(from, reported);
  if (first > to) return 0;
  const { every } = reported;
  return (to - first - ((to - first) % every)) / every + 1;
}

/** Steps that follow each other among those to be reported, both ends included. */
export interface ReportRange {
  readonly from: number;
  readonly to: number;
}

/** The steps to be reported between two that came; null where there are none. */
export function rangeBetween(fromStep: number, toStep: number, reported: ReportedSteps): ReportRange | null {
  const from = reportedFrom(fromStep + 1, reported);
  if (from >= toStep) return null;
  return { from, to: toStep - 1 - ((toStep - 1 - from) % reported.every) };
}
