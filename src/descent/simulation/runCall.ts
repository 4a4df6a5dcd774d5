import type { createParametricSurface } from '../../surface/index.js';
import type { IllustrativePoint } from '../illustrative/illustrativePath.js';
import type { StopConditions, StopReason } from '../stopConditions.js';

/** Parameters of one of the contract's kinds, all of them given. */
export type SurfaceParams = Parameters<typeof createParametricSurface>[0];

/** Whether a surface's heights are the losses of the run's points, or a likeness on which a training is played. */
export type SimulatedSource = 'measured' | 'illustrative';

/** A surface as `Emitter.surfaceSpec` takes it. */
export type SimulatedSpec = SpecOf<SurfaceParams>;

type SpecOf<Params> = Params extends { readonly kind: infer Kind }
  ? {
      readonly kind: Kind;
      readonly params: Omit<Params, 'kind'>;
      readonly domainHalf: number;
      readonly zScale?: number;
      readonly source: SimulatedSource;
    }
  : never;

/** A surface as samples, for `Emitter.surfaceGrid`: where they are put, and so their address, is the caller's. */
export interface SimulatedGrid {
  /** The contract's asset, once its numbers are written as little-endian float32: `resolution²` of them. */
  readonly samples: Float32Array;
  /** Samples a side. */
  readonly resolution: number;
  readonly domainHalf: number;
  readonly zScale: number;
  readonly source: SimulatedSource;
}

/** A run's hyperparameters, as the contract names them. */
export type SimulatedHyperparams = Required<StopConditions> & { readonly eta: number };

/** One call of an emitter, as data: `call` is the method, the rest is what it is given. */
export type RunCall =
  | { readonly call: 'surfaceSpec'; readonly surface: SimulatedSpec }
  | { readonly call: 'surfaceGrid'; readonly surface: SimulatedGrid }
  | { readonly call: 'hyperparams'; readonly values: SimulatedHyperparams }
  | { readonly call: 'start'; readonly point0: IllustrativePoint }
  | { readonly call: 'step'; readonly point: IllustrativePoint }
  | { readonly call: 'finish'; readonly reason: StopReason };
