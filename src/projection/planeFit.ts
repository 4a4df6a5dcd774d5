import type { ExplainedShares } from './explainedShares.js';
import type { Plane } from './plane.js';
import type { Centring } from './randomWalk.js';

/** A plane, and how much of a trajectory is seen in it. */
export interface PlaneFit {
  readonly method: 'pca' | 'random';
  readonly plane: Plane;
  /** What the shares that are shown refer to. */
  readonly centring: Centring;
  /** Of the checkpoints that the shares were computed from, along the axes as they are drawn. */
  readonly explained: ExplainedShares;
  /** What a random walk of as many checkpoints would show, in a space of many more weights than those. */
  readonly randomWalk: ExplainedShares;
  /** How many checkpoints the shares were computed from. */
  readonly checkpoints: number;
  /** What the directions were drawn with, where they were drawn. */
  readonly seed?: number;
}

/** A fit as the surface events carry it (`projection`): its type is the protocol's `Projection`. */
export interface ProjectionSummary {
  readonly method: 'pca' | 'random';
  /** Shares along the x and y axis as drawn, each in [0, 1]. */
  readonly explainedVariance: readonly [number, number];
  /** What a random walk would show on them, each in [0, 1]. */
  readonly randomWalk: readonly [number, number];
  readonly seed?: number;
  readonly checkpoints: number;
}

/** Summarizes a fit for the wire: shares about the mean, or for a plane fitted about the end about that, like with like. */
export function summarizeProjection(fit: PlaneFit): ProjectionSummary {
  const { method, centring, explained, randomWalk, checkpoints, seed } = fit;
  const about = centring === 'mean' ? 'aboutMean' : 'aboutEnd';
  return {
    method,
    explainedVariance: [explained[about].x, explained[about].y],
    randomWalk: [randomWalk[about].x, randomWalk[about].y],
    checkpoints,
    ...(seed === undefined ? {} : { seed }),
  };
}
