/** A place in the picture, in CSS pixels from the upper left corner of the view. */
export interface ScreenPosition {
  readonly x: number;
  readonly y: number;
}
