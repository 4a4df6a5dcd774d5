import { describeError } from '../host/describeError.js';
import type { GridProblem, SampledGrid } from '../surface/index.js';
import type { DrawOptions } from './drawnGrid.js';
import { createDrawnSurface } from './createDrawnSurface.js';
import type { DrawnSurface } from './drawnSurface.js';
import type { PathLook } from './pathLook.js';
import type { SurfaceFacts } from './surfaceFacts.js';

/** A surface as it was drawn, what it was drawn from, and what was found in drawing it. */
export interface Drawing {
  readonly surface: DrawnSurface;
  readonly facts: SurfaceFacts;
  /** The scale of heights that was asked for. */
  readonly heightScale: DrawOptions['heightScale'];
  /** What the surface was made of; null where it is not sampled. */
  readonly samples: SampledGrid | null;
  /** Why the samples could not be drawn; null where they could. */
  readonly problem: GridProblem | null;
  /** Up to where the path was searched for points at cut heights; the search goes on as the path grows. */
  look: PathLook | null;
}

/** Draws a surface. Samples that cannot be drawn are a problem, and what is drawn is the surface without them. */
export function createDrawing(
  facts: SurfaceFacts,
  samples: SampledGrid | null,
  options: DrawOptions,
  look: PathLook,
): Drawing {
  const { heightScale } = options;
  const drawing = { facts, heightScale, samples, problem: null, look };
  try {
    return { ...drawing, surface: createDrawnSurface(facts, samples, heightScale, options) };
  } catch (error) {
    if (samples === null) throw error;
    // The logarithm of a large grid may run out of memory, which must not throw into the host.
    const surface = createDrawnSurface(facts, null, heightScale);
    return { ...drawing, surface, problem: createUndrawable(describeError(error).slice(0, 80)) };
  }
}

function createUndrawable(found: string): GridProblem {
  return { code: 'asset_too_large', found, expected: 'a grid for which there is memory', isRetryable: false };
}
