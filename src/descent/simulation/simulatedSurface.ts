import { DEFAULT_DOMAIN_HALF, type SurfaceParams, type SurfaceSource } from '../../protocol/events.js';
import { createParametricSurface, type Surface } from '../../surface/index.js';
import type { Place } from '../objective.js';
import { sampleObjective } from '../sampleObjective.js';
import type { RunCall, SimulatedSpec } from './runCall.js';

/** A surface on which a run is simulated. */
export type SimulatedSurface = ParametricChoice | SampledChoice;

/** One of the contract's kinds, sent as a formula. */
export interface ParametricChoice {
  readonly params: SurfaceParams;
  /** Half the side of the domain, in surface units, above 0. @defaultValue 6, the contract's */
  readonly domainHalf?: number;
  /** Scene units per loss unit. @defaultValue the emitter's */
  readonly zScale?: number;
}

/** Any other surface, such as a standard test function, sent as samples. */
export interface SampledChoice {
  readonly objective: Surface & { readonly start?: Place };
  /** Samples a side, integer ≥ 2. @defaultValue 129 */
  readonly nodes?: number;
  /** Scene units per loss unit. @defaultValue a scale at which its height is half its width */
  readonly zScale?: number;
}

/** A surface, the start of a run on it, and the call that announces it. */
export interface ResolvedSurface {
  readonly surface: Surface;
  readonly start: Place;
  readonly announcement: RunCall;
}

const DEFAULT_NODES = 129;

/** Default start of a run, as shares of `domainHalf`. */
const START_SHARE: Place = { x: 0.75, y: -0.6 };

/**
 * @param source - `measured` where the run's losses are the surface's own
 * @throws RangeError for a domain or a number of nodes that cannot be used
 */
export function resolveSurface(choice: SimulatedSurface, source: SurfaceSource): ResolvedSurface {
  return 'params' in choice ? resolveParametric(choice, source) : resolveSampled(choice, source);
}

function resolveParametric(
  { params, domainHalf = DEFAULT_DOMAIN_HALF, zScale }: ParametricChoice,
  source: SurfaceSource,
): ResolvedSurface {
  const { kind, ...rest } = params;
  const frame = zScale === undefined ? { domainHalf } : { domainHalf, zScale };
  // The compiler no longer knows that kind and parameters belong together.
  const spec = { kind, params: rest, ...frame, source } as SimulatedSpec;
  return {
    surface: createParametricSurface(params, domainHalf),
    start: { x: START_SHARE.x * domainHalf, y: START_SHARE.y * domainHalf },
    announcement: { call: 'surfaceSpec', surface: spec },
  };
}

function resolveSampled(
  { objective, nodes = DEFAULT_NODES, zScale }: SampledChoice,
  source: SurfaceSource,
): ResolvedSurface {
  const { domainHalf, start } = objective;
  const samples = sampleObjective(objective, domainHalf, nodes);
  const scale = zScale ?? domainHalf / spanOf(samples);
  const grid = { samples, resolution: nodes, domainHalf, zScale: scale, source };
  return {
    surface: objective,
    start: start ?? { x: START_SHARE.x * domainHalf, y: START_SHARE.y * domainHalf },
    announcement: { call: 'surfaceGrid', surface: grid },
  };
}

/** Highest minus lowest finite sample, in loss units; 1 where that is 0. */
function spanOf(samples: Float32Array): number {
  let min = Infinity;
  let max = -Infinity;
  for (const z of samples) {
    if (!Number.isFinite(z)) continue;
    min = Math.min(min, z);
    max = Math.max(max, z);
  }
  return max > min ? max - min : 1;
}
