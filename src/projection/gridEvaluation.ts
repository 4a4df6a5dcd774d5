import { throwIfAborted, type HostAbortSignal } from '../host/abortSignal.js';
import { askInOrder } from './askInOrder.js';
import type { Frame } from './frame.js';
import { computeGridOrder } from './gridOrder.js';
import { createLossGrid, type LossGrid } from './lossGrid.js';
import { runPiece, type WorkOptions } from './pacer.js';
import type { Plane } from './plane.js';

/**
 * The model's loss at some weights, in loss units, always on the same data. The weights are a buffer that is written again
 * once this is answered: a worker gets a copy, or runs the whole evaluation. A loss that is not finite makes a missing sample.
 */
export type EvaluateLoss = (weights: Float32Array, signal?: HostAbortSignal) => number | Promise<number>;

/** How far an evaluation is. */
export interface GridEvaluationProgress {
  /** Nodes evaluated. */
  readonly evaluated: number;
  /** Of how many. */
  readonly total: number;
  /** Nodes per side of the level that is being evaluated. */
  readonly nodes: number;
}

/** All that an evaluation needs to go on elsewhere or later; plain data that can be cloned. */
export interface GridEvaluationState {
  readonly coarsest: number;
  readonly finest: number;
  readonly frame: Frame;
  /** Nodes evaluated, in the order of evaluation. */
  readonly evaluated: number;
  /** Samples of the finest grid; those not yet evaluated are 0. */
  readonly samples: Float32Array;
}

/** What is evaluated. */
export interface GridEvaluationOptions {
  readonly plane: Plane;
  readonly frame: Frame;
  readonly evaluate: EvaluateLoss;
  /** Nodes per side of the first grid, `2^k + 1`, at least 3. @defaultValue 5 */
  readonly coarsest?: number;
  /** Nodes per side of the last grid, `2^k + 1`; each level takes four times as long as all before it took. @defaultValue 65 */
  readonly finest?: number;
  /**
   * Nodes that are asked for before the first of them is answered, integer of at least 1: with more than one a thread that
   * evaluates, or a pool of them, need not wait until this one finds the time to ask. Each has a row of weights.
   * @defaultValue 1
   */
  readonly inFlight?: number;
  /** Goes on from here, with the same plane, frame, data and sizes. */
  readonly state?: GridEvaluationState | undefined;
}

/** How an evaluation runs. */
export interface GridRunOptions extends Omit<WorkOptions, 'onProgress'> {
  /** Called with each level as it is complete, at once; an evaluation that goes on begins with its newest. A promise is waited for. */
  readonly onGrid?: (grid: LossGrid) => void | Promise<void>;
  /** Called after each node. What it throws ends the run. */
  readonly onProgress?: (progress: GridEvaluationProgress) => void;
}

/** Evaluates a loss on the nodes of nested grids, coarse to fine. */
export interface GridEvaluation {
  readonly progress: GridEvaluationProgress;
  /** A copy of what is evaluated so far. */
  exportState(): GridEvaluationState;
  /**
   * Evaluates what is left, and gives the finest grid. Ended by `signal` or an error, once what was asked for is answered,
   * it can be run again: nodes that are evaluated stay so, and the grid is the same to the bit.
   * @throws the reason of `signal` if that aborts
   * @throws whatever `evaluate` or a callback throws
   * @throws Error if it is running
   */
  run(options?: GridRunOptions): Promise<LossGrid>;
}

/**
 * Creates an evaluation of a loss on a frame of a plane. Its memory is a row of weights for each node in flight, and the
 * finest grid.
 * @throws RangeError if a size is not `2^k + 1`, `inFlight` is no integer of at least 1, or the state is of another evaluation
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
  /** Of the nodes in flight, in turn. */
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
    // Of the levels that are complete already the newest says all.
    const newest = levels.findLastIndex(({ end }) => end <= this.evaluated);
    for (const { nodes, end } of levels.slice(Math.max(newest, 0))) {
      await this.evaluateUntil(end, options);
      // Whoever ended it expects no grid any more.
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
      // The buffer is free: whoever had it is answered.
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
    // Nodes of nested grids lie at the same places to the bit: with 2^k cells a side the division is exact.
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
