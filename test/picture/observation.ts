/** Where a camera is, as it says itself: world units, y upwards. */
export interface Pose {
  readonly position: Vector;
  /** Unit vectors of the picture: to the right, upwards, and towards the viewer. */
  readonly right: Vector;
  readonly up: Vector;
  readonly back: Vector;
  /** Opening angle from bottom to top. */
  readonly fovRad: number;
  /** By how much the picture is shifted to the right and downwards, in CSS pixels. */
  readonly shiftPx: readonly [number, number];
}

export type Vector = readonly [x: number, y: number, z: number];

/** A rectangle in CSS pixels from the picture's upper left corner. */
export interface Box {
  readonly leftPx: number;
  readonly topPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Pixels, row by row from the upper left corner: red, green, blue and alpha of each, in [0, 255]. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly data: ArrayLike<number>;
}

/** A piece of text that is on screen. */
export interface ShownText {
  /** Class of the element that holds it. */
  readonly className: string;
  readonly text: string;
  readonly box: Box;
}

/** The loss curve under a picture, as its elements are; its lines and marks are pixels. */
export interface SeenTimeline {
  /** Of the strip that has the curve. */
  readonly strip: Box;
  /** The slider over it: half a thumb wider than the curve at either end. */
  readonly slider: Box;
  readonly thumbPx: number;
  readonly min: number;
  readonly max: number;
  readonly value: number;
  readonly valueText: string;
  /** Where the lines are at the playhead: the middle of each dot. */
  readonly dots: readonly { readonly xPx: number; readonly yPx: number }[];
  /** Names and values in the corner. */
  readonly lines: readonly (readonly [name: string, value: string])[];
}

/** What is on screen of a picture, and what its camera says of itself. */
export interface Observation {
  /** Of the picture, without a timeline that is under it. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Null where there is none. */
  readonly timeline: SeenTimeline | null;
  /** The rates in the card: what each is, and its figure. */
  readonly rates: readonly (readonly [term: string, value: string])[];
  readonly pose: Pose;
  /** What a person sees, at one device pixel per CSS pixel. */
  readonly pixels: Raster;
  /** The surface alone, in its own colours: no light falls on it. Its alpha is 0 beside the surface. */
  readonly unlit: Raster;
  readonly texts: readonly ShownText[];
  /** What covers the picture: cards, labels, the legend. */
  readonly covers: readonly Box[];
  /** The bar of the legend; null where there is none. */
  readonly bar: Box | null;
}

/** One question of the oracle's: what must be, and what is. */
export interface Answer {
  readonly what: string;
  readonly xPx?: number;
  readonly yPx?: number;
  readonly expected: string;
  readonly observed: string;
  readonly holds: boolean;
}
