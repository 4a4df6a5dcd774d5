/** What the strip writes to. */
export interface StripElements {
  /** Around all of it: as wide as the strip. */
  readonly plot: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  /** Has the colours. */
  readonly ink: HTMLElement;
  readonly slider: HTMLInputElement;
  /** At the playhead, one on each line. */
  readonly dots: readonly HTMLElement[];
}
