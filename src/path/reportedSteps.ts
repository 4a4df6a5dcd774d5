/**
 * Whether a step that was to be reported lies between two that were: the line from one to the other then crosses a hole.
 * With `reportEvery` k those are the multiples of k; the steps between them were never to come.
 * @param fromStep - a step, an integer from 0 to 2^53 - 1
 * @param toStep - a later step
 * @param reportEvery - an integer of at least 1; with 1 every step is to be reported
 */
export function hasHoleBetween(fromStep: number, toStep: number, reportEvery: number): boolean {
  return multipleFrom(fromStep + 1, reportEvery) < toStep;
}

/** How many steps that were to be reported lie between two steps, neither of which counts. */
export function countReportsBetween(fromStep: number, toStep: number, reportEvery: number): number {
  if (toStep <= fromStep + 1) return 0;
  // By remainders, which are exact: a quotient of two such integers is rounded.
  const last = toStep - 1;
  return (last - (last % reportEvery) - (fromStep - (fromStep % reportEvery))) / reportEvery;
}

/** The first step that is to be reported, from a step on, itself included. */
export function multipleFrom(step: number, reportEvery: number): number {
  const past = step % reportEvery;
  return past === 0 ? step : step - past + reportEvery;
}
