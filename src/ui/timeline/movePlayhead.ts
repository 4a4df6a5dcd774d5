import { valueAtStep, type LossCurve } from '../../view/curve/lossCurve.js';
import { placeInWindow } from '../../view/curve/stepWindow.js';
import type { ViewPlayback } from '../../view/viewPlayback.js';
import type { PlotBox } from './plotBox.js';
import { setAttribute } from './setAttribute.js';
import type { StripElements } from './stripElements.js';

/** Moves the playhead, which is the thumb of the slider, and the dots on the lines at its step. Draws no curve. */
export function movePlayhead(
  { slider, dots }: StripElements,
  curve: LossCurve,
  box: PlotBox,
  playback: ViewPlayback,
): void {
  const step = playback.shownStep;
  const { from, to } = curve.window;
  // Whole steps for a person's hand; while it plays it glides.
  setAttribute(slider, 'step', playback.getState().mode === 'playing' ? 'any' : '1');
  setAttribute(slider, 'min', String(from));
  setAttribute(slider, 'max', String(to));
  slider.disabled = step === null;
  const isSeen = step !== null && step >= from && step <= to;
  slider.classList.toggle('gdv-strip-slider--off', !isSeen);
  if (step !== null && slider.valueAsNumber !== step) slider.valueAsNumber = step;
  const x = step === null ? 0 : xOfStep(curve, box, step);
  dots.forEach((dot, i) => {
    const series = curve.series[i];
    const value = series === undefined || step === null ? Number.NaN : valueAtStep(series.points, step);
    const at = curve.scale === null ? Number.NaN : curve.scale.placeOf(value);
    dot.hidden = !isSeen || !(at >= 0 && at <= 1);
    if (!dot.hidden) dot.style.transform = `translate(${x}px, ${box.top + (1 - at) * box.height}px)`;
  });
}

/** Where a step is, in CSS pixels from the left edge of the strip. */
export function xOfStep({ window }: LossCurve, box: PlotBox, step: number): number {
  return box.left + placeInWindow(window, step) * box.width;
}
