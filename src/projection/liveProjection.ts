import { assertFinite, hasOnlyFinite } from './checkpointSource.js';
import { computeFrame, extrapolatePath, isInside, type Frame } from './frame.js';
import type { CheckpointSnapshot, CheckpointStore } from './memoryCheckpoints.js';
import type { Plane } from './plane.js';
import type { PlaneFit } from './planeFit.js';
import { PlanePath, type ProjectedPoint } from './planePath.js';
import { projectCheckpoints } from './projectCheckpoints.js';
import { fitTrajectoryPlane, type TrajectoryPlaneOptions } from './trajectoryPlane.js';

/** The result of adding a checkpoint. */
export type LiveUpdate =
  /** Stored; there is no plane yet. */
  | { readonly kind: 'held' }
  /** The path's next point on the plane that is shown. */
  | { readonly kind: 'point'; readonly point: ProjectedPoint; readonly isInside: boolean }
  /** The weights are not finite: nothing was stored, and there is no point. */
  | { readonly kind: 'diverged' };

/** Why a new plane is due. */
export type RefitReason = 'first_plane' | 'left_grid' | 'explains_too_little';

/** A plane that has been fitted and is not shown yet, so that its surface can be evaluated first. */
export interface LiveFit extends PlaneFit {
  readonly frame: Frame;
  /**
   * Makes this the plane of further points, and returns the path so far on it, to be sent together with a grid and a restart.
   * Checkpoints that the store has dropped have no points.
   * @throws Error if there is a newer fit, or this one has been adopted
   */
  adopt(): LiveRefit;
}

/** A new plane with its path, to be sent together, so that no frame shows the old surface with the new path. */
export interface LiveRefit {
  readonly kind: 'refit';
  readonly fit: PlaneFit;
  readonly frame: Frame;
  /** The path so far; `points[0]` is its start. */
  readonly points: readonly ProjectedPoint[];
}

/** Options of a live projection. */
export interface LiveProjectionOptions {
  /** Empty; the projection adds to it. */
  readonly checkpoints: CheckpointStore;
  /** Checkpoints before the first plane, at least 2. @defaultValue 8 */
  readonly firstFitAt?: number;
  /**
   * A new plane is due when the shown one explains less than this share of what it explained when it was adopted, in [0, 1].
   * The share is relative since a noisy training is never explained well. @defaultValue 0.8
   */
  readonly keptShare?: number;
  /** A new plane for that reason alone also needs this many times the points that the path then had, at least 1. @defaultValue 1.25 */
  readonly growth?: number;
  /** Room around the path on each side, as a share of half its extent. @defaultValue 0.25 */
  readonly margin?: number;
  /**
   * Room for the path to go on: it is extrapolated in a straight line by this share of its checkpoints, at least 0.
   * @defaultValue 0.6
   */
  readonly ahead?: number;
  /** The most checkpoints that the axes are computed from. @defaultValue 64 */
  readonly maxFitted?: number;
}

/** Options of one fit. */
export interface LiveFitOptions extends Omit<TrajectoryPlaneOptions, 'alignTo'> {
  /** @defaultValue the projection's */
  readonly margin?: number;
  /** @defaultValue the projection's; 0 once the path has ended */
  readonly ahead?: number;
}

/** Projects a training while it runs. */
export interface LiveProjection {
  /** The plane that is shown; null before the first one. */
  readonly plane: Plane | null;
  readonly frame: Frame | null;
  /** Why a new plane is due; null where none is, and while one is being fitted. */
  readonly refitReason: RefitReason | null;
  /**
   * Adds the next checkpoint, whose weights are copied.
   * @param loss - the true loss there, in loss units
   * @throws RangeError if their number is not the store's dimension
   */
  add(weights: Float32Array, loss?: number): LiveUpdate;
  /**
   * Fits a plane to the checkpoints so far, with its axes aligned to the shown ones. Checkpoints may be added meanwhile.
   * @throws RangeError if there are fewer than 2, or all are the same
   * @throws the reason of `signal` if that aborts
   * @throws Error if another fit is running
   */
  fit(options?: LiveFitOptions): Promise<LiveFit>;
}

/**
 * Creates a projection of a running training. The host adds checkpoints and sends their points; when `refitReason` is not
 * null it calls `fit`, evaluates a first grid on the result, calls `adopt`, and sends grid, restart and points together.
 * After the last checkpoint it does so once more, so that the plane goes through the final weights.
 * @throws RangeError if an option is outside its range, or the store holds checkpoints
 */
export function createLiveProjection(options: LiveProjectionOptions): LiveProjection {
  return new Projector(options);
}

const DEFAULTS = { firstFitAt: 8, keptShare: 0.8, growth: 1.25, margin: 0.25, ahead: 0.6, maxFitted: 64 };

class Projector implements LiveProjection {
  private readonly options: Required<LiveProjectionOptions>;
  private readonly losses: (number | undefined)[] = [];
  private shown: { readonly path: PlanePath; readonly points: number; readonly share: number } | null = null;
  /** A fitted plane that is not adopted yet; points are added to it too. */
  private waiting: PlanePath | null = null;
  private isFitting = false;

  constructor(options: LiveProjectionOptions) {
    this.options = { ...DEFAULTS, ...options };
    const { firstFitAt, growth, checkpoints } = this.options;
    if (!(firstFitAt >= 2)) throw new RangeError(`firstFitAt: expected at least 2, got ${firstFitAt}`);
    if (!(growth >= 1)) throw new RangeError(`growth: expected at least 1, got ${growth}`);
    const { count } = checkpoints.snapshot();
    if (count > 0) throw new RangeError(`checkpoints: expected an empty store, got one of ${count}`);
  }

  get plane(): Plane | null {
    return this.shown?.path.fit.plane ?? null;
  }

  get frame(): Frame | null {
    return this.shown?.path.frame ?? null;
  }

  get refitReason(): RefitReason | null {
    const { firstFitAt, growth, keptShare } = this.options;
    if (this.isFitting) return null;
    if (this.shown === null) return this.losses.length >= firstFitAt ? 'first_plane' : null;
    const { path, points, share } = this.shown;
    if (path.isOutside) return 'left_grid';
    const isDue = path.points.length >= growth * points && path.share < keptShare * share;
    return isDue ? 'explains_too_little' : null;
  }

  add(weights: Float32Array, loss?: number): LiveUpdate {
    if (!hasOnlyFinite(weights)) return { kind: 'diverged' };
    this.options.checkpoints.add(weights);
    this.losses.push(loss);
    this.waiting?.add(this.waiting.fit.plane.coordinatesOf(weights), loss);
    if (this.shown === null) return { kind: 'held' };
    const { path } = this.shown;
    const point = path.add(path.fit.plane.coordinatesOf(weights), loss);
    return { kind: 'point', point, isInside: isInside(point) };
  }

  async fit(options: LiveFitOptions = {}): Promise<LiveFit> {
    if (this.isFitting) throw new Error('fit: a plane is being fitted; wait for it, or abort its signal');
    this.isFitting = true;
    try {
      const path = await this.fitPath(options);
      return { ...path.fit, frame: path.frame, adopt: () => this.adopt(path) };
    } finally {
      this.isFitting = false;
    }
  }

  private async fitPath(options: LiveFitOptions): Promise<PlanePath> {
    const { checkpoints, maxFitted } = this.options;
    const { margin = this.options.margin, ahead = this.options.ahead, ...given } = options;
    if (!(ahead >= 0 && ahead < Infinity))
      throw new RangeError(`ahead: expected a finite number of at least 0, got ${ahead}`);
    const snapshot = checkpoints.snapshot();
    const fit = await fitTrajectoryPlane(snapshot, { maxFitted, ...given, alignTo: this.plane ?? undefined });
    const { signal, pacer } = given;
    const points = await projectCheckpoints(snapshot, fit.plane, { signal, pacer });
    const ordinals = [...snapshot.ordinals];
    for (;;) {
      const now = checkpoints.snapshot();
      const next = now.ordinals.findIndex((ordinal) => ordinal > ordinals.at(-1)!);
      // Nothing is awaited after this, so a later checkpoint is added to the waiting path.
      if (next < 0) break;
      const weights = await readWeights(now, next);
      points.push(fit.plane.coordinatesOf(weights));
      ordinals.push(now.ordinals[next]!);
    }
    const path = new PlanePath(fit, computeFrame([...points, extrapolatePath(points, ahead)], { margin }));
    for (const [i, point] of points.entries()) path.add(point, this.losses[ordinals[i]!]);
    this.waiting = path;
    return path;
  }

  private adopt(path: PlanePath): LiveRefit {
    if (this.waiting !== path) throw new Error('adopt: expected the newest fit, and once');
    this.waiting = null;
    this.shown = { path, points: path.points.length, share: path.share };
    const { fit, frame, points } = path;
    return { kind: 'refit', fit, frame, points: points.slice() };
  }
}

async function readWeights(snapshot: CheckpointSnapshot, i: number): Promise<Float32Array> {
  const weights = new Float32Array(snapshot.dimension);
  await snapshot.read(i, weights, 0, snapshot.dimension);
  assertFinite(weights, snapshot.ordinals[i]!);
  return weights;
}
