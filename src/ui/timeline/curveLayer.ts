import type { LossCurve } from '../../view/curve/lossCurve.js';
import { drawCurve } from './drawCurve.js';
import { readInk } from './inkColors.js';
import type { PlotBox } from './plotBox.js';
import type { StripElements } from './stripElements.js';

/** Half the width of the slider's thumb, so that its middle is at the plot's edge at either end. In the style sheet too. */
const THUMB_HALF_PX = 8;
const TOP_PX = 8;
const BOTTOM_PX = 6;
/** Whole marks of the last step fit in, and the thumb. */
const RIGHT_PX = 16;
/** Widths of the ticks' text go up by so much, so that the plot does not move with each of them. */
const GUTTER_STEP_PX = 8;
const LEAST_GUTTER_PX = 24;
const MOST_DPR = 3;

/** The canvas with the curve, and where on it the plot is. */
export class CurveLayer {
  /** How often the curve was drawn. */
  drawings = 0;
  box: PlotBox = { left: LEAST_GUTTER_PX, top: TOP_PX, width: 0, height: 0 };
  widthPx = 0;
  private heightPx = 0;
  private ratio = 0;
  private isInkStale = true;

  /** Width of the plot, in CSS pixels, as it is drawn next. */
  get plotWidth(): number {
    return Math.max(this.widthPx - this.box.left - RIGHT_PX, 0);
  }

  /** Notes that colours or the words of the ticks may be others. */
  noteInk(): void {
    this.isInkStale = true;
  }

  /** Measures the element. @returns whether its size is another */
  measure({ plot: { clientWidth, clientHeight } }: StripElements): boolean {
    if (clientWidth === this.widthPx && clientHeight === this.heightPx) return false;
    this.widthPx = clientWidth;
    this.heightPx = clientHeight;
    return true;
  }

  /**
   * Draws the curve, if it or its place has changed.
   * @param hasChanged - whether the curve has
   * @returns false if the plot has become narrower instead: the curve is to be made for {@link plotWidth} anew
   */
  draw(
    elements: StripElements,
    curve: LossCurve,
    hasChanged: boolean,
    formatTick: (loss: number) => string,
  ): boolean {
    const { widthPx, heightPx, box, plotWidth } = this;
    const ratio = Math.min(globalThis.devicePixelRatio || 1, MOST_DPR);
    const isOtherSize =
      plotWidth !== box.width || ratio !== this.ratio || heightPx !== box.height + TOP_PX + BOTTOM_PX;
    this.ratio = ratio;
    if (!hasChanged && !isOtherSize && !this.isInkStale) return true;
    if (!(plotWidth > 0) || !(heightPx > 0)) return true;
    const context = elements.canvas.getContext('2d');
    if (context === null) return true;
    const ink = readInk(elements.ink);
    this.isInkStale = false;
    if (this.widenGutter(elements, measureTicks(context, curve, ink.font, formatTick))) return false;
    this.box = { left: box.left, top: TOP_PX, width: plotWidth, height: heightPx - TOP_PX - BOTTOM_PX };
    const { canvas } = elements;
    const [pixelsX, pixelsY] = [Math.round(widthPx * ratio), Math.round(heightPx * ratio)];
    if (canvas.width !== pixelsX || canvas.height !== pixelsY)
      Object.assign(canvas, { width: pixelsX, height: pixelsY });
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, widthPx, heightPx);
    drawCurve(context, curve, this.box, ink, formatTick);
    this.drawings++;
    return true;
  }

  /** Makes room for the ticks' text to the left of the plot. It only grows, so that the plot stays where it is. */
  private widenGutter({ slider }: StripElements, textPx: number): boolean {
    const wanted = Math.ceil((textPx + 10) / GUTTER_STEP_PX) * GUTTER_STEP_PX;
    const gutter = Math.max(wanted, this.box.left, LEAST_GUTTER_PX);
    if (gutter === this.box.left) return false;
    this.box = { ...this.box, left: gutter };
    slider.style.left = `${gutter - THUMB_HALF_PX}px`;
    slider.style.width = `calc(100% - ${gutter + RIGHT_PX - 2 * THUMB_HALF_PX}px)`;
    return true;
  }
}

/** Width of the widest tick's text, in CSS pixels. */
function measureTicks(
  context: CanvasRenderingContext2D,
  { scale }: LossCurve,
  font: string,
  formatTick: (loss: number) => string,
): number {
  context.font = font;
  return Math.max(0, ...(scale?.ticks ?? []).map(({ loss }) => context.measureText(formatTick(loss)).width));
}
