import { describeError } from '../host/describeError.js';
import type { GridProblem, SampledGrid } from '../surface/index.js';
import type { DrawOptions } from './drawnGrid.js';
import { createDrawnSurface } from './createDrawnSurface.js';
import type { DrawnSurface } from './drawnSurface.js';
import type { PathLook } from './pathLook.js';
import type { SurfaceFacts } from './surfaceFacts.js';

/** A surface as it was drawn, of what, and what was found as it was. */
export interface Drawing {
  readonly surface: DrawnSurface;
  readonly facts: SurfaceFacts;
  /** The scale of heights that was asked for. */
  readonly heightScale: DrawOptions['heightScale'];
  /** What the surface was made of; null where it is not sampled. */
  readonly samples: SampledGrid | null;
  /** Why the samples could not be drawn; null where they could. */
  readonly problem: GridProblem | null;
  /** What of the path was looked at for points where heights are cut: goes on as the path grows. */
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
    // A large grid's logarithm may find no memory; nothing of that may reach the host.
    const surface = createDrawnSurface(facts, null, heightScale);
    return { ...drawing, surface, problem: createUndrawable(describeError(error).slice(0, 80)) };
  }
}

function createUndrawable(found: string): GridProblem {
  return { code: 'asset_too_large', found, expected: 'a grid for which there is memory', isRetryable: false };
}
