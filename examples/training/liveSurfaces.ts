import type { LiveFitOptions, LiveProjection } from 'gradient-descent-viz/emitter';
import { showPlane, type SurfaceSizes, type SurfaceWorkOptions } from './surfaceWork.js';

/** By how much the path grows from one plane to the next. */
const PLANE_GROWTH = 1.6;
const LIVE_SIZES = { coarsest: 9, finest: 33 };
/** Nodes a side of the last surface, which takes some seconds. */
const LAST_SIZES = { coarsest: 9, finest: 33 };
/** For a path that has ended: no room to go on. */
const NO_MORE = { ahead: 0 };

/** Fits planes and evaluates their surfaces during a training, one at a time. */
export class LiveSurfaces {
  private work: Promise<void> = Promise.resolve();
  private current: AbortController | null = null;
  /** Aborts a surface that is not shown yet; a newer plane does not replace it, which would only delay the picture. */
  private coming: AbortController | null = null;
  private nextAt = 0;

  /** @param signal - ends all of them */
  constructor(
    private readonly options: SurfaceWorkOptions,
    private readonly projection: LiveProjection,
    private readonly signal: AbortSignal,
  ) {}

  /** @param points - of the path so far */
  renewIfDue(points: number): void {
    if (this.coming !== null || points < this.nextAt || this.projection.refitReason === null) return;
    this.nextAt = points * PLANE_GROWTH;
    void this.show(LIVE_SIZES);
  }

  /**
   * A plane through the end of the path, and its surface.
   * @param onShown - called when its first grid and the path on it are emitted, after which the path does not change
   * @returns when the finest grid is emitted, or `signal` has aborted
   * @throws the error of this surface or of one before
   */
  async showLast(onShown: () => void, finest: number = LAST_SIZES.finest): Promise<void> {
    await this.show({ ...LAST_SIZES, finest }, NO_MORE, onShown);
  }

  /** Ends the surface that is being evaluated. */
  stop(): void {
    this.current?.abort();
  }

  /** Ends the refinement of the surface before: a newer plane shows more. */
  private show(
    sizes: SurfaceSizes,
    room: Pick<LiveFitOptions, 'ahead'> = {},
    onLastShown?: () => void,
  ): Promise<void> {
    this.current?.abort();
    const own = (this.current = this.coming = new AbortController());
    const signal = AbortSignal.any([own.signal, this.signal]);
    const settle = (): void => {
      if (this.coming === own) this.coming = null;
    };
    const onShown = (): void => {
      settle();
      this.options.onShown?.();
      onLastShown?.();
    };
    this.work = this.work.then(async () => {
      try {
        const fit = await this.projection.fit({ ...room, signal });
        await showPlane(fit, sizes, { ...this.options, onShown }, signal);
      } catch (error) {
        if (!signal.aborted) throw error;
      } finally {
        settle();
      }
    });
    // The training throws the error of `work`.
    this.work.catch(() => undefined);
    return this.work;
  }
}
