import type { RunState } from '../run/runState.js';
import type { RunStore } from '../run/runStore.js';
import { selectShownRun } from '../run/selectors.js';
import type { GridProblem, GridRequest, GridState, HeightScale, SampledGrid } from '../surface/index.js';
import { createDrawnSurface, type DrawnSurface } from './drawnSurface.js';
import { GridLoader, type GridAssetOptions } from './gridLoader.js';
import { watchAxisOrder } from './watchAxisOrder.js';

/** Text follows the frame that shows the surface; where no frame comes, in a hidden tab, it waits no longer than this. */
const MAX_TEXT_DELAY_MS = 250;

/** The surface that is shown, and how far its grid is, as text says it. */
export interface ShownSurfaceText {
  readonly surface: DrawnSurface;
  readonly grid: GridState;
}

/** What of a run its surface is made of. */
type SurfaceFacts = Pick<RunState, 'surface' | 'spec' | 'domainHalf'>;

/**
 * The shown run's surface for everything that draws it. Follows the store and the grid's loading without React:
 * a new surface is there for mesh, line, marker and fit in the same frame, and its text comes after that.
 * Made anew only when what was said of it changes, or when its grid is there, and not before somebody looks.
 */
export class SurfaceSource {
  private facts: SurfaceFacts | null = null;
  private runKey: string | null = null;
  private request: GridRequest | null = null;
  private heightScale: HeightScale = 'linear';
  private assets: GridAssetOptions = {};
  private drawn: DrawnSurface | null = null;
  private text: ShownSurfaceText | null = null;
  private cancelText: (() => void) | null = null;
  private endWatch: (() => void) | null = null;
  private isStarted = false;
  private readonly listeners = new Set<() => void>();
  private readonly textListeners = new Set<() => void>();
  private readonly loader: GridLoader;

  constructor(private readonly store: RunStore) {
    this.loader = new GridLoader(() => this.onGrid());
    this.readFacts();
  }

  /** The surface as it is now. */
  get current(): DrawnSurface {
    this.drawn ??= createDrawnSurface(this.facts, this.samples, this.heightScale);
    return this.drawn;
  }

  /** @param listener - called when there is another surface to draw */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly subscribeText = (listener: () => void): (() => void) => {
    this.textListeners.add(listener);
    return () => this.textListeners.delete(listener);
  };

  readonly getText = (): ShownSurfaceText => {
    this.text ??= { surface: this.current, grid: this.grid };
    return this.text;
  };

  readonly getDomainHalf = (): number => this.current.shown.domainHalf;

  /** Loads anew what failed. */
  readonly retryGrid = (): void => {
    if (this.request !== null) this.load(this.request);
  };

  /** @param assets - hold for what is loaded from here on */
  configure(heightScale: HeightScale, assets: GridAssetOptions): void {
    this.assets = assets;
    if (heightScale === this.heightScale) return;
    this.heightScale = heightScale;
    this.change();
  }

  /** Begins to follow the store and to load. @returns ends it */
  start(): () => void {
    this.isStarted = true;
    const unsubscribe = this.store.subscribe(() => this.follow());
    this.follow();
    if (this.request !== null && this.grid.status === 'none') this.load(this.request);
    return () => {
      this.isStarted = false;
      unsubscribe();
      this.endWatch?.();
      this.endWatch = null;
      this.loader.stop();
      this.cancelText?.();
      this.cancelText = null;
    };
  }

  private get grid(): GridState {
    return this.loader.state;
  }

  private get samples(): SampledGrid | null {
    return this.grid.status === 'loaded' ? this.grid.grid : null;
  }

  private follow(): void {
    if (this.readFacts()) this.change();
  }

  /** Takes over what the store says. @returns whether the surface is another one */
  private readFacts(): boolean {
    const run = selectShownRun(this.store.getState());
    const { facts } = this;
    const isSame =
      run?.surface === facts?.surface && run?.spec === facts?.spec && run?.domainHalf === facts?.domainHalf;
    const isSameRun = (run?.key ?? null) === this.runKey;
    if (isSame && isSameRun) return false;
    this.runKey = run?.key ?? null;
    this.facts = run && { surface: run.surface, spec: run.spec, domainHalf: run.domainHalf };
    this.readRequest(isSameRun);
    return !isSame;
  }

  /** A repeated event asks for nothing anew. */
  private readRequest(isSameRun: boolean): void {
    const surface = this.facts?.surface ?? null;
    const grid = surface?.name === 'LOSS_SURFACE_GRID_READY' ? surface : null;
    const { request } = this;
    const isSame = grid?.assetUrl === request?.url && grid?.resolution === request?.resolution;
    if (isSame && isSameRun) return;
    this.request = grid && { url: grid.assetUrl, resolution: grid.resolution };
    if (!this.isStarted) return;
    if (this.request === null) this.loader.stop();
    else this.load(this.request);
  }

  private load(request: GridRequest): void {
    const { runKey } = this;
    this.loader.load(request, this.assets, (problem) => this.report(runKey, problem));
  }

  private report(runKey: string | null, { code, found, expected, cure }: GridProblem): void {
    this.store.report(runKey, { code, path: 'event.payload.asset_url', found, expected, cure });
  }

  private onGrid(): void {
    this.endWatch?.();
    this.endWatch = null;
    const { samples, runKey } = this;
    if (samples !== null && runKey !== null) this.endWatch = watchAxisOrder(this.store, runKey, samples);
    const hasOther = samples !== this.drawnSamples;
    if (hasOther) this.change();
    else this.scheduleText();
  }

  private drawnSamples: SampledGrid | null = null;

  private change(): void {
    this.drawn = null;
    this.drawnSamples = this.samples;
    for (const listener of this.listeners) listener();
    this.scheduleText();
  }

  private scheduleText(): void {
    this.cancelText ??= afterNextFrame(() => {
      this.cancelText = null;
      this.text = null;
      for (const listener of this.textListeners) listener();
    });
  }
}

/** Calls back once the next frame has been made, or after `MAX_TEXT_DELAY_MS`. @returns cancels it */
function afterNextFrame(onDue: () => void): () => void {
  const frame = requestAnimationFrame(() => {
    clearTimeout(timer);
    timer = setTimeout(onDue, 0);
  });
  let timer = setTimeout(() => {
    cancelAnimationFrame(frame);
    onDue();
  }, MAX_TEXT_DELAY_MS);
  return () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  };
}
