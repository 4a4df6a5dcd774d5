import { describeError } from '../host/describeError.js';
import { DEFAULT_DOMAIN_HALF } from '../protocol/events.js';
import type { RunState } from '../run/runState.js';
import type { RunStore } from '../run/runStore.js';
import { selectShownRun } from '../run/selectors.js';
import { computeShownSurface, isSameShownSurface } from '../run/shownSurface.js';
import type { PathView } from '../path/pathView.js';
import {
  isCutAt,
  type GridProblem,
  type GridRequest,
  type GridState,
  type HeightScale,
  type LossRangeSetting,
  type SampledGrid,
} from '../surface/index.js';
import { DecidedHeights } from './decidedHeights.js';
import { createDrawnSurface, type DrawnSurface } from './drawnSurface.js';
import { GridLoader, isOtherAccess, type GridAssetOptions } from './gridLoader.js';
import { HeldSurface } from './heldSurface.js';
import { TextPace } from './textPace.js';
import { watchAxisOrder } from './watchAxisOrder.js';

/** The surface that is shown, and how far its grid is, as text says it. */
export interface ShownSurfaceText {
  /** The run whose surface it is. */
  readonly runKey: string | null;
  readonly surface: DrawnSurface;
  readonly grid: GridState;
  /** Whether the viewer asked for all heights. */
  readonly isFullRange: boolean;
}

/** What of a run its surface is made of. */
type SurfaceFacts = Pick<RunState, 'surface' | 'surfaceOrder' | 'spec' | 'domainHalf'>;

/**
 * The shown run's surface for everything that draws it. Follows the store and the grid's loading without React:
 * a new surface is there for mesh, line, marker and fit in the same frame, and its text comes after that.
 * Made anew only when what was said of it changes, or when its grid is there, and not before somebody looks.
 */
export class SurfaceSource {
  private facts: SurfaceFacts | null = null;
  private runKey: string | null = null;
  private request: GridRequest | null = null;
  private assets: GridAssetOptions = {};
  private drawn: DrawnSurface | null = null;
  /** The grid of what is drawn. */
  private drawnSamples: SampledGrid | null = null;
  private readonly held = new HeldSurface(() => this.change());
  private readonly heights = new DecidedHeights();
  private isFull = false;
  /** Why a grid that was loaded cannot be drawn here. */
  private refusal: { readonly grid: SampledGrid; readonly state: GridState } | null = null;
  /** Nodes a side that the GPU can take. */
  private maxNodes = Infinity;
  private text: ShownSurfaceText | null = null;
  private readonly textPace = new TextPace({
    tell: () => this.tellText(),
    awaitsFrame: () => this.drawn === null,
    isBusy: () => this.grid.status === 'loading',
  });
  private endWatch: (() => void) | null = null;
  private isStarted = false;
  private readonly listeners = new Set<() => void>();
  private readonly textListeners = new Set<() => void>();
  private readonly loader: GridLoader;

  constructor(
    private readonly store: RunStore,
    private heightScale: HeightScale,
    private lossRange: LossRangeSetting = 'auto',
  ) {
    this.loader = new GridLoader(
      () => this.onGrid(),
      () => this.textPace.schedule(),
    );
    this.readFacts();
  }

  /** The surface as it is now. */
  get current(): DrawnSurface {
    this.drawn ??= this.draw();
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
    this.text ??= this.readText();
    return this.text;
  };

  /** The text as of now, for a run that has only just come to be shown. */
  readonly readText = (): ShownSurfaceText => ({
    runKey: this.runKey,
    surface: this.current,
    grid: this.grid,
    isFullRange: this.isFull,
  });

  /** Costs nothing: it is asked for within the store's notification. */
  readonly getDomainHalf = (): number =>
    this.holding?.shown.domainHalf ?? this.facts?.domainHalf ?? DEFAULT_DOMAIN_HALF;

  /** Whether the path has begun anew and its surface is still to come: the line that is drawn stays until then. */
  get holdsPath(): boolean {
    return this.holding !== null && this.held.isOfEarlierPath;
  }

  /** Loads anew what failed. */
  readonly retryGrid = (): void => {
    if (this.request !== null) this.load(this.request);
  };

  /**
   * @param assets - hold for what is loaded from here on; what failed under others is tried again, and what was loaded
   * by other rights is shown no longer
   */
  configure(heightScale: HeightScale, assets: GridAssetOptions, lossRange: LossRangeSetting = 'auto'): void {
    const isRepaired =
      this.grid.status === 'failed' && describeAssets(assets) !== describeAssets(this.assets);
    const isOthers = this.grid.status !== 'none' && isOtherAccess(assets, this.assets);
    this.assets = assets;
    if (isOthers) this.held.release();
    if (isRepaired || isOthers) this.retryGrid();
    const isOtherScale = heightScale !== this.heightScale;
    if (!isOtherScale && String(lossRange) === String(this.lossRange)) return;
    this.heightScale = heightScale;
    this.lossRange = lossRange;
    if (isOtherScale) this.heights.forget();
    this.changeHeights();
  }

  /** Draws all heights of the surface, whatever the range, or those of the range again. */
  readonly showFullRange = (isFull: boolean): void => {
    if (isFull === this.isFull) return;
    this.isFull = isFull;
    this.changeHeights();
  };

  private changeHeights(): void {
    // It is drawn under the other scale, and a line whose points are gone cannot be draped anew.
    this.held.release();
    this.change();
  }

  /** @param maxNodes - nodes a side that a texture may have */
  limitNodes(maxNodes: number): void {
    if (maxNodes === this.maxNodes) return;
    this.maxNodes = maxNodes;
    if (this.refuseTooLarge()) this.change();
  }

  /** Begins to follow the store and to load. @returns ends it */
  start(): () => void {
    this.isStarted = true;
    const unsubscribe = this.store.subscribe(() => this.follow());
    this.follow();
    if (this.request !== null && this.grid.status === 'none') this.load(this.request);
    // What changed before, or was to be told when this ended the last time.
    if (this.text !== null) this.textPace.schedule();
    return () => {
      this.isStarted = false;
      unsubscribe();
      this.endWatch?.();
      this.endWatch = null;
      this.loader.end();
      this.held.release();
      this.textPace.stop();
    };
  }

  private get grid(): GridState {
    const { state } = this.loader;
    if (state.status !== 'loaded') return state;
    return this.refusal?.grid === state.grid ? this.refusal.state : state;
  }

  /** @returns whether a grid that is there has more nodes than the GPU can take */
  private refuseTooLarge(): boolean {
    const { samples } = this;
    if (samples === null || samples.nodes <= this.maxNodes) return false;
    this.refuse(
      samples,
      `${samples.nodes} samples a side`,
      `at most ${this.maxNodes}, which this GPU can take`,
    );
    return true;
  }

  private refuse(grid: SampledGrid, found: string, expected: string): void {
    const problem: GridProblem = { code: 'asset_too_large', found, expected, isRetryable: false };
    this.refusal = { grid, state: { status: 'failed', problem } };
    // Not at once: it may be found while React renders.
    queueMicrotask(() => this.report(this.runKey, problem));
  }

  /** The surface that stays until the one that loads is there. */
  private get holding(): DrawnSurface | null {
    return this.grid.status === 'loading' ? this.held.get(this.runKey) : null;
  }

  private draw(): DrawnSurface {
    const { samples, holding } = this;
    if (holding !== null) return holding;
    try {
      const drawn = createDrawnSurface(this.facts, samples, this.heightScale, {
        lossRange: this.lossRange,
        isFull: this.isFull,
        before: this.heights.of(this.runKey),
        hasPointWhere: (isThere) => this.heights.hasPointWhere(this.shownPath, isThere),
      });
      this.heights.keep(this.runKey, drawn);
      if (!drawn.isKnown && drawn.shown.missing === null) this.reportTooClose(drawn);
      if (samples !== null) this.held.keep(this.runKey, drawn);
      return drawn;
    } catch (error) {
      if (samples === null) throw error;
      // A large grid's logarithm may find no memory; nothing of that may reach the host.
      this.refuse(samples, describeError(error).slice(0, 80), 'a grid for which there is memory');
      return createDrawnSurface(this.facts, null, this.heightScale);
    }
  }

  private reportTooClose({ shown }: DrawnSurface): void {
    const { runKey } = this;
    const path = shown.drawnFrom === 'grid' ? 'event.payload.asset_url' : 'event.payload.surface_spec.params';
    const asset = this.request?.url ?? '';
    const found = 'heights that lie closer together than 1.2e-38';
    const expected = 'heights that differ by at least 2^-126, as float32 has them';
    // Not at once: it may be found while React renders.
    queueMicrotask(() =>
      this.store.report(runKey, { code: 'heights_too_close', asset, path, found, expected }),
    );
  }

  private get samples(): SampledGrid | null {
    return this.grid.status === 'loaded' ? this.grid.grid : null;
  }

  private follow(): void {
    const isOther = this.readFacts();
    this.followStart();
    if (isOther || this.isToBeLifted()) this.change();
  }

  /** Whether the path has come where the drawn surface is cut: it is then drawn anew, and all of it. */
  private isToBeLifted(): boolean {
    const { drawn } = this;
    if (drawn === null || drawn.field.cut === null || this.lossRange !== 'auto') return false;
    return this.heights.hasNewPointWhere(this.shownPath, (x, y) => isCutAt(drawn.field, x, y));
  }

  private get shownPath(): PathView | null {
    return selectShownRun(this.store.getState())?.path ?? null;
  }

  private followStart(): void {
    const run = selectShownRun(this.store.getState());
    this.held.follow(run?.startOrder ?? null, this.holding !== null);
  }

  /** Takes over what the store says. @returns whether the surface is another one */
  private readFacts(): boolean {
    const run = selectShownRun(this.store.getState());
    const { facts } = this;
    const isSameRun = (run?.key ?? null) === this.runKey;
    const isSameEvent = isSameRun && run?.surfaceOrder === facts?.surfaceOrder;
    const isSame =
      run?.surface === facts?.surface && run?.spec === facts?.spec && run?.domainHalf === facts?.domainHalf;
    if (isSame && isSameEvent) return false;
    this.runKey = run?.key ?? null;
    this.facts = run && {
      surface: run.surface,
      surfaceOrder: run.surfaceOrder,
      spec: run.spec,
      domainHalf: run.domainHalf,
    };
    const isOtherGrid = this.readRequest(isSameRun, isSameEvent);
    return !isSameRun || isOtherGrid || !this.showsSame(facts);
  }

  /** Whether what would be drawn is what would be drawn under other facts, in whatever words events stated them. */
  private showsSame(before: SurfaceFacts | null): boolean {
    const { facts, samples } = this;
    if (facts === null || before === null) return facts === before;
    const isLoaded = samples !== null;
    return isSameShownSurface(computeShownSurface(facts, isLoaded), computeShownSurface(before, isLoaded));
  }

  /**
   * A repeated event asks for nothing anew, unless what it names could not be loaded before: an address names the same
   * samples for good. @returns whether the grid is another one
   */
  private readRequest(isSameRun: boolean, isSameEvent: boolean): boolean {
    const surface = this.facts?.surface ?? null;
    const grid = surface?.name === 'LOSS_SURFACE_GRID_READY' ? surface : null;
    const { request } = this;
    const isSame = isSameRun && grid?.assetUrl === request?.url && grid?.resolution === request?.resolution;
    const isWorthTrying = this.grid.status === 'failed' && !isSameEvent;
    if (isSame && !isWorthTrying) return false;
    this.request = grid && { url: grid.assetUrl, resolution: grid.resolution };
    if (!this.isStarted) return !isSame;
    if (this.request === null) this.loader.stop();
    else this.load(this.request);
    return !isSame;
  }

  private load(request: GridRequest): void {
    const { runKey } = this;
    this.loader.load(request, this.assets, (problem) => this.report(runKey, problem));
  }

  private report(runKey: string | null, { code, found, expected, cure }: GridProblem): void {
    const asset = this.request?.url ?? '';
    this.store.report(runKey, { code, asset, path: 'event.payload.asset_url', found, expected, cure });
  }

  private onGrid(): void {
    this.endWatch?.();
    this.endWatch = null;
    this.refuseTooLarge();
    this.followStart();
    if (this.samples !== this.drawnSamples) this.change();
    else this.textPace.schedule();
  }

  private change(): void {
    this.drawn = null;
    this.drawnSamples = this.samples;
    for (const listener of this.listeners) listener();
    this.textPace.schedule();
  }

  private tellText(): void {
    this.text = null;
    for (const listener of this.textListeners) listener();
    // Not before: it would come between a grid's bytes and their frame.
    this.endWatch ??= this.watchOrder();
  }

  private watchOrder(): (() => void) | null {
    const { samples, runKey, request } = this;
    return samples !== null && runKey !== null && request !== null
      ? watchAxisOrder(this.store, runKey, samples, request.url)
      : null;
  }
}

/** Those options that a failed load may have failed of; a function is not looked at, for it may be another each time. */
function describeAssets({ fetchAsset: _fetchAsset, ...options }: GridAssetOptions): string {
  return JSON.stringify(options);
}
