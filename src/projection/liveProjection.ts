import { assertFinite, hasOnlyFinite } from './checkpointSource.js';
import { computeFrame, extrapolatePath, isInside, type Frame } from './frame.js';
import type { CheckpointSnapshot, CheckpointStore } from './memoryCheckpoints.js';
import type { Plane } from './plane.js';
import type { PlaneFit } from './planeFit.js';
import { PlanePath, type ProjectedPoint } from './planePath.js';
import { projectCheckpoints } from './projectCheckpoints.js';
import { fitTrajectoryPlane, type TrajectoryPlaneOptions } from './trajectoryPlane.js';

/** What a checkpoint comes to. */
export type LiveUpdate =
  /** Kept; there is no plane yet. */
  | { readonly kind: 'held' }
  /** The path's next point on the plane that is shown. */
  | { readonly kind: 'point'; readonly point: ProjectedPoint; readonly isInside: boolean }
  /** Weights that are not finite: nothing was kept, and there is no point. */
  | { readonly kind: 'diverged' };

/** Why a new plane is due. */
export type RefitReason = 'first_plane' | 'left_grid' | 'explains_too_little';

/** A plane that has been fitted and is not shown yet, so that its surface can be evaluated before. */
export interface LiveFit extends PlaneFit {
  readonly frame: Frame;
  /**
   * From now on points are of this plane. Gives all of the path so far, for a grid, a restart and its steps that are sent
   * together. Checkpoints that the store has dropped are not among the points: the path is of those it keeps.
   * @throws Error if there is a newer fit, or this one has been adopted
   */
  adopt(): LiveRefit;
}

/** What is handed over together, so that no frame shows the old surface with the new path. */
export interface LiveRefit {
  readonly kind: 'refit';
  readonly fit: PlaneFit;
  readonly frame: Frame;
  /** The path so far; `points[0]` is its start. */
  readonly points: readonly ProjectedPoint[];
}

/** When planes are fitted, and how. */
export interface LiveProjectionOptions {
  /** Empty; the projection adds to it. */
  readonly checkpoints: CheckpointStore;
  /** Checkpoints before the first plane, at least 2. @defaultValue 8 */
  readonly firstFitAt?: number;
  /**
   * A new plane is due when the shown one explains less than this share of what it explained when it was adopted, in
   * [0, 1]: how much that was depends on how noisy the training is. @defaultValue 0.8
   */
  readonly keptShare?: number;
  /** For that reason alone not before the path has this many times the points that it had, at least 1. @defaultValue 1.25 */
  readonly growth?: number;
  /** Room about the path on each side, as a share of half its extent. @defaultValue 0.25 */
  readonly margin?: number;
  /**
   * Room for a path that goes on: as if it had this share more of checkpoints, straight on as in its later half, at least 0.
   * @defaultValue 0.6
   */
  readonly ahead?: number;
  /** The most checkpoints that the axes are taken from. @defaultValue 64 */
  readonly maxFitted?: number;
}

/** How one plane is fitted. */
export interface LiveFitOptions extends Omit<TrajectoryPlaneOptions, 'alignTo'> {
  /** @defaultValue the projection's */
  readonly margin?: number;
  /** @defaultValue the projection's; 0 once the path has ended */
  readonly ahead?: number;
}

/** Projects a training that has not ended. */
export interface LiveProjection {
  /** The plane that is shown; null before the first. */
  readonly plane: Plane | null;
  readonly frame: Frame | null;
  /** Why a new plane is due; null where none is, and while one is being fitted. */
  readonly refitReason: RefitReason | null;
  /**
   * Takes the weights of the next checkpoint, which it copies.
   * @param loss - the true loss there, in loss units
   * @throws RangeError if they are not as many as the store's
   */
  add(weights: Float32Array, loss?: number): LiveUpdate;
  /**
   * Fits a plane to the checkpoints so far, its axes turned to those that are shown. Checkpoints may come meanwhile.
   * @throws RangeError if there are fewer than 2, or all are the same
   * @throws the reason of `signal` if that aborts
   * @throws Error if one is being fitted
   */
  fit(options?: LiveFitOptions): Promise<LiveFit>;
}

/**
 * Creates a projection of a training that goes on. The host adds checkpoints and sends their points; when `refitReason`
 * is not null it calls `fit`, evaluates a first grid on what comes back, calls `adopt`, and sends grid, restart and points
 * in one go. After the last checkpoint it does so once more: then the plane goes through the final weights.
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
  /** Fitted, not adopted: gets the points too. */
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
      // Nothing is awaited from here on: a checkpoint that comes later finds the path waiting.
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
