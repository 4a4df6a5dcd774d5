/** The picture itself, and what stands in its place. */
export interface PictureLabels {
  /** Accessible name of the picture: what it shows, and what the keys do. */
  readonly canvas: string;
  /** Titles of the floor's axes. */
  readonly x: string;
  readonly y: string;
  /** Beside the point with the least loss. */
  readonly best: (loss: string) => string;
  /** Beside the marker: by how much the reported loss is above the height of a measured surface there, or below. */
  readonly aboveSurface: (difference: string) => string;
  readonly belowSurface: (difference: string) => string;
  /** Accessible name of the card in its place. */
  readonly region: string;
  readonly undrawable: string;
  readonly lost: string;
  readonly failed: string;
  readonly drawAgain: string;
}

export const ENGLISH_PICTURE: PictureLabels = {
  canvas:
    'Path on the loss surface in 3D. Arrow keys turn it, plus and minus bring it nearer and take it away, Home brings the first view back.',
  x: 'x',
  y: 'y',
  best: (loss) => `best ${loss}`,
  aboveSurface: (difference) => `true loss ${difference} above`,
  belowSurface: (difference) => `true loss ${difference} below`,
  region: 'Picture',
  undrawable: 'This browser does not draw WebGL 2, and so no picture. The figures go on.',
  lost: 'The picture was lost: browsers keep about 16 of them on a page. The figures go on.',
  failed: 'The picture could not be drawn. The figures go on.',
  drawAgain: 'Draw again',
};
