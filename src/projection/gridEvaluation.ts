import { throwIfAborted, type HostAbortSignal } from '../host/abortSignal.js';
import { askInOrder } from './askInOrder.js';
import type { Frame } from './frame.js';
import { computeGridOrder } from './gridOrder.js';
import { createLossGrid, type LossGrid } from './lossGrid.js';
import { runPiece, type WorkOptions } from './pacer.js';
import type { Plane } from './plane.js';

/**
 * The model's loss at some weights, in loss units, always on the same data. The weights are in a buffer that is overwritten
 * after the answer: give a worker a copy, or run the whole evaluation in it. A loss that is not finite is a missing sample.
 */
export type EvaluateLoss = (weights: Float32Array, signal?: HostAbortSignal) => number | Promise<number>;

/** Progress of an evaluation. */
export interface GridEvaluationProgress {
  /** Nodes evaluated. */
  readonly evaluated: number;
  /** Nodes to evaluate. */
  readonly total: number;
  /** Nodes per side of the level that is being evaluated. */
  readonly nodes: number;
}

/** All that an evaluation needs to continue elsewhere or later; plain data that can be cloned. */
export interface GridEvaluationState {
  readonly coarsest: number;
  readonly finest: number;
  readonly frame: Frame;
  /** Nodes evaluated, in the order of evaluation. */
  readonly evaluated: number;
  /** Samples of the finest grid; those not yet evaluated are 0. */
  readonly samples: Float32Array;
}

/** Options of an evaluation. */
export interface GridEvaluationOptions {
  readonly plane: Plane;
  readonly frame: Frame;
  readonly evaluate: EvaluateLoss;
  /** Nodes per side of the first grid, `2^k + 1`, at least 3. @defaultValue 5 */
  readonly coarsest?: number;
  /** Nodes per side of the last grid, `2^k + 1`; each level takes four times as long as all before it took. @defaultValue 65 */
  readonly finest?: number;
  /**
   * The most nodes that are evaluated at the same time, integer of at least 1: with more than one, a worker thread or a pool
   * need not wait until this thread asks again. Each takes a row of weights. @defaultValue 1
   */
  readonly inFlight?: number;
  /** Continues from this state, with the same plane, frame, data and sizes. */
  readonly state?: GridEvaluationState | undefined;
}

/** Options of a run of an evaluation. */
export interface GridRunOptions extends Omit<WorkOptions, 'onProgress'> {
  /** Called with each level as soon as it is complete, and awaited; a continued evaluation begins with its newest complete level. */
  readonly onGrid?: (grid: LossGrid) => void | Promise<void>;
  /** Called after each node. If it throws the run ends. */
  readonly onProgress?: (progress: GridEvaluationProgress) => void;
}

/** Evaluates a loss on the nodes of nested grids, coarse to fine. */
export interface GridEvaluation {
  readonly progress: GridEvaluationProgress;
  /** A copy of the state so far. */
  exportState(): GridEvaluationState;
  /**
   * Evaluates the remaining nodes, and returns the finest grid. If `signal` or an error ends it, which waits for open
   * evaluations, it can be run again: evaluated nodes are kept, and the grid is the same to the bit.
   * @throws the reason of `signal` if that aborts
   * @throws whatever `evaluate` or a callback throws
   * @throws Error if it is running
   */
  run(options?: GridRunOptions): Promise<LossGrid>;
}

/**
 * Creates an evaluation of a loss on a frame of a plane. It needs a row of weights for each node in flight, and the finest
 * grid.
 * @throws RangeError if a size is not `2^k + 1`, `inFlight` is no integer of at least 1, or the state belongs to another evaluation
 */
export function createGridEvaluation(options: GridEvaluationOptions): GridEvaluation {
  return new NestedEvaluation(options);
}

class NestedEvaluation implements GridEvaluation {
  private readonly plane: Plane;
  private readonly frame: Frame;
  private readonly evaluate: EvaluateLoss;
  private readonly coarsest: number;
  private readonly finest: number;
  private readonly order;
  private readonly samples: Float32Array;
  /** Rows of weights of the nodes in flight, used in turn. */
  private readonly buffers: readonly Float32Array[];
  private evaluated: number;
  private isRunning = false;

  constructor(options: GridEvaluationOptions) {
    const { plane, frame, evaluate, coarsest = 5, finest = 65, inFlight = 1, state } = options;
    if (!Number.isInteger(inFlight) || inFlight < 1)
      throw new RangeError(`inFlight: expected an integer of at least 1, got ${inFlight}`);
    this.plane = plane;
    this.frame = frame;
    this.evaluate = evaluate;
    this.coarsest = coarsest;
    this.finest = finest;
    this.order = computeGridOrder(coarsest, finest);
    if (state !== undefined) assertState(state, this);
    this.samples = state?.samples.slice() ?? new Float32Array(finest * finest);
    this.evaluated = state?.evaluated ?? 0;
    this.buffers = Array.from({ length: inFlight }, () => new Float32Array(plane.dimension));
  }

  get progress(): GridEvaluationProgress {
    const { evaluated, finest } = this;
    const level = this.order.levels.find(({ end }) => end > evaluated);
    return { evaluated, total: this.samples.length, nodes: level?.nodes ?? finest };
  }

  exportState(): GridEvaluationState {
    const { coarsest, finest, frame, evaluated } = this;
    return { coarsest, finest, frame, evaluated, samples: this.samples.slice() };
  }

  async run(options: GridRunOptions = {}): Promise<LossGrid> {
    if (this.isRunning) throw new Error('run: this evaluation is running; wait for it, or abort its signal');
    this.isRunning = true;
    try {
      return await this.runLevels(options);
    } finally {
      this.isRunning = false;
    }
  }

  private async runLevels(options: GridRunOptions): Promise<LossGrid> {
    const levels = this.order.levels;
    // Only the newest of the levels that are complete already.
    const newest = levels.findLastIndex(({ end }) => end <= this.evaluated);
    for (const { nodes, end } of levels.slice(Math.max(newest, 0))) {
      await this.evaluateUntil(end, options);
      // After an abort no further grid is handed over.
      throwIfAborted(options.signal);
      const grid = createLossGrid(this.samples, this.finest, nodes, this.frame);
      await options.onGrid?.(grid);
      if (grid.isFinest) return grid;
    }
    throw new Error('run: the order of nodes has no finest level');
  }

  private evaluateUntil(end: number, { signal, pacer, onProgress }: GridRunOptions): Promise<void> {
    const { evaluated: from, buffers } = this;
    return askInOrder({
      from,
      end,
      inFlight: buffers.length,
      // The buffer is free: the evaluation that used it has answered.
      ask: (n) =>
        runPiece(() => this.evaluateNode(n, buffers[n % buffers.length]!, signal), { signal, pacer }),
      take: (sample, n) => {
        this.samples[this.order.indices[n]!] = sample;
        this.evaluated++;
        onProgress?.(this.progress);
      },
    });
  }

  private evaluateNode(
    n: number,
    weights: Float32Array,
    signal: HostAbortSignal | undefined,
  ): number | Promise<number> {
    const index = this.order.indices[n]!;
    const { centreX, centreY, half } = this.frame;
    const last = this.finest - 1;
    // Exact for 2^k cells a side, so nodes of nested grids are at the same places to the bit.
    const x = centreX + ((2 * (index % this.finest)) / last - 1) * half;
    const y = centreY + ((2 * Math.floor(index / this.finest)) / last - 1) * half;
    this.plane.weightsInto(x, y, weights);
    return this.evaluate(weights, signal);
  }
}

function assertState(state: GridEvaluationState, expected: object): void {
  const { coarsest, finest, frame } = expected as GridEvaluationState;
  const isSame =
    state.coarsest === coarsest &&
    state.finest === finest &&
    state.frame.centreX === frame.centreX &&
    state.frame.centreY === frame.centreY &&
    state.frame.half === frame.half &&
    state.samples.length === finest * finest;
  if (!isSame) {
    throw new RangeError(
      `state: expected one of a grid of ${coarsest} to ${finest} nodes and the same frame, got ${state.coarsest} to ${
        state.finest
      }; begin without a state where the plane or the frame is another`,
    );
  }
}
