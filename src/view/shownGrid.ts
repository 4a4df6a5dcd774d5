import { describeError } from '../host/describeError.js';
import {
  GridLoadError,
  type GridProblem,
  type GridProgress,
  type GridRequest,
  type GridState,
  type SampledGrid,
} from '../surface/index.js';
import { createLoadOptions, hasOtherRights, mayFetchOtherwise, type GridAssetOptions } from './gridAssets.js';
import { GridMemory } from './gridMemory.js';
import type { ViewHost } from './viewHost.js';

interface ShownGridOptions {
  readonly host: ViewHost;
  /** Called when the state changes. */
  readonly onChange: () => void;
  /** Called once for each grid that cannot be shown. */
  readonly onProblem: (problem: GridProblem) => void;
}

const NO_GRID: GridState = { status: 'none' };

/** Progress changes the state after a hundredth of the total, or after this many bytes where the total is not known. */
const PROGRESS_BYTES = 65_536;

/** The sampled grid of the surface that is shown: its progress and its samples. A new request ends the one before. */
export class ShownGrid {
  private current: GridState = NO_GRID;
  private request: GridRequest | null = null;
  private assets: GridAssetOptions = {};
  private maxNodes = Infinity;
  private controller: InstanceType<ViewHost['AbortController']> | null = null;
  private isStarted = false;
  private readonly memory = new GridMemory();

  constructor(private readonly options: ShownGridOptions) {}

  get state(): GridState {
    return this.current;
  }

  /** Null until they are loaded. */
  get samples(): SampledGrid | null {
    return this.current.status === 'loaded' ? this.current.grid : null;
  }

  /** Whether the grid, loaded or loading, was requested with other rights than these. */
  hasOtherRights(assets: GridAssetOptions): boolean {
    return this.current.status !== 'none' && hasOtherRights(assets, this.assets);
  }

  /** Begins to load what is to be shown. */
  start(): void {
    this.isStarted = true;
    this.memory.start();
    this.retry();
  }

  /** Aborts loading, and forgets what was kept for this component alone. */
  end(): void {
    this.isStarted = false;
    this.stop();
    this.memory.end();
  }

  /** Shows this grid once it is loaded; null shows none. */
  show(request: GridRequest | null): void {
    this.request = request;
    if (request === null) this.stop();
    else this.retry();
  }

  /** Loads the requested grid again. */
  retry(): void {
    if (this.isStarted && this.request !== null) this.load(this.request);
  }

  /**
   * @param assets - how grids are loaded from now on; what failed under former options is tried again, and what was loaded
   * with other rights is no longer shown
   */
  configure(assets: GridAssetOptions): void {
    const isRepaired = this.current.status === 'failed' && mayFetchOtherwise(assets, this.assets);
    const isOfOthers = this.hasOtherRights(assets);
    this.assets = assets;
    if (isRepaired || isOfOthers) this.retry();
  }

  /** @param maxNodes - nodes a side that a texture may have */
  limitNodes(maxNodes: number): void {
    this.maxNodes = maxNodes;
    const { samples } = this;
    if (samples !== null && samples.nodes > maxNodes) this.refuse(createTooWide(samples, maxNodes));
  }

  /** Stops showing the loaded grid, which cannot be drawn. */
  refuse(problem: GridProblem): void {
    this.change({ status: 'failed', problem });
    this.options.onProblem(problem);
  }

  private load(request: GridRequest): void {
    const { host } = this.options;
    this.controller?.abort();
    const controller = new host.AbortController();
    const { signal } = controller;
    this.controller = controller;
    this.change({ status: 'loading', receivedBytes: 0, totalBytes: null });
    let reported = 0;
    const onProgress = ({ receivedBytes, totalBytes }: GridProgress): void => {
      const step = totalBytes === null ? PROGRESS_BYTES : totalBytes / 100;
      if (receivedBytes !== totalBytes && Math.abs(receivedBytes - reported) < step) return;
      reported = receivedBytes;
      this.change({ status: 'loading', receivedBytes, totalBytes });
    };
    const onLoaded = (grid: SampledGrid): void => {
      if (signal.aborted) return;
      if (grid.nodes > this.maxNodes) this.refuse(createTooWide(grid, this.maxNodes));
      else this.change({ status: 'loaded', grid });
    };
    const onFailed = (error: unknown): void => {
      if (!signal.aborted) this.refuse(describeFailure(error));
    };
    const loadOptions = createLoadOptions(this.assets, host);
    const { cache, owner } = this.memory.placeFor(this.assets, loadOptions.fetchAsset);
    cache.load(request, { ...loadOptions, signal, onProgress }, owner).then(onLoaded, onFailed);
  }

  private stop(): void {
    this.controller?.abort();
    this.controller = null;
    this.change(NO_GRID);
  }

  private change(state: GridState): void {
    if (state === this.current) return;
    this.current = state;
    this.options.onChange();
  }
}

function createTooWide({ nodes }: SampledGrid, maxNodes: number): GridProblem {
  return {
    code: 'asset_too_large',
    found: `${nodes} samples a side`,
    expected: `at most ${maxNodes}, which this GPU can take`,
    isRetryable: false,
  };
}

/** The problem for an error that loading threw, as a host's own fetch may. */
function describeFailure(error: unknown): GridProblem {
  if (error instanceof GridLoadError) return error.problem;
  return {
    code: 'asset_unreachable',
    found: describeError(error).slice(0, 80),
    expected: 'the samples of a grid',
    isRetryable: true,
  };
}
