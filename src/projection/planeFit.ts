import type { Frame } from './frame.js';
import type { ExplainedShares } from './explainedShares.js';
import type { Plane } from './plane.js';
import { computePlaneName } from './planeName.js';
import type { Centring } from './randomWalk.js';

/** A plane, and how much of a trajectory it shows. */
export interface PlaneFit {
  readonly method: 'pca' | 'random';
  readonly plane: Plane;
  /** The centre that the shares refer to. */
  readonly centring: Centring;
  /** Shares of those checkpoints, along the axes as drawn. */
  readonly explained: ExplainedShares;
  /** Shares of a random walk with as many checkpoints, in a space of many more weights. */
  readonly randomWalk: ExplainedShares;
  /** How many checkpoints the shares were computed from. */
  readonly checkpoints: number;
  /** Seed of random directions, where they are random. */
  readonly seed?: number;
}

/** A fit as surface events have it (`projection`): the protocol's `Projection`. */
export interface ProjectionSummary {
  readonly method: 'pca' | 'random';
  /** Shares along the x and y axis as drawn, each in [0, 1]. */
  readonly explainedVariance: readonly [number, number];
  /** Shares of a random walk along them, each in [0, 1]. */
  readonly randomWalk: readonly [number, number];
  readonly seed?: number;
  readonly checkpoints: number;
  /** Names the plane and the square on it: a hash of both, the same for every surface that is computed on them. */
  readonly plane: string;
}

/** Summarizes a fit for the wire: shares about the mean, or about the end for a plane that was fitted about it. */
export function summarizeProjection(fit: PlaneFit & { readonly frame?: Frame }): ProjectionSummary {
  const { plane, frame, method, centring, explained, randomWalk, checkpoints, seed } = fit;
  const about = centring === 'mean' ? 'aboutMean' : 'aboutEnd';
  return {
    method,
    explainedVariance: [explained[about].x, explained[about].y],
    randomWalk: [randomWalk[about].x, randomWalk[about].y],
    checkpoints,
    ...(seed === undefined ? {} : { seed }),
    plane: computePlaneName(plane, frame),
  };
}
