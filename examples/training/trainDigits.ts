import { setImmediate, setTimeout } from 'node:timers/promises';
import {
  chooseSubset,
  createLiveProjection,
  createMemoryCheckpoints,
  createSeededRandom,
  type Emitter,
} from 'gradient-descent-viz/emitter';
import { readDigits, selectDigits, type Digits } from './digits.mjs';
import { createIllustration } from './illustration.js';
import { LiveSurfaces } from './liveSurfaces.js';
import { createLossEvaluator, type LossEvaluator } from './lossEvaluator.js';
import { createLoss, createNetwork, prepareNetwork } from './network.mjs';
import type { SurfaceWorkOptions } from './surfaceWork.js';

const LEARNING_RATE = 0.02;
const MOMENTUM = 0.9;
const BATCH = 32;
const STEPS = 1000;
/** The loss at which the training is expected to end, in nats; the illustrative run needs it in advance. */
const GOAL_LOSS = 0.3;

/** The longest evaluation of the loss: a surface of 9 × 9 then takes half a second. */
const EVALUATION_BUDGET_MS = 6;
const MEASURED_ROUNDS = 5;

/** Steps per update, sent in both runs at the same time, so that pictures side by side show the same step. */
const STEPS_PER_UPDATE = 5;

/** Steps before the first plane. */
const FIRST_PLANE_STEPS = 50;
/** Room on a plane for this share of steps more than there were: the path goes on while a surface is evaluated. */
const AHEAD = 1;

/** The data and evaluators of a training, ready to begin. */
export interface Classroom {
  readonly learned: Digits;
  readonly evaluator: LossEvaluator;
  /** The same loss as the evaluator's, on the training's own thread. */
  readonly computeLoss: (weights: Float32Array) => number;
  /** How many digits the loss is computed on, and of how many. */
  readonly tested: { readonly size: number; readonly count: number };
  /** Number of the network's weights. */
  readonly weightCount: number;
}

/** What a training runs with, and where it is sent. */
export interface TrainingOptions {
  readonly classroom: Classroom;
  readonly seed: number;
  /** Emits the real run: weights projected onto a plane, over the true loss on it. */
  readonly emitter: Emitter;
  /** Emits the illustrative run. */
  readonly illustrative: Emitter;
  readonly publish: SurfaceWorkOptions['publish'];
  readonly signal: AbortSignal;
  /** Optimizer steps. @defaultValue 1,000 */
  readonly steps?: number;
  /** The least time of a step, in milliseconds, so that viewers can follow. @defaultValue 0 */
  readonly minStepMs?: number;
  /** Nodes a side of the last surface, `2^k + 1`, at least 9. @defaultValue 33 */
  readonly lastNodes?: number;
  /** Whether surfaces are evaluated; false to measure the cost of training alone. @defaultValue true */
  readonly isSurfaceShown?: boolean;
}

/** Reads the digits, and chooses as many of the test set as this machine can evaluate in time. */
export async function prepareClassroom(seed: number): Promise<Classroom> {
  await prepareNetwork();
  const { learned, tested } = readDigits();
  const { weightCount, msPerExample } = measure(tested);
  const { size, indices } = chooseSubset({
    count: tested.count,
    seed,
    measuredMsPerExample: msPerExample,
    budgetMs: EVALUATION_BUDGET_MS,
    minSize: 128,
  });
  const chosen = selectDigits(tested, indices);
  return {
    learned,
    evaluator: await createLossEvaluator(chosen),
    computeLoss: createLoss(chosen),
    tested: { size, count: tested.count },
    weightCount,
  };
}

/** Measures the time of one evaluation on this machine, and the size of the network. */
function measure(tested: Digits): { readonly weightCount: number; readonly msPerExample: number } {
  const computeLoss = createLoss(tested);
  const network = createNetwork({ seed: 0, learningRate: LEARNING_RATE, momentum: MOMENTUM });
  const weights = network.readWeights();
  const { weightCount } = network;
  network.dispose();
  let least = Infinity;
  for (let round = 0; round < MEASURED_ROUNDS; round++) {
    const begun = performance.now();
    computeLoss(weights);
    least = Math.min(least, performance.now() - begun);
  }
  return { weightCount, msPerExample: Math.max(least, 1e-3) / tested.count };
}

/** Trains the network once, and emits both runs while it trains. */
export async function trainDigits(options: TrainingOptions): Promise<void> {
  const {
    classroom,
    emitter,
    illustrative,
    seed,
    signal,
    steps = STEPS,
    minStepMs = 0,
    isSurfaceShown = true,
  } = options;
  const network = createNetwork({ seed, learningRate: LEARNING_RATE, momentum: MOMENTUM });
  const random = createSeededRandom(seed);
  const projection = createLiveProjection({
    checkpoints: createMemoryCheckpoints({ dimension: network.weightCount }),
    firstFitAt: FIRST_PLANE_STEPS,
    ahead: AHEAD,
  });
  const hyperparams = { eta: LEARNING_RATE, steps };
  const { evaluate, giveWay } = classroom.evaluator;
  const sendBoth = (): void => {
    for (const each of [emitter, illustrative]) void each.flush();
  };
  // The first surface may slow the training down; finer and later ones may not.
  const onShown = (): void => {
    giveWay();
    sendBoth();
  };
  const work = { ...options, evaluate, hyperparams, onShown };
  const surfaces = new LiveSurfaces(work, projection, signal);
  void illustrative.hyperparams(hyperparams);
  const illustration = createIllustration(illustrative, GOAL_LOSS);
  try {
    for (let step = 0; step <= steps && !signal.aborted; step++) {
      const begun = performance.now();
      const weights = network.readWeights();
      const loss = classroom.computeLoss(weights);
      const update = projection.add(weights, loss);
      if (update.kind === 'diverged') throw new Error(`the weights of step ${step} are not finite`);
      if (update.kind === 'point') void emitter.step(update.point);
      illustration.report(loss);
      if (step % STEPS_PER_UPDATE === 0) sendBoth();
      if (isSurfaceShown) surfaces.renewIfDue(step + 1);
      network.train(selectDigits(classroom.learned, drawBatch(random, classroom.learned.count)));
      // Lets sockets and timers run.
      const restMs = minStepMs - (performance.now() - begun);
      await (restMs > 0 ? setTimeout(restMs) : setImmediate());
    }
    illustration.finish(signal.aborted ? 'cancelled' : 'max_steps');
    const reportEnd = (): void => {
      if (emitter.status === 'running') void emitter.finish(signal.aborted ? 'cancelled' : 'max_steps');
    };
    // The end is sent with a plane of its own, whose surface gets finer after it.
    if (isSurfaceShown && !signal.aborted) await surfaces.showLast(reportEnd, options.lastNodes);
    reportEnd();
  } finally {
    surfaces.stop();
    network.dispose();
  }
}

function drawBatch(random: ReturnType<typeof createSeededRandom>, count: number): Uint32Array {
  return Uint32Array.from({ length: BATCH }, () => Math.floor(random.uniform() * count));
}
