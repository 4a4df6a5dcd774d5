import type { LiveFitOptions, LiveProjection } from 'gradient-descent-viz/emitter';
import { showPlane, type SurfaceSizes, type SurfaceWorkOptions } from './surfaceWork.js';

/** By how much the path grows from one plane to the next. */
const PLANE_GROWTH = 1.6;
const LIVE_SIZES = { coarsest: 9, finest: 33 };
/** As fine as it gets in some seconds. */
const LAST_SIZES = { coarsest: 9, finest: 33 };
/** The path has ended. */
const NO_MORE = { ahead: 0 };

/** Planes of a training and their surfaces, one at a time, beside it. */
export class LiveSurfaces {
  private work: Promise<void> = Promise.resolve();
  private current: AbortController | null = null;
  /** Of a plane that nobody has seen yet: a newer one would only put it off. */
  private coming: AbortController | null = null;
  private nextAt = 0;

  /** @param signal - ends them all */
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
   * @param onShown - called when its first grid is out, and the path on it: nothing will move any more
   * @returns when the finest is out, or `signal` has aborted
   * @throws what went wrong with this surface or one before
   */
  async showLast(onShown: () => void, finest: number = LAST_SIZES.finest): Promise<void> {
    await this.show({ ...LAST_SIZES, finest }, NO_MORE, onShown);
  }

  /** Ends what is under way. */
  stop(): void {
    this.current?.abort();
  }

  /** A surface that is still being refined is left as it is: a newer plane says more. */
  private show(
    sizes: SurfaceSizes,
    room: Pick<LiveFitOptions, 'ahead'> = {},
    tellShown?: () => void,
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
      tellShown?.();
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
    // Told by the training itself, which ends with it.
    this.work.catch(() => undefined);
    return this.work;
  }
}
