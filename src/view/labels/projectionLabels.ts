import { plural } from './englishNumbers.js';
import type { Counted, OfText } from './labelKinds.js';

/** The plane of a projected training. */
export interface ProjectionLabels {
  /** Accessible name of the card. */
  readonly region: string;
  readonly pca: string;
  readonly random: string;
  readonly checkpoints: Counted;
  readonly seed: OfText;
  readonly varianceShown: string;
  readonly randomWalk: string;
  /** Said once as the path comes to another plane. @param step - the newest until then */
  readonly newPlane: (step: string, value: number) => string;
  /** The same where it is known how much of the variance it shows. */
  readonly newPlaneShowing: (step: string, percent: string, value: number) => string;
  /** There is a newer plane than the one that the viewer keeps. */
  readonly planeWaiting: string;
  /** Button that shows it. */
  readonly takePlane: string;
}

export const ENGLISH_PROJECTION: ProjectionLabels = {
  region: 'Projection',
  pca: 'PCA plane',
  random: 'Random plane',
  checkpoints: (text, count) => `${text} ${plural('checkpoint', count)}`,
  seed: (seed) => `seed ${seed}`,
  varianceShown: 'Variance shown',
  randomWalk: 'Random walk',
  newPlane: (step) => `New plane at step ${step}`,
  newPlaneShowing: (step, percent) => `New plane at step ${step}, ${percent} of the variance`,
  planeWaiting: 'A new plane is waiting; the picture stands still',
  takePlane: 'Show it',
};
