import type { CurveLine } from '../../view/curve/curveLine.js';
import type { CurveScale } from '../../view/curve/curveScale.js';
import type { LossCurve } from '../../view/curve/lossCurve.js';
import { placeInWindow } from '../../view/curve/stepWindow.js';
import type { StripColors } from './inkColors.js';

/** Where on the canvas the plot is, in CSS pixels. */
export interface PlotBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const BAND_ALPHA = 0.16;
const RAW_ALPHA = 0.32;
const LINE_PX = 1.6;
/** Held-out data differs by its dashes too. */
const HELD_OUT_DASH = [5, 2.5];
const LEAST_MARK_PX = 2;

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

function drawLines(
  context: CanvasRenderingContext2D,
  curve: LossCurve,
  scale: CurveScale,
  box: PlotBox,
  colors: StripColors,
): void {
  curve.lines.forEach((line, i) => {
    const isHeldOut = curve.series[i]!.isHeldOut && curve.lines.length > 1;
    const color = isHeldOut ? colors.curveHeldOut : colors.curve;
    const breaks = placesOfHoles(curve);
    drawBand(context, line, scale, box, color, breaks);
    context.strokeStyle = color;
    context.lineWidth = LINE_PX;
    context.lineJoin = 'round';
    context.setLineDash(isHeldOut ? HELD_OUT_DASH : []);
    context.beginPath();
    tracePlaces(context, line, line.smooth, scale, box, breaks);
    context.stroke();
    context.setLineDash([]);
    drawLonePoint(context, line, scale, box, color);
  });
}

/** From the least to the greatest loss, and an outline of both: where there are few points it is the raw line. */
function drawBand(
  context: CanvasRenderingContext2D,
  line: CurveLine,
  scale: CurveScale,
  box: PlotBox,
  color: string,
  breaks: readonly number[],
): void {
  context.fillStyle = color;
  context.strokeStyle = color;
  context.lineWidth = 1;
  context.lineJoin = 'bevel';
  for (const [from, to] of partsOf(line, breaks)) {
    context.beginPath();
    for (let i = from; i < to; i++)
      context.lineTo(xOf(box, line.at[i]!), yOf(box, scale.placeOf(line.greatest[i]!)));
    for (let i = to - 1; i >= from; i--)
      context.lineTo(xOf(box, line.at[i]!), yOf(box, scale.placeOf(line.least[i]!)));
    context.closePath();
    context.globalAlpha = BAND_ALPHA;
    context.fill();
    context.globalAlpha = RAW_ALPHA;
    context.stroke();
  }
  context.globalAlpha = 1;
}

function tracePlaces(
  context: CanvasRenderingContext2D,
  line: CurveLine,
  values: Float64Array,
  scale: CurveScale,
  box: PlotBox,
  breaks: readonly number[],
): void {
  for (const [from, to] of partsOf(line, breaks)) {
    context.moveTo(xOf(box, line.at[from]!), yOf(box, scale.placeOf(values[from]!)));
    for (let i = from + 1; i < to; i++)
      context.lineTo(xOf(box, line.at[i]!), yOf(box, scale.placeOf(values[i]!)));
  }
}

/** A line of one point is a dot. */
function drawLonePoint(
  context: CanvasRenderingContext2D,
  line: CurveLine,
  scale: CurveScale,
  box: PlotBox,
  color: string,
): void {
  if (line.count !== 1) return;
  context.fillStyle = color;
  context.beginPath();
  context.arc(xOf(box, line.at[0]!), yOf(box, scale.placeOf(line.smooth[0]!)), 2, 0, 2 * Math.PI);
  context.fill();
}

/** Places in the window at which steps are missing, so that no line leads over them; ascending. */
function placesOfHoles(curve: LossCurve): number[] {
  return curve.holes.map(({ from, to }) => placeInWindow(curve.window, (from + to) / 2));
}

/** The parts of a line between holes, as indices: from (inclusive) to (exclusive). */
function partsOf(line: CurveLine, breaks: readonly number[]): [from: number, to: number][] {
  const parts: [number, number][] = [];
  let from = 0;
  let next = 0;
  for (let i = 0; i < line.count; i++) {
    let isBroken = false;
    for (; next < breaks.length && breaks[next]! < line.at[i]!; next++) isBroken = i > 0;
    if (!isBroken) continue;
    parts.push([from, i]);
    from = i;
  }
  if (line.count > 0) parts.push([from, line.count]);
  return parts;
}

function drawHoles(
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
function drawPlanes(
  context: CanvasRenderingContext2D,
  curve: LossCurve,
  box: PlotBox,
  colors: StripColors,
): void {
  context.strokeStyle = colors.muted;
  context.fillStyle = colors.muted;
  context.lineWidth = 1;
  for (const step of curve.planeSteps) {
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
function drawBest(
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

/** A bar at the last step, with a shape for the reason: a disc for converged, a square for the limit, a cross for a failure. */
function drawEnd(
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
  } else context.fillRect(x - 3, y - 3, 6, 6);
}

function xOf(box: PlotBox, at: number): number {
  return box.left + at * box.width;
}

function yOf(box: PlotBox, at: number): number {
  return box.top + (1 - at) * box.height;
}

function strokeSegment(
  context: CanvasRenderingContext2D,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
): void {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}

function fillShape(context: CanvasRenderingContext2D, corners: readonly (readonly [number, number])[]): void {
  context.beginPath();
  for (const [x, y] of corners) context.lineTo(x, y);
  context.fill();
}
