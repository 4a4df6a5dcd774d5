/** Surface kinds of the contract. A spec may name another; the run then has no surface that is known. */
export const SURFACE_KINDS = ['fixed_example', 'bowl', 'multi_hill', 'ripples'] as const;
export type SurfaceKind = (typeof SURFACE_KINDS)[number];

/** How a path ended, in the contract's words. */
export const FINISH_REASONS = ['converged', 'max_steps', 'cancelled', 'error'] as const;
export type FinishReason = (typeof FINISH_REASONS)[number];

/** What a surface is: the loss itself, or a likeness whose heights are nobody's loss. */
export const SURFACE_SOURCES = ['measured', 'illustrative'] as const;
export type SurfaceSource = (typeof SURFACE_SOURCES)[number];

/** What the surface of an event is that does not say it. */
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
   * A point is reported for every so many steps, by design: an integer from 1 to 2^53 - 1. Absent where the wire did not
   * say. It changes no step's place.
   */
  readonly reportEvery?: number;
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
  /** Why it ended, or null where the wire stated none that is known: the path has ended all the same. */
  readonly reason: FinishReason | null;
}

/** Fields the wire left out, or that were unusable, are absent. */
export interface Hyperparams {
  readonly eta?: number;
  readonly steps?: number;
  readonly tolGrad?: number;
  readonly tolStep?: number;
}

export interface HyperparamsReceived {
  readonly name: 'GD_HYPERPARAMS';
  readonly values: Hyperparams;
}

/** An event as read from the wire: checked, defaults filled in, in our own names. */
export type GradientDescentEvent =
  LossSurfaceSpecReady | LossSurfaceGridReady | PathStarted | PathUpdate | PathFinished | HyperparamsReceived;

export type GradientDescentEventName = GradientDescentEvent['name'];

/**
 * The payloads as the contract writes them on the wire. What a reader can do without is optional here,
 * so that every event that can be read can also be written.
 */
export interface WirePayloads {
  LOSS_SURFACE_SPEC_READY: {
    readonly run_id: string;
    readonly surface_spec: {
      readonly kind: string;
      readonly params?: Readonly<Record<string, unknown>>;
      readonly domainHalf?: number;
      readonly zScale?: number;
    };
    readonly projection?: Projection;
    readonly source?: SurfaceSource;
  };
  LOSS_SURFACE_GRID_READY: {
    readonly run_id: string;
    readonly asset_url: string;
    readonly grid_format: string;
    readonly resolution: number;
    readonly domainHalf?: number;
    readonly zScale?: number;
    readonly projection?: Projection;
    readonly source?: SurfaceSource;
  };
  GD_PATH_STARTED: {
    readonly run_id: string;
    readonly space?: 'normalized';
    readonly domainHalf?: number;
    readonly point0?: PathPoint;
    readonly report_every?: number;
  };
  GD_PATH_UPDATE: {
    readonly run_id: string;
    readonly space?: 'normalized';
    readonly step_start?: number;
    readonly points: readonly (PathPoint | null)[];
  };
  GD_PATH_FINISHED: {
    readonly run_id: string;
    readonly final_step?: number;
    readonly reason?: FinishReason;
  };
  GD_HYPERPARAMS: {
    readonly run_id: string;
    readonly eta?: number;
    readonly steps?: number;
    readonly tolGrad?: number;
    readonly tolStep?: number;
  };
}

export type PayloadOf<Name extends GradientDescentEventName> = WirePayloads[Name];

/** Every event name, in the order in which a run sends them. */
export const EVENT_NAMES = [
  'LOSS_SURFACE_SPEC_READY',
  'LOSS_SURFACE_GRID_READY',
  'GD_HYPERPARAMS',
  'GD_PATH_STARTED',
  'GD_PATH_UPDATE',
  'GD_PATH_FINISHED',
] as const satisfies readonly GradientDescentEventName[];
