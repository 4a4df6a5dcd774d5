import { spec, spiral } from './events.js';
import type { WirePoint } from './pictureCase.js';

export const WIDE = { widthPx: 640, heightPx: 420 } as const;

export const HYPERPARAMS = [
  'GD_HYPERPARAMS',
  { eta: 0.05, tolGrad: 0.001, tolStep: 0.00002, maxSteps: 400 },
] as const;

/** A bowl that is another along x than along y, and tilted: no two of its sides are alike. */
export const BOWL = spec(
  'bowl',
  { a: 0.11, b: 0.3, tiltX: 0.5, tiltY: -0.35, offset: 1.4 },
  { domainHalf: 5, zScale: 0.35 },
);

export const DESCENT = spiral(26, { from: { x: -0.75, y: 0.62 }, to: { x: 0.2, y: -0.1 }, turns: 0.7 });

/** With a hole where steps did not come. */
export const without = (places: readonly WirePoint[], first: number, last: number): (WirePoint | null)[] =>
  places.map((place, step) => (step >= first && step <= last ? null : place));

/** Points with the loss that a training had at each. */
export const withLoss = (lossAt: (step: number) => number): WirePoint[] =>
  DESCENT.map((place, step) => ({ ...place, loss: lossAt(step) }));

/** It falls to step 14, where it is best, and then rises. */
export const OVERFITTED = (step: number): number => 0.4 + 0.012 * (step - 14) ** 2;

export const LONG = spiral(60, { from: { x: -0.75, y: 0.62 }, to: { x: 0.2, y: -0.1 }, turns: 0.7 });
