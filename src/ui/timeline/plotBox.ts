/** Where on the canvas the plot is, in CSS pixels. */
export interface PlotBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where a share of the plot's width is, in CSS pixels from the left edge of the canvas. */
export function xOf(box: PlotBox, at: number): number {
  return box.left + at * box.width;
}

/** Where a height on the scale is, in CSS pixels from the top of the canvas. */
export function yOf(box: PlotBox, at: number): number {
  return box.top + (1 - at) * box.height;
}
