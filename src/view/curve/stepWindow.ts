/** Steps that a plot shows, from its left edge to its right one, whole numbers. */
export interface StepWindow {
  readonly from: number;
  /** At least one more than `from`. */
  readonly to: number;
}

/** No plot shows fewer steps. */
const LEAST_SPAN = 4;

/** Where a step lies in a window: 0 at its left edge, 1 at its right one. */
export function placeInWindow({ from, to }: StepWindow, step: number): number {
  return (step - from) / (to - from);
}

/** The step at a place of a window, fractional. */
export function stepAtPlace({ from, to }: StepWindow, place: number): number {
  return from + place * (to - from);
}

export function isSameWindow(a: StepWindow | null, b: StepWindow | null): boolean {
  return a === b || (a !== null && b !== null && a.from === b.from && a.to === b.to);
}

/**
 * A window that shows more steps or fewer, with one step where it was.
 * @param all - the steps that there are
 * @param scale - above 1 for more steps
 * @param step - what stays in its place
 * @returns null where that is all of them
 */
export function zoomWindow(
  window: StepWindow,
  all: StepWindow,
  scale: number,
  step: number,
): StepWindow | null {
  const span = Math.max(Math.round((window.to - window.from) * scale), LEAST_SPAN);
  if (span >= all.to - all.from) return null;
  return placeWithin(all, Math.round(step - placeInWindow(window, step) * span), span);
}

/** The window moved by so many steps, as far as there are any. */
export function moveWindow(window: StepWindow, all: StepWindow, steps: number): StepWindow | null {
  const span = window.to - window.from;
  if (span >= all.to - all.from) return null;
  return placeWithin(all, Math.round(window.from + steps), span);
}

/** The window moved as little as it takes to show a step. */
export function showStep(window: StepWindow, all: StepWindow, step: number): StepWindow | null {
  if (step < window.from) return moveWindow(window, all, Math.floor(step) - window.from);
  if (step > window.to) return moveWindow(window, all, Math.ceil(step) - window.to);
  return window;
}

function placeWithin(all: StepWindow, from: number, span: number): StepWindow {
  const bounded = Math.min(Math.max(from, all.from), all.to - span);
  return { from: bounded, to: bounded + span };
}
