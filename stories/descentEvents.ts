import { createEnvelope } from '../src/protocol/encode.js';
import type {
  FinishReason,
  GradientDescentEvent,
  Hyperparams,
  PathPoint,
  SurfaceParams,
  SurfaceSource,
} from '../src/protocol/events.js';
import { createParametricSurface } from '../src/surface/index.js';

const DOMAIN_HALF = 6;
const FIRST_TS_MS = 1_790_000_000_000;

export interface DescentOptions {
  readonly params: SurfaceParams;
  /** Where the descent begins, normalized. */
  readonly from: PathPoint;
  readonly steps: number;
  /** Learning rate, in surface units squared per loss unit. */
  readonly eta: number;
  readonly zScale?: number;
  /** Left out: the descent is on the surface itself. */
  readonly source?: SurfaceSource;
  /** The loss that is reported for a step. */
  readonly lossAt?: (step: number) => number;
  /** Left out: the run goes on. */
  readonly reason?: FinishReason;
  readonly hyperparams?: Hyperparams;
  readonly runId?: string;
}

/** Plain gradient descent on a surface, as the envelopes that a backend would send of it. */
export function createDescentEvents(options: DescentOptions): object[] {
  const {
    params,
    zScale = 0.3,
    source = 'measured',
    reason,
    hyperparams,
    runId = `run_${params.kind}`,
  } = options;
  const points = descend(options);
  const events: GradientDescentEvent[] = [
    {
      name: 'LOSS_SURFACE_SPEC_READY',
      kind: params.kind,
      params,
      domainHalf: DOMAIN_HALF,
      zScale,
      projection: null,
      source,
    },
    ...(hyperparams === undefined ? [] : [{ name: 'GD_HYPERPARAMS', values: hyperparams } as const]),
    { name: 'GD_PATH_STARTED', domainHalf: DOMAIN_HALF, point0: points[0]! },
    { name: 'GD_PATH_UPDATE', stepStart: 0, points },
    ...(reason === undefined
      ? []
      : [{ name: 'GD_PATH_FINISHED', finalStep: points.length, reason } as const]),
  ];
  return events.map((event, i) =>
    createEnvelope({ projectId: 'stories', seq: i + 1, tsMs: FIRST_TS_MS + i, runId, event }),
  );
}

function descend({ params, from, steps, eta, lossAt }: DescentOptions): PathPoint[] {
  const surface = createParametricSurface(params, DOMAIN_HALF);
  const gradient = new Float64Array(2);
  let x = from.x * DOMAIN_HALF;
  let y = from.y * DOMAIN_HALF;
  const points: PathPoint[] = [];
  for (let step = 0; step < steps; step++) {
    points.push({
      x: x / DOMAIN_HALF,
      y: y / DOMAIN_HALF,
      ...(lossAt && { loss: lossAt(step) }),
    });
    surface.gradientInto(x, y, gradient);
    x -= eta * gradient[0]!;
    y -= eta * gradient[1]!;
  }
  return points;
}
