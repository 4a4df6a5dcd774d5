import {
  computeZScale,
  createGridEvaluation,
  encodeLossGrid,
  summarizeProjection,
  type Emitter,
  type Hyperparams,
  type LiveFit,
  type LossGrid,
  type PathPoint,
} from 'gradient-descent-viz/emitter';

/** Nodes requested ahead of the thread: the training reads answers once a step, which may take the time of several nodes. */
const IN_FLIGHT = 8;

/** What a plane's surface is computed from, and where it is sent. */
export interface SurfaceWorkOptions {
  readonly emitter: Emitter;
  readonly evaluate: (weights: Float32Array) => number | Promise<number>;
  /** Keeps a grid's bytes for as long as the run is shown. @returns the address that the event names */
  readonly publish: (name: string, bytes: Uint8Array) => string;
  /** Emitted with the first plane, before which there is no picture. */
  readonly hyperparams: Hyperparams;
  /** Called when a plane's first grid and the path on it are emitted. */
  readonly onShown?: () => void;
}

/** The grids of one plane. */
export interface SurfaceSizes {
  /** Nodes a side of the first grid, and of the last. */
  readonly coarsest: number;
  readonly finest: number;
}

/**
 * Evaluates the loss on a new plane, coarse to fine. The first grid is emitted together with the path on that plane; each
 * finer one replaces the grid before it.
 * @returns when the finest grid is emitted
 * @throws the reason of `signal` if that aborts
 */
export async function showPlane(
  fit: LiveFit,
  { coarsest, finest }: SurfaceSizes,
  { emitter, evaluate, publish, hyperparams, onShown }: SurfaceWorkOptions,
  signal: AbortSignal,
): Promise<void> {
  const { plane, frame } = fit;
  let zScale: number | null = null;
  const announce = (grid: LossGrid): void => {
    const { name, bytes } = encodeLossGrid(grid, 'digits');
    // Computed from the first grid and kept, so that the surface does not jump as it gets finer.
    zScale ??= computeZScale(grid, frame);
    void emitter.surfaceGrid({
      assetUrl: publish(name, bytes),
      resolution: grid.nodes,
      domainHalf: frame.half,
      zScale,
      projection: summarizeProjection(fit),
      source: 'measured',
    });
  };
  let isShown = false;
  const onGrid = (grid: LossGrid): void => {
    announce(grid);
    if (emitter.status === 'idle') void emitter.hyperparams(hyperparams);
    if (isShown) return;
    isShown = true;
    sendPath(emitter, fit.adopt().points);
    onShown?.();
  };
  const evaluation = createGridEvaluation({ plane, frame, evaluate, coarsest, finest, inFlight: IN_FLIGHT });
  await evaluation.run({ signal, onGrid });
}

function sendPath(emitter: Emitter, [first, ...others]: readonly PathPoint[]): void {
  if (first === undefined) throw new RangeError('expected a path with a start');
  void (emitter.status === 'idle' ? emitter.start(first) : emitter.restart(first, { reason: 'projection' }));
  void emitter.steps(others);
}
