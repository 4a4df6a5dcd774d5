import { createEnvelope } from '../src/protocol/encode.js';
import type { FinishReason, GradientDescentEvent, PathPoint, Projection } from '../src/protocol/events.js';
import { createGridSurface } from '../src/surface/index.js';

const DOMAIN_HALF = 3;
const FIRST_TS_MS = 1_790_000_000_000;

/** A loss `z` over normalized x and y; not finite where it was not sampled. */
export type SampledLoss = (x: number, y: number) => number;

/** Raw float32 samples as a backend writes them: row by row, y rising, x fastest. */
export function sampleLoss(loss: SampledLoss, nodes: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(nodes * nodes);
  for (let row = 0; row < nodes; row++) {
    const y = -1 + (2 * row) / (nodes - 1);
    for (let column = 0; column < nodes; column++) {
      samples[row * nodes + column] = loss(-1 + (2 * column) / (nodes - 1), y);
    }
  }
  return samples;
}

/** A curved valley between walls, as losses along two directions of a network have it: 0.02 to some 250. */
export const valleyLoss: SampledLoss = (x, y) => {
  const u = x - 0.35;
  const across = y + 0.2 - 0.9 * u * u;
  const ripple = 0.08 * (1 - Math.cos(9 * u)) * (1 + Math.cos(7 * across));
  return 0.02 + 6 * u * u + 45 * across * across + ripple;
};

/** The same, with a corner and a spot in the middle where the loss was not finite. */
export const valleyWithHoles: SampledLoss = (x, y) => {
  const isCorner = x < -0.45 && y < -0.55;
  const isSpot = Math.hypot(x + 0.12, y + 0.02) < 0.13;
  return isCorner || isSpot ? Number.NaN : valleyLoss(x, y);
};

export interface GridRun {
  readonly samples: Float32Array;
  readonly nodes: number;
  readonly zScale: number;
  readonly assetUrl: string;
  readonly reason?: FinishReason;
  /** The plane of a larger model's weights that this is said to be: its points then lie off it. */
  readonly projection?: Projection;
}

/** A descent on the loss itself, as the envelopes of a backend that sampled it; each point carries its loss. */
export function createGridEvents(run: GridRun): object[] {
  const { samples, nodes, zScale, assetUrl, reason, projection = null } = run;
  const points = descend(samples, nodes).map((point, i) =>
    projection === null ? point : { ...point, residual: 1.4 * Math.exp(-i / 60) },
  );
  const events: GradientDescentEvent[] = [
    {
      name: 'LOSS_SURFACE_GRID_READY',
      assetUrl,
      gridFormat: 'float32',
      resolution: nodes,
      domainHalf: DOMAIN_HALF,
      zScale,
      projection,
      source: 'measured',
    },
    { name: 'GD_PATH_STARTED', domainHalf: DOMAIN_HALF, point0: points[0]! },
    { name: 'GD_PATH_UPDATE', stepStart: 0, points },
    ...(reason === undefined
      ? []
      : [{ name: 'GD_PATH_FINISHED', finalStep: points.length, reason } as const]),
  ];
  return events.map((event, i) =>
    createEnvelope({
      projectId: 'stories',
      seq: i + 1,
      tsMs: FIRST_TS_MS + i,
      runId: `run_grid_${nodes}`,
      event,
    }),
  );
}

/** Momentum on the valley: it overshoots, and comes to rest. */
function descend(samples: Float32Array, nodes: number): PathPoint[] {
  const surface = createGridSurface(samples, nodes, 1);
  const h = 1e-4;
  let [x, y] = [-0.78, 0.92];
  let [speedX, speedY] = [0, 0];
  const points: PathPoint[] = [];
  for (let step = 0; step < 160; step++) {
    const loss = surface.valueAt(x, y);
    points.push({ x, y, ...(Number.isNaN(loss) ? {} : { loss }) });
    speedX = 0.9 * speedX - (0.0022 * (valleyLoss(x + h, y) - valleyLoss(x - h, y))) / (2 * h);
    speedY = 0.9 * speedY - (0.0022 * (valleyLoss(x, y + h) - valleyLoss(x, y - h))) / (2 * h);
    x += speedX;
    y += speedY;
  }
  return points;
}
