import {
  DEFAULT_Z_SCALE,
  type LossSurfaceGridReady,
  type LossSurfaceSpecReady,
  type Projection,
  type SurfaceKind,
  type SurfaceParams,
  type SurfaceSource,
} from '../protocol/events.js';
import { SURFACE_KINDS } from '../protocol/contract/surfaceParams.js';
import { SURFACE_PARAM_DEFAULTS } from '../protocol/contract/surfaceParams.js';

/** The scale of a surface, its source, and the projection of the run. */
interface SurfaceFrame {
  /** Half the side of the domain in surface units, above 0. @defaultValue the emitter's */
  readonly domainHalf?: number;
  /** Scene units per loss unit, not 0. @defaultValue 0.3 */
  readonly zScale?: number;
  readonly projection?: Projection;
  /**
   * Whether the heights are the loss, or an illustration. @defaultValue none is stated: readers take a formula for
   * illustrative and samples for measured
   */
  readonly source?: SurfaceSource;
}

type ParamsInput<Kind extends SurfaceKind> = Partial<Omit<Extract<SurfaceParams, { kind: Kind }>, 'kind'>>;

/** A surface that is a formula; a parameter that is left out has the contract's default. */
export type SurfaceSpecInput = {
  readonly [Kind in SurfaceKind]: SurfaceFrame & { readonly kind: Kind; readonly params?: ParamsInput<Kind> };
}[SurfaceKind];

/** A surface that is a file of samples. */
export interface SurfaceGridInput extends SurfaceFrame {
  readonly assetUrl: string;
  /** Samples or cells a side. */
  readonly resolution: number;
  /** @defaultValue 'float32' */
  readonly gridFormat?: string;
}

/** @throws RangeError for a kind that the contract does not have */
export function createSpecEvent(input: SurfaceSpecInput, domainHalf: number): LossSurfaceSpecReady {
  const { kind } = input;
  if (!SURFACE_KINDS.includes(kind)) {
    throw new RangeError(`surfaceSpec: kind: expected one of ${SURFACE_KINDS.join(', ')}, got ${kind}`);
  }
  const hills = kind === 'multi_hill' ? { hills: [] } : {};
  // The compiler cannot see that fields, defaults and parameters all belong to this `kind`.
  const params = { kind, ...hills, ...SURFACE_PARAM_DEFAULTS[kind], ...input.params } as SurfaceParams;
  return { name: 'LOSS_SURFACE_SPEC_READY', kind, params, ...createFrame(input, domainHalf) };
}

export function createGridEvent(input: SurfaceGridInput, domainHalf: number): LossSurfaceGridReady {
  const { assetUrl, resolution, gridFormat = 'float32' } = input;
  return {
    name: 'LOSS_SURFACE_GRID_READY',
    assetUrl,
    gridFormat,
    resolution,
    ...createFrame(input, domainHalf),
  };
}

function createFrame(input: SurfaceFrame, domainHalf: number) {
  const { zScale = DEFAULT_Z_SCALE, projection = null, source } = input;
  const frame = { domainHalf: input.domainHalf ?? domainHalf, zScale, projection };
  return source === undefined ? frame : { ...frame, source };
}
