import type { SurfaceParams, SurfaceSource } from '../../protocol/events.js';
import type { IllustrativePoint } from '../illustrative/illustrativePath.js';
import type { StopConditions, StopReason } from '../stopConditions.js';

/** A surface as `Emitter.surfaceSpec` takes it. */
export type SimulatedSpec = SpecOf<SurfaceParams>;

type SpecOf<Params> = Params extends { readonly kind: infer Kind }
  ? {
      readonly kind: Kind;
      readonly params: Omit<Params, 'kind'>;
      readonly domainHalf: number;
      readonly zScale?: number;
      readonly source: SurfaceSource;
    }
  : never;

/** A surface as samples, for `Emitter.surfaceGrid`; the caller stores them and chooses their address. */
export interface SimulatedGrid {
  /** `resolution²` numbers; written as little-endian float32 they are the contract's asset. */
  readonly samples: Float32Array;
  /** Samples a side. */
  readonly resolution: number;
  readonly domainHalf: number;
  readonly zScale: number;
  readonly source: SurfaceSource;
}

/** A run's hyperparameters, as the contract names them. */
export type SimulatedHyperparams = Required<StopConditions> & { readonly eta: number };

/** One call of an emitter, as data: `call` is the method, the rest are its arguments. */
export type RunCall =
  | { readonly call: 'surfaceSpec'; readonly surface: SimulatedSpec }
  | { readonly call: 'surfaceGrid'; readonly surface: SimulatedGrid }
  | { readonly call: 'hyperparams'; readonly values: SimulatedHyperparams }
  | { readonly call: 'start'; readonly point0: IllustrativePoint }
  | { readonly call: 'step'; readonly point: IllustrativePoint }
  | { readonly call: 'finish'; readonly reason: StopReason };
