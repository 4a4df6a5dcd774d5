/** How a path ended, in the contract's words. */
export const FINISH_REASONS = ['converged', 'max_steps', 'cancelled', 'error'] as const;
export type FinishReason = (typeof FINISH_REASONS)[number];

/** Whether a surface is the loss itself, or an illustration whose heights are no loss. */
export const SURFACE_SOURCES = ['measured', 'illustrative'] as const;
export type SurfaceSource = (typeof SURFACE_SOURCES)[number];

/** Why a path starts anew where the training goes on: `projection`, since it is now projected on another plane. */
export const RESTART_REASONS = ['projection'] as const;
export type RestartReason = (typeof RESTART_REASONS)[number];

/** The source of a surface whose event states none. */
export const DEFAULT_SURFACE_SOURCES = {
  LOSS_SURFACE_SPEC_READY: 'illustrative',
  LOSS_SURFACE_GRID_READY: 'measured',
} as const satisfies Readonly<Record<string, SurfaceSource>>;

/** Half the side of the surface's domain, in surface units, where no event gives one. */
export const DEFAULT_DOMAIN_HALF = 6;
/** Vertical scale where no event gives one: scene units per loss unit. */
export const DEFAULT_Z_SCALE = 0.3;

/** A Gaussian bump of a `multi_hill` surface: centre and width in surface units, height in loss units. */
export interface Hill {
  readonly x: number;
  readonly y: number;
  readonly amp: number;
  readonly sigma: number;
}

/** Kinds of surfaces that are known. */
export type SurfaceKind = SurfaceParams['kind'];

/** Parameters of a surface, checked; what the wire left out has its default. See `surface/formulas` for what they mean. */
export type SurfaceParams =
  | { readonly kind: 'fixed_example' }
  | {
      readonly kind: 'bowl';
      readonly a: number;
      readonly b: number;
      readonly tiltX: number;
      readonly tiltY: number;
      readonly offset: number;
    }
  | {
      readonly kind: 'multi_hill';
      readonly bowlStrength: number;
      readonly offset: number;
      readonly hills: readonly Hill[];
    }
  | {
      readonly kind: 'ripples';
      readonly amp: number;
      readonly freq: number;
      readonly decay: number;
      readonly bowlStrength: number;
      readonly offset: number;
    };

/** How a real training trajectory was projected to two dimensions; travels on either surface event. */
export interface Projection {
  readonly method: 'pca' | 'random';
  /** Share of the trajectory's variance along the x and y axis, each in [0, 1]. */
  readonly explainedVariance?: readonly [number, number];
  /** What a random walk of the same length would show on the two axes, each in [0, 1]. */
  readonly randomWalk?: readonly [number, number];
  readonly seed?: number;
  readonly checkpoints?: number;
  /** Name of the plane, not empty: surfaces of a run that name the same plane are surfaces of one plane. */
  readonly plane?: string;
}

/** A point of the path in normalized coordinates; `[-1, 1]` is the surface's domain, beyond is legal. */
export interface PathPoint {
  readonly x: number;
  readonly y: number;
  /** The true loss at that step, in loss units. */
  readonly loss?: number;
  /** Distance from the plane on which the path is projected, in weight units, at least 0. */
  readonly residual?: number;
}

export interface LossSurfaceSpecReady {
  readonly name: 'LOSS_SURFACE_SPEC_READY';
  /** The kind as the wire named it. */
  readonly kind: string;
  /** The checked parameters, or null for a kind that is not known. */
  readonly params: SurfaceParams | null;
  /** Half the side of the domain in surface units, above 0; null where the wire gave none that is usable. */
  readonly domainHalf: number | null;
  /** Scene units per loss unit, finite and not 0; the default where the wire gave none that is usable. */
  readonly zScale: number;
  readonly projection: Projection | null;
  /** Whether the heights are the loss; absent where the wire did not say: a formula is then an illustration. */
  readonly source?: SurfaceSource;
}

export interface LossSurfaceGridReady {
  readonly name: 'LOSS_SURFACE_GRID_READY';
  readonly assetUrl: string;
  readonly gridFormat: string;
  /** Samples or cells a side, an integer; which of the two, the asset's length decides. */
  readonly resolution: number;
  readonly domainHalf: number | null;
  readonly zScale: number;
  readonly projection: Projection | null;
  /** Whether the heights are the loss; absent where the wire did not say: samples are then measured. */
  readonly source?: SurfaceSource;
}

export interface PathStarted {
  readonly name: 'GD_PATH_STARTED';
  readonly domainHalf: number | null;
  /** Step 0; null where it was missing or unusable, or in a `space` that cannot be drawn. */
  readonly point0: PathPoint | null;
  /**
   * A point is sent for every so many steps, by design: an integer from 1 to 2^53 - 1. Absent where the wire did not
   * say. It changes no step's place.
   */
  readonly reportEvery?: number;
  /** Why the path starts anew where the training goes on. Absent where the training itself starts, or the wire did not say. */
  readonly restart?: RestartReason;
}

export interface PathUpdate {
  readonly name: 'GD_PATH_UPDATE';
  /** Step of `points[0]`, an integer ≥ 0, or null: the update then follows the run's last step. */
  readonly stepStart: number | null;
  /** Consecutive steps; null where the wire's point was unusable (its step is then missing). */
  readonly points: readonly (PathPoint | null)[];
}

export interface PathFinished {
  readonly name: 'GD_PATH_FINISHED';
  /** The last index or the number of steps, or null where the wire gave none. */
  readonly finalStep: number | null;
  /** Why it ended, or null where the wire stated no known reason. */
  readonly reason: FinishReason | null;
}

/** A hyperparameter that the contract does not name, `momentum` or `optimizer` for one: shown, never computed with. */
export interface OtherHyperparam {
  /** At most 256 characters (UTF-16 code units), not empty. */
  readonly name: string;
  /** A finite number, true, false, or a text of at most 200 characters. */
  readonly value: number | string | boolean;
}

/** Fields the wire left out, or that were unusable, are absent. */
export interface Hyperparams {
  /** Learning rate. */
  readonly eta?: number;
  /** Step limit, an integer ≥ 0. */
  readonly steps?: number;
  /** The run stops at a gradient below this. */
  readonly tolGrad?: number;
  /** The run stops at a step shorter than this. */
  readonly tolStep?: number;
  /** Those of other names, at most 64, sorted by the UTF-16 code units of the names; absent where there are none. */
  readonly others?: readonly OtherHyperparam[];
}

export interface HyperparamsReceived {
  readonly name: 'GD_HYPERPARAMS';
  readonly values: Hyperparams;
}

/** An event as read from the wire: checked, defaults filled in, in our own names. */
export type GradientDescentEvent =
  LossSurfaceSpecReady | LossSurfaceGridReady | PathStarted | PathUpdate | PathFinished | HyperparamsReceived;

export type GradientDescentEventName = GradientDescentEvent['name'];
