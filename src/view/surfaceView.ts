import type { PathView } from '../path/pathView.js';
import type { RunState } from '../run/runState.js';
import type { RunStore } from '../run/runStore.js';
import { selectShownRun } from '../run/selectors.js';
import {
  isCutAt,
  type GridState,
  type HeightScale,
  type LossRangeSetting,
  type SampledGrid,
} from '../surface/index.js';
import { createDrawing, type Drawing } from './drawing.js';
import type { DrawnSurface } from './drawnSurface.js';
import type { GridAssetOptions } from './gridAssets.js';
import { HeldSurface, type HoldReason } from './heldSurface.js';
import { NO_START, readPathStart, type PathStart } from './pathStart.js';
import { hasPointWhere, lookAtPath } from './pathLook.js';
import { PlaneChanges, type PlaneChange } from './planeChanges.js';
import { ShownGrid } from './shownGrid.js';
import {
  isSameGrid,
  isSameSurface,
  readSurfaceFacts,
  selectGridRequest,
  type SurfaceFacts,
} from './surfaceFacts.js';
import { SurfaceReports } from './surfaceReports.js';
import type { ViewHost } from './viewHost.js';

/** How heights are shown. */
export interface HeightSettings {
  readonly heightScale: HeightScale;
  readonly lossRange: LossRangeSetting;
}

/**
 * The surface to show now, for everything that draws it or describes it. Follows the store and the grid's loading without
 * React: mesh, line, marker and fit have a new surface in the same frame. It is drawn anew only when its facts change or its
 * grid is loaded, and only when it is read.
 */
export class SurfaceView {
  private facts: SurfaceFacts;
  private newestStart: PathStart = NO_START;
  private drawnStart: PathStart = NO_START;
  private readonly changes = new PlaneChanges();
  private keepsPlane = false;
  /** Whether the viewer has taken the plane that was waiting. */
  private isTaken = false;
  private isFull = false;
  /** Made when it is first read; null after the surface has changed. */
  private drawing: Drawing | null = null;
  /** What was shown last. */
  private settled: DrawnSurface | null = null;
  /** The last sampled surface that was shown of the newest run: a finer grid keeps what was decided about its heights. */
  private before: Drawing | null = null;
  /** What was shown of a grid before the last change of surface: its samples, or the surface held while they loaded. */
  private seenBefore: SampledGrid | DrawnSurface | null = null;
  private readonly held: HeldSurface;
  private readonly shownGrid: ShownGrid;
  private readonly reports: SurfaceReports;
  private readonly listeners = new Set<() => void>();
  private readonly gridListeners = new Set<() => void>();

  constructor(
    private readonly store: RunStore,
    private settings: HeightSettings,
    host: ViewHost,
  ) {
    this.facts = readSurfaceFacts(selectShownRun(store.getState()));
    this.reports = new SurfaceReports(store, host);
    this.held = new HeldSurface(host, () => this.change());
    this.shownGrid = new ShownGrid({
      host,
      onChange: () => this.onGrid(),
      onProblem: (problem) => this.reports.reportProblem(this.facts, problem),
    });
    this.shownGrid.show(selectGridRequest(this.facts));
  }

  /** The surface as it is now: the same object until it changes. */
  get current(): DrawnSurface {
    return this.holding ?? this.getDrawing().surface;
  }

  /** The run whose surface it is; null without runs. */
  get runKey(): string | null {
    return this.facts.runKey;
  }

  /** The state of its grid. */
  get grid(): GridState {
    return this.shownGrid.state;
  }

  /** Whether the viewer asked for all heights. */
  get isFullRange(): boolean {
    return this.isFull;
  }

  /** Whether the surface as it is now has been shown. */
  get isSettled(): boolean {
    return this.settled !== null && this.settled === (this.holding ?? this.drawing?.surface);
  }

  /** Whether the path has begun anew and is not shown yet: the line that is drawn stays until then. */
  get holdsPath(): boolean {
    return this.holding !== null && this.held.isOfEarlierPath;
  }

  /** Whether the path is on a new plane, and the viewer keeps the one before. */
  get isPlaneWaiting(): boolean {
    return this.holding !== null && this.isPlaneKept;
  }

  /** The planes that the run's path has come to, the newest last: the same array until there is another. */
  get planes(): readonly PlaneChange[] {
    return this.changes.list;
  }

  /** The path that is drawn now, or is to be drawn with the surface as it is now: the same object until it begins anew. */
  get pathStart(): PathStart {
    if (!this.holdsPath) this.drawnStart = this.newestStart;
    return this.drawnStart;
  }

  /** The newest path of the run, drawn or not: the same object until it begins anew. */
  get newestPathStart(): PathStart {
    return this.newestStart;
  }

  /** Never draws the surface, since it is called within the store's notification. */
  readonly getDomainHalf = (): number => this.holding?.shown.domainHalf ?? this.facts.domainHalf;

  /** @param listener - called when the surface changes */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** @param listener - called when what is said changes while the surface stays the same: of its grid, or which path it is of */
  readonly subscribeGrid = (listener: () => void): (() => void) => {
    this.gridListeners.add(listener);
    return () => this.gridListeners.delete(listener);
  };

  /** Begins to follow the store and to load. @returns ends it */
  start(): () => void {
    const unsubscribe = this.store.subscribe(() => this.follow());
    this.follow();
    this.shownGrid.start();
    return () => {
      unsubscribe();
      this.shownGrid.end();
      this.held.release();
      this.reports.watchOrder(this.facts, null);
    };
  }

  /**
   * Notes that the surface as it is now has been shown: it stays while the next one loads, and faults found in drawing it are
   * reported. Called after each frame; where nothing has changed it costs a comparison.
   */
  settle(): void {
    if (this.isSettled) return;
    this.settled = this.current;
    if (this.holding !== null) return;
    const drawing = this.getDrawing();
    const { surface, facts, samples, problem } = drawing;
    if (problem !== null) {
      this.shownGrid.refuse(problem);
      return;
    }
    // For a formula nothing is decided, so the decision about the grid before it stays.
    if (surface.sampled !== null || this.before?.facts.runKey !== facts.runKey) this.before = drawing;
    this.isTaken = false;
    if (samples !== null) this.held.keep(surface, this.shownPath?.lastStep ?? -1);
    if (!surface.isKnown && surface.shown.missing === null) this.reports.reportTooClose(facts, surface.shown);
    this.reports.watchOrder(facts, samples);
  }

  /** Keeps the plane that is shown, whatever planes come, or shows the newest again. */
  keepPlane(isKept: boolean): void {
    if (isKept === this.keepsPlane) return;
    this.keepsPlane = isKept;
    this.holdOrChange();
  }

  /** Shows the plane that is waiting. */
  readonly takePlane = (): void => {
    this.isTaken = true;
    this.holdOrChange();
  };

  /** @param assets - see `ShownGrid.configure` */
  configure(settings: HeightSettings, assets: GridAssetOptions): void {
    if (this.shownGrid.hasOtherRights(assets)) this.held.release();
    this.shownGrid.configure(assets);
    const { heightScale, lossRange } = this.settings;
    const isSameScale = settings.heightScale === heightScale;
    if (isSameScale && String(settings.lossRange) === String(lossRange)) return;
    this.settings = settings;
    this.changeHeights();
  }

  /** Draws all heights of the surface, whatever the range, or only those in the range again. */
  readonly showFullRange = (isFull: boolean): void => {
    if (isFull === this.isFull) return;
    this.isFull = isFull;
    this.changeHeights();
  };

  /** Loads a grid again that failed. */
  readonly retryGrid = (): void => this.shownGrid.retry();

  /** @param maxNodes - nodes a side that a texture may have */
  limitNodes(maxNodes: number): void {
    this.shownGrid.limitNodes(maxNodes);
  }

  /** The surface that stays until the next one is loaded. */
  private get holding(): DrawnSurface | null {
    return this.holdReason === null ? null : this.held.surface;
  }

  private get holdReason(): HoldReason | null {
    const { held, isPlaneKept } = this;
    if (isPlaneKept) return 'kept';
    if (this.grid.status === 'loading') return 'loading';
    const isBehind = held.isOfEarlierPlane && (this.shownPath?.lastStep ?? -1) < held.lastStep;
    return isBehind && this.grid.status === 'loaded' ? 'behind' : null;
  }

  private get isPlaneKept(): boolean {
    return this.keepsPlane && !this.isTaken && this.held.isOfEarlierPlane;
  }

  private get seenOfGrid(): SampledGrid | DrawnSurface | null {
    return this.holding ?? this.shownGrid.samples;
  }

  private get shownRun(): RunState | null {
    return selectShownRun(this.store.getState());
  }

  private get shownPath(): PathView | null {
    return this.shownRun?.path ?? null;
  }

  private getDrawing(): Drawing {
    this.drawing ??= this.draw();
    return this.drawing;
  }

  private draw(): Drawing {
    const { facts, before, settings, isFull } = this;
    const isSame = before?.facts.runKey === facts.runKey && before.heightScale === settings.heightScale;
    const path = this.shownPath;
    const options = {
      ...settings,
      isFull,
      before: isSame ? before.surface : null,
      hasPointWhere: (isThere: (x: number, y: number) => boolean) => hasPointWhere(path, isThere),
    };
    return createDrawing(facts, this.shownGrid.samples, options, lookAtPath(path));
  }

  private follow(): void {
    const before = this.facts;
    this.facts = readSurfaceFacts(this.shownRun, before);
    const isOther = this.facts !== before;
    // The surface of another run is not held, since its line is gone.
    if (this.facts.runKey !== before.runKey) this.held.release();
    if (isOther) this.followGrid(before);
    const { newestStart } = this;
    this.followStart();
    const isOtherSurface = isOther && !isSameSurface(this.facts, before, this.shownGrid.samples !== null);
    if (isOtherSurface || this.seenOfGrid !== this.seenBefore) this.change();
    else if (this.newestStart !== newestStart) this.tellText();
    this.followPath();
  }

  /** A repeated event does not load its grid again, unless that failed before. */
  private followGrid(before: SurfaceFacts): void {
    const isOtherEvent = this.facts.surfaceOrder !== before.surfaceOrder;
    const isWorthTrying = isOtherEvent && this.grid.status === 'failed';
    if (isSameGrid(this.facts, before) && !isWorthTrying) return;
    this.shownGrid.show(selectGridRequest(this.facts));
  }

  private followStart(): void {
    const run = this.shownRun;
    this.newestStart = readPathStart(run, this.newestStart);
    this.changes.follow(run, this.newestStart);
    this.held.begin(this.newestStart, run?.path.lastStep ?? -1);
    this.held.hold(this.holdReason);
  }

  private holdOrChange(): void {
    this.held.hold(this.holdReason);
    if (this.seenOfGrid !== this.seenBefore) this.change();
    else this.tellText();
  }

  private tellText(): void {
    for (const listener of this.gridListeners) listener();
  }

  /** Once the path has come where heights are cut, the surface is drawn anew with all of its heights. */
  private followPath(): void {
    const { drawing, shownPath } = this;
    if (drawing === null || drawing.surface.field.cut === null || this.settings.lossRange !== 'auto') return;
    const { field } = drawing.surface;
    const isVisited = hasPointWhere(shownPath, (x, y) => isCutAt(field, x, y), drawing.look);
    drawing.look = lookAtPath(shownPath);
    if (isVisited) this.change();
  }

  private onGrid(): void {
    this.followStart();
    if (this.seenOfGrid !== this.seenBefore) {
      this.reports.watchOrder(this.facts, null);
      this.change();
      return;
    }
    this.tellText();
  }

  private changeHeights(): void {
    // It was drawn under the former scale, and a line whose points are gone cannot be draped anew.
    this.held.release();
    this.change();
  }

  private change(): void {
    this.drawing = null;
    this.seenBefore = this.seenOfGrid;
    for (const listener of this.listeners) listener();
  }
}
