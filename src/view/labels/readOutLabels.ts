import type { Counted } from './labelKinds.js';

/** The card of figures. */
export interface ReadOutLabels {
  /** Accessible name of the card. */
  readonly region: (run: string) => string;
  readonly step: string;
  readonly x: string;
  readonly y: string;
  /** Height of the surface at the newest point. */
  readonly height: string;
  /** The loss that the backend reported. */
  readonly loss: string;
  /** Distance of the newest point from the plane of a projection. */
  readonly residual: string;
  /** Heading of what was projected. */
  readonly projected: string;
  /** Heading of what belongs to a surface that only illustrates. */
  readonly illustrative: string;
  readonly eta: string;
  readonly steps: string;
  readonly tolGrad: string;
  readonly tolStep: string;
  /** Hyperparameters for which there is no room. */
  readonly more: Counted;
}

export const ENGLISH_READ_OUT: ReadOutLabels = {
  region: (run) => `Run ${run}`,
  step: 'Step',
  x: 'x',
  y: 'y',
  height: 'Height',
  loss: 'True loss',
  residual: 'Off plane',
  projected: 'Projected',
  illustrative: 'Illustrative surface',
  eta: 'η',
  steps: 'steps',
  tolGrad: 'tol ∇',
  tolStep: 'tol step',
  more: (count) => `${count} more`,
};
