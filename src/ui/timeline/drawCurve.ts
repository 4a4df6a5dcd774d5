import type { CurveScale } from '../../view/curve/curveScale.js';
import type { LossCurve } from '../../view/curve/lossCurve.js';
import { strokeSegment } from './canvasShapes.js';
import { drawLines } from './drawLines.js';
import { drawBest, drawEnd, drawHoles, drawPlanes } from './drawMarks.js';
import type { StripColors } from './inkColors.js';
import { yOf, type PlotBox } from './plotBox.js';

/** Draws the whole strip but the playhead. The context is in CSS pixels, and clear. */
export function drawCurve(
  context: CanvasRenderingContext2D,
  curve: LossCurve,
  box: PlotBox,
  colors: StripColors,
  formatTick: (loss: number) => string,
): void {
  const { scale } = curve;
  if (scale !== null) drawTicks(context, scale, box, colors, formatTick);
  else drawBaseline(context, box, colors);
  context.save();
  context.beginPath();
  context.rect(box.left, box.top - 4, box.width, box.height + 8);
  context.clip();
  drawHoles(context, curve, box, colors);
  drawPlanes(context, curve, box, colors);
  if (scale !== null) drawLines(context, curve, scale, box, colors);
  context.restore();
  if (scale !== null) drawBest(context, curve, scale, box, colors);
  drawEnd(context, curve, box, colors);
}

function drawTicks(
  context: CanvasRenderingContext2D,
  scale: CurveScale,
  box: PlotBox,
  colors: StripColors,
  formatTick: (loss: number) => string,
): void {
  context.font = colors.font;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.lineWidth = 1;
  for (const { loss, at } of scale.ticks) {
    const y = Math.round(yOf(box, at)) + 0.5;
    context.strokeStyle = colors.line;
    strokeSegment(context, box.left, y, box.left + box.width, y);
    context.fillStyle = colors.muted;
    context.fillText(formatTick(loss), box.left - 6, Math.min(Math.max(y, 6), box.top + box.height));
  }
}

function drawBaseline(context: CanvasRenderingContext2D, box: PlotBox, colors: StripColors): void {
  context.strokeStyle = colors.line;
  context.lineWidth = 1;
  const y = Math.round(box.top + box.height) + 0.5;
  strokeSegment(context, box.left, y, box.left + box.width, y);
}
