/** Strokes a straight segment. */
export function strokeSegment(
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

/** Fills a polygon. */
export function fillShape(
  context: CanvasRenderingContext2D,
  corners: readonly (readonly [number, number])[],
): void {
  context.beginPath();
  for (const [x, y] of corners) context.lineTo(x, y);
  context.fill();
}
