import { onAbort } from '../../host/abortSignal.js';
import { readCount } from '../../protocol/checkOption.js';
import type { GridHost } from './gridHost.js';
import type { SampledGrid } from './gridProblem.js';
import { createGridLoad, fetchGrid, type GridLoad, type GridRequest } from './loadGrid.js';
import type { GridLoadOptions, GridProgress } from './gridLoadOptions.js';

/** Options of a cache. */
export interface GridCacheOptions {
  /** The most bytes of grids that are kept; 0 keeps none. @defaultValue 64 MiB */
  readonly maxCacheBytes?: number | undefined;
}

const DEFAULT_MAX_CACHE_BYTES = 67_108_864;

/** A load that one or more callers wait for. */
interface SharedLoad {
  /** Whether caching it saves a request: the content of `data:` and `blob:` is here already. */
  readonly isRemote: boolean;
  readonly controller: InstanceType<GridHost['AbortController']>;
  readonly users: Set<SharedUser>;
  progress: GridProgress | null;
}

/** The functions that settle a promise. */
interface Settling {
  resolve(grid: SampledGrid): void;
  reject(reason: unknown): void;
}

interface SharedUser extends Settling {
  onProgress(progress: GridProgress): void;
}

/** Creates an empty cache. @throws RangeError if `maxCacheBytes` is neither an integer of at least 0 nor Infinity */
export function createGridCache(options: GridCacheOptions = {}): GridCache {
  return new GridCache(readCount('createGridCache', options, 'maxCacheBytes', DEFAULT_MAX_CACHE_BYTES));
}

/**
 * Grids by owner, resolved address and resolution. Loads of the same grid share one fetch, which is aborted when the last
 * caller has aborted. The most recently used grids are kept, in bounded memory; failures are not, nor are grids that need no
 * request (`data:`, `blob:`).
 */
export class GridCache {
  /** The most recently used grid is last. */
  private readonly kept = new Map<string, SampledGrid>();
  private keptBytes = 0;
  private readonly loads = new Map<string, SharedLoad>();

  constructor(private readonly maxBytes: number) {}

  /**
   * {@link loadGrid}, or the grid from memory, in which case `onProgress` is not called. A caller that joins a load receives
   * its progress at once. Loads that differ in limit, allowed origins or credentials share nothing; otherwise the first one's
   * `fetchAsset`, timeouts and retries hold for all. All callers receive the same grid, whose samples must not be changed.
   * @param owner - the owner of the grid: owners share nothing
   * @throws what {@link loadGrid} throws
   */
  async load(request: GridRequest, options: GridLoadOptions, owner = ''): Promise<SampledGrid> {
    const asked = createGridLoad(request, options);
    const key = createKey(owner, asked);
    const grid = this.take(key);
    if (grid !== undefined) return grid;
    const load = this.loads.get(key) ?? this.start(key, asked);
    return new Promise((resolve, reject) => this.join(key, load, options, { resolve, reject }));
  }

  /** Forgets every grid. Running loads continue for their callers, but are not kept, and no other caller joins them. */
  clear(): void {
    this.kept.clear();
    this.keptBytes = 0;
    this.loads.clear();
  }

  private join(key: string, load: SharedLoad, options: GridLoadOptions, promise: Settling): void {
    const { signal, onProgress } = options;
    const leave = (): void => {
      stopListening();
      load.users.delete(user);
    };
    const user: SharedUser = {
      onProgress(progress) {
        try {
          onProgress?.(progress);
        } catch (fault) {
          // The error of one caller's `onProgress`; the load goes on for the others.
          user.reject(fault);
        }
      },
      resolve(grid) {
        leave();
        promise.resolve(grid);
      },
      reject: (reason) => {
        leave();
        promise.reject(reason);
        this.abandon(key, load, reason);
      },
    };
    load.users.add(user);
    const stopListening = onAbort(signal, () => user.reject(signal?.reason));
    if (load.progress !== null) user.onProgress(load.progress);
  }

  private start(key: string, asked: GridLoad): SharedLoad {
    const { options } = asked;
    const load: SharedLoad = {
      isRemote: asked.target.isRemote,
      controller: new options.host.AbortController(),
      users: new Set(),
      progress: null,
    };
    this.loads.set(key, load);
    const onProgress = (progress: GridProgress): void => {
      load.progress = progress;
      for (const user of load.users) user.onProgress(progress);
    };
    const { signal } = load.controller;
    fetchGrid({ ...asked, options: { ...options, signal, onProgress } }).then(
      (grid) => {
        if (this.forget(key, load) && load.isRemote) this.keep(key, grid);
        for (const user of load.users) user.resolve(grid);
      },
      (error: unknown) => {
        this.forget(key, load);
        for (const user of load.users) user.reject(error);
      },
    );
    return load;
  }

  /** Ends a load that no caller waits for; the next request begins a new one. */
  private abandon(key: string, load: SharedLoad, reason: unknown): void {
    if (load.users.size > 0) return;
    this.forget(key, load);
    load.controller.abort(reason);
  }

  /** @returns whether the load was still known; it is not if the cache was cleared meanwhile */
  private forget(key: string, load: SharedLoad): boolean {
    return this.loads.get(key) === load && this.loads.delete(key);
  }

  private take(key: string): SampledGrid | undefined {
    const grid = this.kept.get(key);
    if (grid === undefined) return undefined;
    this.kept.delete(key);
    this.kept.set(key, grid);
    return grid;
  }

  private keep(key: string, grid: SampledGrid): void {
    if (computeBytes(grid) > this.maxBytes) return;
    this.drop(key);
    this.kept.set(key, grid);
    this.keptBytes += computeBytes(grid);
    for (const oldest of this.kept.keys()) {
      if (this.keptBytes <= this.maxBytes) return;
      this.drop(oldest);
    }
  }

  private drop(key: string): void {
    const grid = this.kept.get(key);
    if (grid === undefined) return;
    this.kept.delete(key);
    this.keptBytes -= computeBytes(grid);
  }
}

/** The key of a load. It includes what was allowed, so that no caller receives a grid that its own options would refuse. */
function createKey(owner: string, { target, resolution, maxBytes, options }: GridLoad): string {
  const { credentials = 'omit', allowedOrigins = null } = options;
  return JSON.stringify([owner, resolution, credentials, maxBytes, allowedOrigins, target.href]);
}

/** Memory that a grid takes: its whole buffer, of which the samples may be a view. The address is negligible. */
function computeBytes(grid: SampledGrid): number {
  return grid.samples.buffer.byteLength;
}
