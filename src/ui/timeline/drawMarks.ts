import type { CurveScale } from '../../view/curve/curveScale.js';
import type { LossCurve } from '../../view/curve/lossCurve.js';
import { placeInWindow } from '../../view/curve/stepWindow.js';
import { fillShape, strokeSegment } from './canvasShapes.js';
import type { StripColors } from './inkColors.js';
import { xOf, yOf, type PlotBox } from './plotBox.js';

const LEAST_MARK_PX = 2;

/** A tint over steps that are missing. */
export function drawHoles(
  context: CanvasRenderingContext2D,
  curve: LossCurve,
  box: PlotBox,
  colors: StripColors,
): void {
  context.fillStyle = colors.note;
  for (const { from, to } of curve.holes) {
    const left = xOf(box, placeInWindow(curve.window, from - 1));
    const right = xOf(box, placeInWindow(curve.window, to + 1));
    const width = Math.max(right - left, LEAST_MARK_PX);
    context.globalAlpha = 0.12;
    context.fillRect(left, box.top, width, box.height);
    context.globalAlpha = 1;
    context.fillRect(left, box.top + box.height - 1, width, 2);
  }
}

/** A dashed line where the path came on a new plane, with a notch at its top. */
export function drawPlanes(
  context: CanvasRenderingContext2D,
  curve: LossCurve,
  box: PlotBox,
  colors: StripColors,
): void {
  context.strokeStyle = colors.muted;
  context.fillStyle = colors.muted;
  context.lineWidth = 1;
  for (const { step } of curve.planes) {
    const x = Math.round(xOf(box, placeInWindow(curve.window, step))) + 0.5;
    context.setLineDash([2, 3]);
    strokeSegment(context, x, box.top, x, box.top + box.height);
    context.setLineDash([]);
    fillShape(context, [
      [x - 3.5, box.top - 3],
      [x + 3.5, box.top - 3],
      [x, box.top + 2],
    ]);
  }
}

/** A ring at the least loss. */
export function drawBest(
  context: CanvasRenderingContext2D,
  curve: LossCurve,
  scale: CurveScale,
  box: PlotBox,
  colors: StripColors,
): void {
  if (curve.best === null) return;
  const at = placeInWindow(curve.window, curve.best.step);
  if (at < 0 || at > 1) return;
  context.strokeStyle = colors.good;
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(xOf(box, at), yOf(box, scale.placeOf(curve.best.loss)), 3.5, 0, 2 * Math.PI);
  context.stroke();
}

/** A bar at the last step, with a shape for the reason: a disc for converged, a square for the limit, a cross for a failure, a ring for cancelled, an open square where none was said. */
export function drawEnd(
  context: CanvasRenderingContext2D,
  curve: LossCurve,
  box: PlotBox,
  colors: StripColors,
): void {
  if (curve.end === null) return;
  const at = placeInWindow(curve.window, curve.all.to);
  if (at > 1) return;
  const { reason } = curve.end;
  const color = reason === 'converged' ? colors.good : reason === 'error' ? colors.bad : colors.muted;
  const x = Math.round(xOf(box, at)) + 0.5;
  context.strokeStyle = color;
  context.fillStyle = color;
  context.lineWidth = 1;
  strokeSegment(context, x, box.top, x, box.top + box.height);
  const y = box.top;
  context.lineWidth = 1.6;
  if (reason === 'converged') {
    context.beginPath();
    context.arc(x, y, 3.5, 0, 2 * Math.PI);
    context.fill();
  } else if (reason === 'error') {
    strokeSegment(context, x - 3, y - 3, x + 3, y + 3);
    strokeSegment(context, x - 3, y + 3, x + 3, y - 3);
  } else if (reason === 'cancelled') {
    context.beginPath();
    context.arc(x, y, 3, 0, 2 * Math.PI);
    context.stroke();
  } else if (reason === 'max_steps') context.fillRect(x - 3, y - 3, 6, 6);
  else context.strokeRect(x - 3, y - 3, 6, 6);
}
