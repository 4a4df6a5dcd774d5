import type { CurveLine } from '../../view/curve/curveLine.js';
import type { CurveScale } from '../../view/curve/curveScale.js';
import type { LossCurve } from '../../view/curve/lossCurve.js';
import { placeInWindow } from '../../view/curve/stepWindow.js';
import type { StripColors } from './inkColors.js';
import { xOf, yOf, type PlotBox } from './plotBox.js';

const BAND_ALPHA = 0.16;
const RAW_ALPHA = 0.32;
const LINE_PX = 1.6;
/** Held-out data differs by its dashes too. */
const HELD_OUT_DASH = [5, 2.5];

/** Draws the lines of the curve, each an even line over a faint band. */
export function drawLines(
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
