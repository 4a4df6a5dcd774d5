import type { HostAbortSignal } from '../surface/grid/gridHost.js';
import type { Frame } from './frame.js';
import { computeGridOrder } from './gridOrder.js';
import { createLossGrid, type LossGrid } from './lossGrid.js';
import { runPiece, type WorkOptions } from './pacer.js';
import type { Plane } from './plane.js';

/**
 * The model's loss at some weights, in loss units, always on the same data. The weights are one buffer that is written again
 * for the next node: a worker gets a copy, or runs the whole evaluation. A loss that is not finite makes a missing sample.
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
   * Evaluates what is left, and gives the finest grid. Ended by `signal` or an error it can be run again: nodes that are
   * evaluated stay so, and the grid is the same to the bit.
   * @throws the reason of `signal` if that aborts
   * @throws whatever `evaluate` or a callback throws
   * @throws Error if it is running
   */
  run(options?: GridRunOptions): Promise<LossGrid>;
}

/**
 * Creates an evaluation of a loss on a frame of a plane. Its memory is one row of weights and the finest grid.
 * @throws RangeError if a size is not `2^k + 1`, or the state is of another evaluation
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
  private readonly weights: Float32Array;
  private evaluated: number;
  private isRunning = false;

  constructor({ plane, frame, evaluate, coarsest = 5, finest = 65, state }: GridEvaluationOptions) {
    this.plane = plane;
    this.frame = frame;
    this.evaluate = evaluate;
    this.coarsest = coarsest;
    this.finest = finest;
    this.order = computeGridOrder(coarsest, finest);
    if (state !== undefined) assertState(state, this);
    this.samples = state?.samples.slice() ?? new Float32Array(finest * finest);
    this.evaluated = state?.evaluated ?? 0;
    this.weights = new Float32Array(plane.dimension);
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

  private async runLevels({ onGrid, onProgress, signal, pacer }: GridRunOptions): Promise<LossGrid> {
    const levels = this.order.levels;
    // Of the levels that are complete already the newest says all.
    const newest = levels.findLastIndex(({ end }) => end <= this.evaluated);
    for (const { nodes, end } of levels.slice(Math.max(newest, 0))) {
      while (this.evaluated < end) {
        const index = this.order.indices[this.evaluated]!;
        this.samples[index] = await runPiece(() => this.evaluateNode(index, signal), { signal, pacer });
        this.evaluated++;
        onProgress?.(this.progress);
      }
      const grid = createLossGrid(this.samples, this.finest, nodes, this.frame);
      await onGrid?.(grid);
      if (grid.isFinest) return grid;
    }
    throw new Error('run: the order of nodes has no finest level');
  }

  private evaluateNode(index: number, signal: HostAbortSignal | undefined): number | Promise<number> {
    const { centreX, centreY, half } = this.frame;
    const last = this.finest - 1;
    // Nodes of nested grids lie at the same places to the bit: with 2^k cells a side the division is exact.
    const x = centreX + ((2 * (index % this.finest)) / last - 1) * half;
    const y = centreY + ((2 * Math.floor(index / this.finest)) / last - 1) * half;
    this.plane.weightsInto(x, y, this.weights);
    return this.evaluate(this.weights, signal);
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
